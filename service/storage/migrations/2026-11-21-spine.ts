import { type Kysely, sql } from 'kysely';

/** The spine: webhooks kept, events, decisions, offers with their reservations, and what is known of a forum. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** What may be claimed by a worker has these columns; Postgres' clock alone judges them. */
const workColumns = `
  attempts      integer not null default 0,
  next_at       timestamptz not null default now(),
  lease         uuid,
  lease_until   timestamptz,
  finished_at   timestamptz`;

const statements = [
  `create table forum (
    id                 text primary key check (id ~ '^[a-z0-9-]{1,64}$'),
    base_url           text not null,
    bot_username       text not null,
    bot_user_id        integer,
    watched_since      timestamptz not null default now(),
    last_reconciled_at timestamptz,
    reconciled_to      integer,
    gap_newest         integer,
    gap_before         integer,
    reconciler         text,
    reconcile_at       timestamptz not null default now(),
    sender             text,
    sender_until       timestamptz,
    sender_fence       bigint not null default 0,
    share_limit        integer not null default 30,
    share_now          integer not null default 30,
    share_changed_at   timestamptz not null default now(),
    blocked_until      timestamptz,
    blocked_because    text,
    posts_blocked_until timestamptz,
    default_rung       text not null default 'shadow' check (default_rung in ('draft', 'shadow', 'live'))
  )`,

  // No foreign keys here: a webhook is kept even while a worker holds its forum's row.
  // The ledger of digests outlives the inbox, which can then be partitioned and emptied by month.
  `create sequence inbox_id as bigint`,
  `create table webhook_digest (
    forum_id    text not null,
    event_name  text not null,
    digest      bytea not null,
    inbox_id    bigint not null,
    receipts    integer not null default 1,
    first_at    timestamptz not null default now(),
    last_at     timestamptz not null default now(),
    primary key (forum_id, event_name, digest)
  )`,
  `create table inbox (
    id           bigint primary key default nextval('inbox_id'),
    forum_id     text not null,
    event_name   text not null,
    headers      jsonb not null default '{}',
    body         bytea,
    received_at  timestamptz not null default now(),
    state        text not null default 'received'
                 check (state in ('received', 'done', 'unwanted', 'quarantined')),
    reason       text,
    event_id     bigint,
    ${workColumns}
  )`,
  `create index inbox_due on inbox (next_at, id) where state = 'received'`,
  `create index inbox_unread on inbox (forum_id, id) where state = 'received'`,
  `create index inbox_recent on inbox (forum_id, received_at desc)`,
  `create index inbox_quarantined on inbox (forum_id, id desc) where state = 'quarantined'`,

  `create table event (
    id           bigint generated always as identity primary key,
    forum_id     text not null references forum on delete cascade,
    logical_key  text not null,
    kind         text not null,
    source       text not null check (source in ('webhook', 'reconciliation', 'sweep')),
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null default now(),
    inbox_id     bigint,
    member_id    integer,
    topic_id     integer,
    post_id      integer,
    content      jsonb,
    state        text not null default 'received'
                 check (state in ('received', 'done', 'missed', 'dead')),
    reason       text,
    rulebook     text,
    ${workColumns},
    unique (forum_id, logical_key)
  )`,
  `create index event_due on event (next_at, id) where state = 'received'`,
  `create index event_of_post on event (forum_id, post_id) where post_id is not null`,
  `create index event_recent on event (forum_id, recorded_at desc)`,
  `create index event_dead on event (forum_id, id desc) where state = 'dead'`,

  `create table decision (
    id          bigint generated always as identity primary key,
    forum_id    text not null references forum on delete cascade,
    event_id    bigint not null references event on delete cascade,
    rule_id     text not null,
    rulebook    text not null,
    rung        text not null,
    verdict     text not null check (verdict in ('offer', 'held')),
    because     jsonb not null,
    evidence    jsonb not null,
    facts       jsonb not null,
    decided_at  timestamptz not null default now(),
    unique (event_id, rule_id)
  )`,
  `create index decision_recent on decision (forum_id, decided_at desc)`,
  `create index decision_of_rule on decision (forum_id, rule_id, decided_at desc)`,

  `create table offer (
    id             bigint generated always as identity primary key,
    forum_id       text not null references forum on delete cascade,
    event_id       bigint not null references event,
    rule_id        text not null,
    rulebook       text not null,
    kind           text not null,
    resource_id    text not null,
    channel        text not null,
    locale         text not null,
    member_id      integer not null,
    occasion       text not null,
    topic_id       integer,
    post_id        integer,
    state          text not null check (state in ('waiting', 'sending', 'unknown', 'in_review', 'sent', 'withdrawn',
                                                  'held', 'expired', 'refused', 'dead', 'shadow')),
    because        jsonb not null default '[]',
    evidence       jsonb not null default '[]',
    state_because  jsonb not null default '[]',
    marker         text not null unique,
    body           text,
    first_sent_at  timestamptz,
    lookups        integer not null default 0,
    reply_post_id  integer,
    reviewable_id  integer,
    not_before     timestamptz not null,
    expires_at     timestamptz not null,
    created_at     timestamptz not null default now(),
    sent_at        timestamptz,
    changed_at     timestamptz not null default now(),
    fence          bigint,
    ${workColumns},
    unique (forum_id, rule_id, member_id, occasion)
  )`,
  `create unique index offer_reply on offer (forum_id, reply_post_id) where reply_post_id is not null`,
  `create index offer_due on offer (forum_id, next_at) where state in ('waiting', 'sending', 'unknown')`,
  `create index offer_of_member on offer (forum_id, member_id, created_at desc)`,
  `create index offer_of_topic on offer (forum_id, topic_id) where topic_id is not null`,
  `create index offer_of_event on offer (event_id)`,
  `create index offer_of_post on offer (forum_id, post_id) where post_id is not null`,
  `create index offer_recent on offer (forum_id, changed_at desc)`,

  // A place under a limit: for the moment the offer is meant for, then for the moment it was sent.
  `create table reservation (
    offer_id     bigint not null references offer on delete cascade,
    forum_id     text not null references forum on delete cascade,
    scope        text not null,
    key          text not null,
    cap          integer not null,
    window_ms    bigint not null,
    reserved_for timestamptz not null,
    used_at      timestamptz,
    primary key (offer_id, scope, key)
  )`,
  `create index reservation_in_window on reservation (forum_id, scope, key)`,

  `create table member (
    forum_id       text not null references forum on delete cascade,
    id             integer not null,
    username       text not null,
    facts          jsonb not null default '{}',
    stage          text,
    stage_since    timestamptz,
    stage_because  text,
    stages_digest  text,
    consent        text not null default 'open' check (consent in ('open', 'all', 'kinds')),
    consent_kinds  text[] not null default '{}',
    consent_at     timestamptz,
    is_staged      boolean not null default false,
    known_since    timestamptz not null default now(),
    primary key (forum_id, id)
  )`,
  `create index member_by_name on member (forum_id, lower(username))`,

  `create table stage_change (
    id         bigint generated always as identity primary key,
    forum_id   text not null references forum on delete cascade,
    member_id  integer not null,
    stage      text not null,
    previous   text,
    because    text not null,
    at         timestamptz not null default now()
  )`,
  `create index stage_change_of_member on stage_change (forum_id, member_id, at desc)`,

  // What was seen of posts and topics, without a word of their text.
  `create table post (
    forum_id      text not null references forum on delete cascade,
    id            integer not null,
    topic_id      integer not null,
    number        integer not null,
    author_id     integer not null,
    author_name   text not null,
    is_bot        boolean not null default false,
    category_id   integer,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    deleted_at    timestamptz,
    marker        text,
    seen_through  text not null,
    seen_at       timestamptz not null default now(),
    primary key (forum_id, id)
  )`,
  `create index post_in_topic on post (forum_id, topic_id, number)`,
  `create index post_of_author on post (forum_id, author_id, created_at)`,
  `create index post_with_marker on post (forum_id, marker) where marker is not null`,

  `create table topic (
    forum_id     text not null references forum on delete cascade,
    id           integer not null,
    category_id  integer,
    author_id    integer,
    tags         text[],
    closed       boolean,
    archived     boolean,
    deleted      boolean not null default false,
    told_at      timestamptz not null,
    is_ours      boolean not null default false,
    primary key (forum_id, id)
  )`,

  `create table rule_standing (
    forum_id     text not null references forum on delete cascade,
    rule_id      text not null,
    rung         text check (rung in ('draft', 'shadow', 'review', 'live')),
    paused_at    timestamptz,
    primary key (forum_id, rule_id)
  )`,
  `create table pause (
    forum_id  text primary key references forum on delete cascade,
    at        timestamptz not null default now(),
    who       text not null,
    why       text not null
  )`,
  `create table rulebook (
    version       text primary key,
    files         jsonb not null,
    activated_at  timestamptz not null default now()
  )`,
  `create table rulebook_problem (
    id        bigint generated always as identity primary key,
    version   text not null,
    problems  jsonb not null,
    found_at  timestamptz not null default now(),
    solved_at timestamptz
  )`,

  `create table change (
    id        bigint generated always as identity primary key,
    forum_id  text,
    at        timestamptz not null default now(),
    who       text not null,
    what      text not null,
    subject   text not null,
    why       text not null
  )`,

  // A place in the forum's API share, taken before a call and free again a minute after the call has ended.
  `create table api_call (
    id           bigint generated always as identity primary key,
    forum_id     text not null references forum on delete cascade,
    process      text not null,
    priority     smallint not null,
    is_post      boolean not null default false,
    taken_at     timestamptz not null default now(),
    finished_at  timestamptz,
    status       integer
  )`,
  `create index api_call_in_window on api_call (forum_id, (coalesce(finished_at, taken_at)))`,
  `create table api_waiter (
    forum_id       text not null references forum on delete cascade,
    process        text not null,
    priority       smallint not null,
    is_post        boolean not null,
    waiting_since  timestamptz not null,
    expires_at     timestamptz not null,
    primary key (forum_id, process, priority, is_post)
  )`,

  // Who is alive and at work.
  `create table worker_process (
    id           text primary key,
    role         text not null,
    started_at   timestamptz not null default now(),
    seen_at      timestamptz not null default now()
  )`,
];
