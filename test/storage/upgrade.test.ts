import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import * as spine from '../../service/storage/migrations/2026-11-21-spine.ts';
import { openEmptyDatabase } from '../support/database.ts';

/** The schema of the first version, with a row of every kind that is under way. */
async function openFirstVersion() {
  const database = await openEmptyDatabase();
  const { db } = database;
  const first = { '2026-11-21-spine': { up: (on: Kysely<never>) => spine.up(on) } };
  await new Migrator({ db, provider: { getMigrations: async () => first } }).migrateToLatest();
  for (const statement of rowsOfFirstVersion) await sql.raw(statement).execute(db);
  return database;
}

/** As the first version wrote them. */
const rowsOfFirstVersion = [
  `insert into forum (id, base_url, bot_username, bot_user_id) values ('default', 'https://forum.example', 'waypost', 2)`,
  `insert into webhook_digest (forum_id, event_name, digest, inbox_id) values ('default', 'post_created', 'a', nextval('inbox_id'))`,
  `insert into inbox (id, forum_id, event_name, body) values (currval('inbox_id'), 'default', 'post_created', '{}')`,
  `insert into event (forum_id, logical_key, kind, source, occurred_at, member_id, topic_id, post_id)
    values ('default', 'post_created:42', 'post.created', 'webhook', now(), 7, 9, 42)`,
  `insert into decision (forum_id, event_id, rule_id, rulebook, rung, verdict, because, evidence, facts)
    values ('default', 1, 'export-model', 'v1', 'live', 'offer', '[]', '[]', '{}')`,
  `insert into offer (forum_id, event_id, rule_id, rulebook, kind, resource_id, channel, locale, member_id, occasion,
    topic_id, post_id, state, marker, not_before, expires_at)
    values ('default', 1, 'export-model', 'v1', 'help', 'export-model', 'reply', 'en', 7, 'post:42', 9, 42, 'waiting', 'm1',
    now(), now() + interval '1 day')`,
  `insert into reservation (offer_id, forum_id, scope, key, cap, window_ms, reserved_for)
    values (1, 'default', 'member', '7', 2, 86400000, now())`,
  `insert into rule_standing (forum_id, rule_id, rung) values ('default', 'export-model', 'live')`,
  `insert into pause (forum_id, who, why) values ('default', 'mira', 'a test')`,
];

async function columns(db: Kysely<never>) {
  const { rows } = await sql<{ name: string; type: string; isNeeded: boolean }>`
    select table_name || '.' || column_name as name, data_type as type,
      is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER' as is_needed
    from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'`.execute(
    db,
  );
  return new Map(rows.map(({ name, ...column }) => [name, column]));
}

test('an upgrade from the first version keeps every row as it was', async () => {
  await using database = await openFirstVersion();
  const db = database.db as unknown as Kysely<never>;
  const tables = ['forum', 'inbox', 'event', 'decision', 'offer', 'reservation', 'rule_standing', 'pause'];
  const read = async (table: string) =>
    (await sql<{ row: object }>`select to_jsonb(t) as row from ${sql.table(table)} t`.execute(db)).rows.map(
      ({ row }) => row,
    );
  const before = await Promise.all(tables.map(read));

  const applied = await migrateToLatest(db);

  expect(applied.length).toBeGreaterThan(5);
  const after = await Promise.all(tables.map(read));
  for (const [index, rows] of before.entries())
    expect(after[index], tables[index]).toEqual(rows.map((row) => expect.objectContaining(row)));
});

test('a process of the first version can write all that it writes while the new one runs', async () => {
  await using database = await openFirstVersion();
  const db = database.db as unknown as Kysely<never>;
  const before = await columns(db);

  await migrateToLatest(db);

  const after = await columns(db);
  for (const [name, { type }] of before) expect(after.get(name)?.type, name).toBe(type);
  const tables = new Set([...before.keys()].map((name) => name.split('.')[0]));
  const needed = [...after].filter(
    ([name, { isNeeded }]) => isNeeded && !before.has(name) && tables.has(name.split('.')[0]),
  );
  expect(needed).toEqual([]);
  await sql.raw('truncate forum cascade; truncate inbox, webhook_digest').execute(db);
  for (const statement of rowsOfFirstVersion)
    await sql
      .raw(
        statement.replaceAll(/\bvalues \('default', 1,|values \(1,/g, (part) =>
          part.replace(
            '1',
            '(select max(id) from ' + (part.startsWith('values (1') ? 'offer' : 'event') + ')',
          ),
        ),
      )
      .execute(db);
});

test('the version before an upgrade starts on the schema after it', async () => {
  await using database = await openEmptyDatabase();
  await migrateToLatest(database.db);
  await sql`insert into kysely_migration (name, timestamp) values ('2099-01-01-of-a-newer-version', '2099')`.execute(
    database.db,
  );

  expect(await migrateToLatest(database.db)).toEqual([]);
});

test('a change that was written beside others is applied after them', async () => {
  await using database = await openFirstVersion();
  const late = { '2026-11-23-9-old-senders': { up: async () => undefined } };
  const first = { '2026-11-21-spine': { up: (on: Kysely<never>) => spine.up(on) } };
  await new Migrator({
    db: database.db,
    provider: { getMigrations: async () => ({ ...first, ...late }) },
  }).migrateToLatest();

  expect(await migrateToLatest(database.db)).toContain('2026-11-23-5-alerts');
});

test('an upgrade that gets into a deadlock with a process of the version before tries again', async () => {
  await using database = await openFirstVersion();
  const old = database.db.transaction().execute(async (trx) => {
    await sql`select 1 from offer for update`.execute(trx);
    await sleep(600);
    await sql`select 1 from forum`.execute(trx);
  });

  const applied = migrateToLatest(database.db);

  expect((await applied).length).toBeGreaterThan(5);
  await old.catch(() => undefined);
});
