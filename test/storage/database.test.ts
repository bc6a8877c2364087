import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { forumId } from '../../service/model/ids.ts';
import { type Trx, openDatabase } from '../../service/storage/database.ts';
import { createForumStore } from '../../service/storage/forum-store.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { openEmptyDatabase } from '../support/database.ts';
import { ensureForum, forum, openTestStores } from '../support/storage-makers.ts';

test('a process that stands still in the middle of a decision holds up the others for a moment only', async () => {
  await using stores = await openTestStores();
  const errors: Error[] = [];
  const isHeld = Promise.withResolvers<void>();
  const isOver = Promise.withResolvers<void>();
  const frozen = openDatabase({
    connection: stores.url,
    idleInTransactionMs: 150,
    onIdleError: (error) => errors.push(error),
  });
  const decision = frozen.transaction().execute(async (trx) => {
    await createForumStore(frozen).lockDecisions(trx, forum);
    isHeld.resolve();
    await isOver.promise;
    await sql`select 1`.execute(trx);
  });
  const outcome = decision.catch((error: unknown) => error);
  await isHeld.promise;

  // It stands still until the others are through.
  await stores.db.transaction().execute((trx) => stores.forums.lockDecisions(trx, forum));

  isOver.resolve();
  expect(await outcome).toBeInstanceOf(Error);
  expect(errors.length).toBeGreaterThan(0);
  await frozen.destroy();
});

test('a connection that the server ends between two statements fails its transaction, not the process', async () => {
  await using stores = await openTestStores();

  const cut = stores.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(stores.db);
    await sleep(100);
    await sql`select 1`.execute(trx);
  });

  await expect(cut).rejects.toThrow();
  expect((await sql`select 1 as one`.execute(stores.db)).rows).toEqual([{ one: 1 }]);
});

test('a transaction that Postgres ends in favour of another is begun again, and both are done', async () => {
  await using stores = await openTestStores();
  await ensureForum(stores, forumId('second'));
  const begun = { first: 0, second: 0 };
  const lock = (trx: Trx, id: string) => sql`select from forum where id = ${id} for update`.execute(trx);
  const inOrder = (name: keyof typeof begun, ids: readonly [string, string]) =>
    stores.db.transaction().execute(async (trx) => {
      await lock(trx, ids[0]);
      begun[name] += 1;
      while (begun.first === 0 || begun.second === 0) await sleep(5);
      await lock(trx, ids[1]);
    });

  await Promise.all([inOrder('first', ['default', 'second']), inOrder('second', ['second', 'default'])]);

  expect(begun.first + begun.second).toBe(3);
});

test('a transaction that fails for any other reason is begun once', async () => {
  await using stores = await openTestStores();
  let begun = 0;

  const failing = stores.db.transaction().execute(async (trx) => {
    begun += 1;
    await sql`select 1 / 0`.execute(trx);
  });

  await expect(failing).rejects.toThrow('division by zero');
  expect(begun).toBe(1);
});

test('a commit is on disk when it is answered, even where the server would rather be quick', async () => {
  await using stores = await openTestStores();
  await sql
    .raw(`alter database "${new URL(stores.url).pathname.slice(1)}" set synchronous_commit to off`)
    .execute(stores.db);
  const db = openDatabase({ connection: stores.url, onIdleError: () => {} });

  const { rows } = await sql<{ synchronousCommit: string }>`show synchronous_commit`.execute(db);

  expect(rows).toEqual([{ synchronousCommit: 'on' }]);
  await db.destroy();
});

test('a statement that never ends is ended', async () => {
  await using stores = await openTestStores();
  const db = openDatabase({ connection: stores.url, statementTimeoutMs: 100, onIdleError: () => {} });

  await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toThrow('statement timeout');
  await db.destroy();
});

test('any number of processes may bring the schema forward at once', async () => {
  await using empty = await openEmptyDatabase();
  const others = [1, 2, 3].map(() => openDatabase({ connection: empty.url, onIdleError: () => {} }));

  const applied = (await Promise.all(others.map((db) => migrateToLatest(db)))).flat();

  expect(applied).toContain('2026-11-21-spine');
  expect(applied).toEqual([...new Set(applied)]);
  await Promise.all(others.map((db) => db.destroy()));
});
