import { type Kysely, sql } from 'kysely';

/** Of which commit a rulebook is; which one somebody went back to, and when a push was last told. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table rulebook add column commit jsonb`,
  `create table rule_repository (
    one            boolean primary key default true check (one),
    pinned_commit  text,
    pinned_by      text,
    pinned_why     text,
    pinned_at      timestamptz,
    pushed_at      timestamptz
  )`,
  `insert into rule_repository default values`,
];
