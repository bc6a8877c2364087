import { type Kysely, sql } from 'kysely';

/** Decisions are found by whom they were about: that a topic was solved is an event about nobody, and its help is for who asked. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index decision_about on decision (forum_id, (facts ->> 'member')) where facts <> '{}'`,
];
