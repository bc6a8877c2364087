import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../service/storage/database.ts';
import { createForumStore } from '../../service/storage/forum-store.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { openEmptyDatabase } from '../support/database.ts';
import { forum, openTestStores } from '../support/storage-makers.ts';

test('a process that stands still in the middle of a decision holds up the others for a moment only', async () => {
  await using stores = await openTestStores();
  const errors: Error[] = [];
  const frozen = openDatabase({
    connection: stores.url,
    idleInTransactionMs: 150,
    onIdleError: (error) => errors.push(error),
  });
  const decision = frozen.transaction().execute(async (trx) => {
    await createForumStore(frozen).lockDecisions(trx, forum);
    await sleep(600);
    await sql`select 1`.execute(trx);
  });
  const outcome = decision.catch((error: unknown) => error);
  await sleep(50);

  const began = performance.now();
  await stores.db.transaction().execute((trx) => stores.forums.lockDecisions(trx, forum));

  expect(performance.now() - began).toBeLessThan(500);
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
