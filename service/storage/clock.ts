import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';

/** Postgres' clock: the only one that every process shares. */
export async function readClock(handle: Db | Trx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(handle);
  const [row] = rows;
  if (!row) throw new Error('Postgres did not tell the time');
  return row.now;
}
