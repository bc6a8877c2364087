import { type Kysely, sql } from 'kysely';

/** Guides that the forum's plugin did not take, with the reasons; the others are there. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table forum add column refused_guides jsonb not null default '[]'`.execute(db);
}
