import { type Kysely, sql } from 'kysely';

/** What a member has declined of one rule, of one topic, or for a while. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table member add column declined jsonb not null default '{}'`,
  `alter table kept_wish add column declined jsonb not null default '{}'`,
];
