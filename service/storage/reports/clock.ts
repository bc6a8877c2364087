import { sql } from 'kysely';
import type { Db } from '../database.ts';

export async function clock(db: Db): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(db);
  if (!rows[0]) throw new Error('the database has no time');
  return rows[0].at;
}
