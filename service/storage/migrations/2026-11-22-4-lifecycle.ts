import { type Kysely, sql } from 'kysely';

/** When time alone will change something for a member, where members stand in sequences, and what the calendar has told. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Null: nothing will come by itself, or nobody has looked yet; the walk over all members finds those.
  `alter table member add column due_at timestamptz`,
  `create index member_due on member (forum_id, due_at) where due_at is not null`,
  `create index member_in_stage on member (forum_id, stage) where stage is not null`,
  `create index stage_change_recent on stage_change (forum_id, at)`,

  // How far the walk has come that measures everybody anew after the files have changed, and once a day.
  `create table lifecycle_walk (
    forum_id     text primary key references forum on delete cascade,
    measure      text not null,
    walked_to    integer not null default -2147483648,
    began_at     timestamptz not null default now(),
    finished_at  timestamptz
  )`,

  // Where a member stands in a sequence: the step that comes next, and when.
  `create table sequence_place (
    forum_id    text not null references forum on delete cascade,
    rule_id     text not null,
    member_id   integer not null,
    occasion    text not null,
    step        text not null,
    done_steps  text[] not null default '{}',
    state       text not null default 'going' check (state in ('going', 'done', 'reached', 'stopped')),
    because     jsonb not null default '[]',
    due_at      timestamptz not null,
    began_at    timestamptz not null default now(),
    changed_at  timestamptz not null default now(),
    primary key (forum_id, rule_id, member_id, occasion)
  )`,
  `create index sequence_place_due on sequence_place (forum_id, due_at) where state = 'going'`,
  `create index sequence_place_of_member on sequence_place (forum_id, member_id)`,

  // One coming of a date for the members of one zone, and how far the walk over them has come.
  `create table date_coming (
    forum_id     text not null references forum on delete cascade,
    rule_id      text not null,
    day          text not null,
    zone         text not null,
    turn         integer not null default 0,
    due_at       timestamptz not null,
    walked_to    integer not null default -2147483648,
    finished_at  timestamptz,
    primary key (forum_id, rule_id, day, zone)
  )`,
  `create index date_coming_due on date_coming (forum_id, due_at) where finished_at is null`,

  // A calendar somebody else keeps: the last good copy of its events, and what went wrong since.
  `create table calendar_feed (
    forum_id       text not null references forum on delete cascade,
    address        text not null,
    etag           text,
    last_modified  text,
    entries        jsonb not null default '[]',
    good_at        timestamptz,
    problem        text,
    problem_at     timestamptz,
    fetch_at       timestamptz not null default now(),
    primary key (forum_id, address)
  )`,
];
