import { type Kysely, sql } from 'kysely';

/** What the forum's plugin tells: signals heard once, what became of offers, members' wishes, and what outlives an erased member. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table member
    add column preferences    jsonb,
    add column preferences_at timestamptz,
    add column erased_at      timestamptz`,

  // A member who wants to be forgotten must be found everywhere.
  `create index event_of_member on event (forum_id, member_id) where member_id is not null`,

  // One process at a time reads the forum's outbox, from where the last one ended.
  `alter table forum
    add column signal_cursor  text,
    add column signal_reader  text,
    add column signals_due_at timestamptz not null default now(),
    add column signals_read_at timestamptz,
    add column signal_gap_at  timestamptz`,

  // Tells a signal that came by both ways; only one that could not be read is kept whole.
  `create table signal (
    forum_id     text not null references forum on delete cascade,
    signal_id    text not null,
    name         text not null,
    schema       integer not null,
    heard_by     text not null check (heard_by in ('webhook', 'outbox')),
    outcome      text not null check (outcome in ('taken', 'not_ours', 'unknown_name', 'unknown_schema', 'unreadable')),
    occurred_at  timestamptz not null,
    heard_at     timestamptz not null default now(),
    member_id    integer,
    kept         jsonb,
    primary key (forum_id, signal_id)
  )`,
  `create index signal_heard on signal (heard_at)`,
  `create index signal_kept_of_member on signal (forum_id, member_id) where kept is not null`,

  `create table offer_feedback (
    offer_id         bigint primary key references offer on delete cascade,
    seen_at          timestamptz,
    clicked_at       timestamptz,
    helped           boolean,
    rated_at         timestamptz,
    dismissed_at     timestamptz,
    snoozed_at       timestamptz,
    snoozed_until    timestamptz,
    restored_at      timestamptz,
    asked_person_at  timestamptz,
    done_steps       jsonb not null default '{}',
    changed_at       timestamptz not null default now()
  )`,

  // Sums of what members looked for in vain; the forum tells none of fewer than five.
  `create table missed_search (
    forum_id  text not null references forum on delete cascade,
    term      text not null,
    members   integer not null,
    days      integer not null,
    last_day  date not null,
    primary key (forum_id, term)
  )`,

  // What outlives an erased member: a digest that only this key can make again, and the wish to be left alone.
  `create table wish_key (
    only_one  boolean primary key default true check (only_one),
    key       text not null default gen_random_uuid()::text || gen_random_uuid()::text
  )`,
  `insert into wish_key default values`,
  `create table kept_wish (
    forum_id        text not null references forum on delete cascade,
    digest          bytea not null,
    erased_at       timestamptz not null default now(),
    consent         text not null,
    consent_kinds   text[] not null,
    consent_at      timestamptz,
    preferences     jsonb,
    preferences_at  timestamptz,
    primary key (forum_id, digest)
  )`,
];
