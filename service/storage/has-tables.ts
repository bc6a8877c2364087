import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Whether this connection finds the tables of a forum: a start has brought them here. */
export async function hasTables(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('forum') is not null as found`.execute(
    db,
  );
  return rows[0]?.found ?? false;
}
