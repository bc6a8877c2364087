import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { defaultForum, forumId } from '../../service/model/ids.ts';
import { type Db, openDatabase } from '../../service/storage/database.ts';
import { createForumStore } from '../../service/storage/forum-store.ts';
import { queueSchemaOfForum, schemaOfForum } from '../../service/storage/forum-schema.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { openEmptyDatabase } from '../support/database.ts';

const garden = forumId('garden-club');

/** The database as the process of one forum opens it. */
function openFor(url: string, forum: typeof garden) {
  const schema = schemaOfForum(forum);
  const db = openDatabase({ connection: url, schema, onIdleError: () => {} });
  return { db, schema, [Symbol.asyncDispose]: () => db.destroy() };
}

const insertForum = (db: Db, id: typeof garden) =>
  createForumStore(db).ensure({
    id,
    baseUrl: `https://${id}.example`,
    botUsername: 'waypost',
    shareLimit: 30,
    defaultRung: 'shadow',
  });

test('every forum has all tables, in a schema of its own; those of "default" lie where they always did', async () => {
  await using database = await openEmptyDatabase();
  await using other = openFor(database.url, garden);
  await using first = openFor(database.url, defaultForum);
  expect(other.schema).toBe('waypost_garden_club');

  // The newcomer first: its tables must not pass for those of the other.
  const made = await migrateToLatest(other.db, other.schema);
  expect(await migrateToLatest(first.db, first.schema)).toEqual(made);
  expect(await migrateToLatest(other.db, other.schema)).toEqual([]);

  const { rows } = await sql<{ schema: string; names: string[] }>`
    select table_schema as schema, array_agg(table_name::text order by table_name) as names
    from information_schema.tables where table_schema in ('public', 'waypost_garden_club')
    group by table_schema order by table_schema`.execute(first.db);
  expect(rows.map(({ schema }) => schema)).toEqual(['public', 'waypost_garden_club']);
  expect(rows[1]?.names).toEqual(rows[0]?.names);
  expect(rows[0]?.names.length).toBeGreaterThan(30);
});

test('no statement of one forum sees a row of another', async () => {
  await using database = await openEmptyDatabase();
  await using one = openFor(database.url, defaultForum);
  await using other = openFor(database.url, garden);
  await migrateToLatest(one.db, one.schema);
  await migrateToLatest(other.db, other.schema);

  await insertForum(one.db, defaultForum);
  await insertForum(other.db, garden);

  expect(await one.db.selectFrom('forum').select('id').execute()).toEqual([{ id: 'default' }]);
  expect(await other.db.selectFrom('forum').select('id').execute()).toEqual([{ id: 'garden-club' }]);
});

test('any number of processes may make the schemas of all forums at once', async () => {
  await using database = await openEmptyDatabase();
  const forums = [garden, garden, defaultForum, forumId('harbour')];

  const applied = await Promise.all(
    forums.map(async (forum) => {
      await using opened = openFor(database.url, forum);
      return await migrateToLatest(opened.db, opened.schema);
    }),
  );

  expect(applied.map((names) => names.length > 0).filter(Boolean)).toHaveLength(3);
});

test('an address that brings a search path of its own does not lead a forum to the tables of another', async () => {
  await using database = await openEmptyDatabase();
  const url = `${database.url}${database.url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c search_path=public')}`;
  await using other = openFor(url, garden);
  await migrateToLatest(other.db, other.schema);

  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(other.db);
  expect(rows).toEqual([{ name: 'waypost_garden_club' }]);
});

/** What Kysely locks while it brings a schema forward, of every version of Waypost for the forum `default`. */
const usualLock = '3853314791062309107';

test('while one forum waits to be brought forward, another is; none is by two processes at once', async () => {
  await using database = await openEmptyDatabase();
  await using one = openFor(database.url, defaultForum);
  await using other = openFor(database.url, garden);
  let letGo = () => {};
  const isOver = new Promise<void>((resolve) => (letGo = resolve));
  let isLocked = () => {};
  const locked = new Promise<void>((resolve) => (isLocked = resolve));
  const held = database.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.raw(usualLock)})`.execute(trx);
    isLocked();
    await isOver;
  });
  await locked;
  let isThrough = false;
  const waiting = migrateToLatest(one.db, one.schema).then(() => (isThrough = true));

  expect((await migrateToLatest(other.db, other.schema)).length).toBeGreaterThan(5);
  expect(isThrough).toBe(false);

  letGo();
  await Promise.all([held, waiting]);
});

test('no forum can be called so that its tables lie among those of the queue of another', () => {
  const names = ['garden', 'garden-queue', 'queue-garden', 'queue', 'bullmq', 'bullmq-garden'].map(forumId);
  const schemas = names.flatMap((name) => [schemaOfForum(name), queueSchemaOfForum(name)]);
  expect(new Set(schemas).size).toBe(schemas.length);
  // That of `default`, as BullMQ calls it by itself.
  expect(schemas).not.toContain('bullmq');
});
