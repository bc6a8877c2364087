import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db, Trx } from '../../service/storage/database.ts';

/**
 * Lets two pieces of work meet halfway: `begin` and `goOn` are the halves of one transaction, and `other` is begun between
 * them; it goes on as soon as the other one waits for it. Fails with Postgres' deadlock where each then waits for the other,
 * on a database that was opened with one try.
 */
export async function meetHalfway<T>(
  db: Db,
  work: { begin(trx: Trx): Promise<unknown>; other(): Promise<T>; goOn(trx: Trx): Promise<unknown> },
): Promise<T> {
  const { other } = await db.transaction().execute(async (trx) => {
    await work.begin(trx);
    const ended = work.other();
    ended.catch(() => undefined);
    await someoneWaits(db);
    await work.goOn(trx);
    return { other: ended };
  });
  return await other;
}

/** Until somebody waits for a lock of somebody else. */
export async function someoneWaits(db: Db): Promise<void> {
  for (let looks = 0; looks < 1_000; looks += 1) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length > 0) return;
    await sleep(10);
  }
  throw new Error('nobody waits for a lock');
}
