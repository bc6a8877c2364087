import { type Kysely, sql } from 'kysely';

/** Who is signed in to the dashboard, in a table that every process shares; and of each change, which member made it from where. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The browser holds the token, the table its digest only.
  `create table dashboard_session (
    id               bigint generated always as identity primary key,
    digest           bytea not null unique,
    opened_by        text not null check (opened_by in ('password', 'forum')),
    opened_with      text not null,
    forum_id         text references forum on delete cascade,
    member_id        integer,
    who              text not null,
    avatar_url       text,
    standing         jsonb,
    device           text not null default '',
    opened_at        timestamptz not null default now(),
    seen_at          timestamptz not null default now(),
    proved_at        timestamptz not null default now(),
    renewal_tried_at timestamptz,
    ends_at          timestamptz not null,
    check (opened_by = 'password' or (forum_id is not null and member_id is not null and standing is not null))
  )`,
  `create index dashboard_session_of_member on dashboard_session (forum_id, member_id)`,

  // An answer of the forum signs somebody in once.
  `create table used_sign_in (
    digest   bytea primary key,
    used_at  timestamptz not null default now()
  )`,

  `alter table change add column member_id integer, add column made_on text not null default ''`,
  `create index change_newest on change (forum_id, id desc)`,
];
