import { type Kysely, sql } from 'kysely';

/** What is wrong and who was told; one process looks at a time. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table alert (
    id        bigint generated always as identity primary key,
    forum_id  text not null references forum on delete cascade,
    key       text not null,
    code      text not null,
    subject   text not null default '',
    values    jsonb not null default '{}',
    began_at  timestamptz not null default now(),
    seen_at   timestamptz not null default now(),
    told_at   timestamptz,
    ended_at  timestamptz,
    over_told_at timestamptz
  )`,
  `create unique index alert_open on alert (forum_id, key) where ended_at is null`,
  `create index alert_recent on alert (forum_id, began_at desc)`,
  `alter table forum add column watched_at timestamptz, add column summed_up_at timestamptz`,
];
