import { type Kysely, sql } from 'kysely';

/** Posts from before Waypost came, decided over to see what the rules would have done. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table event drop constraint event_source_check`,
  // Not looked at again for the rows that are there: they obeyed a stricter rule.
  `alter table event add constraint event_source_check
     check (source in ('webhook', 'reconciliation', 'sweep', 'look-back')) not valid`,
  `create index event_look_back on event (forum_id, state) where source = 'look-back'`,
];
