import { type Kysely, sql } from 'kysely';

/** What happened after an offer, how often its links were counted, and replies that are folded once nobody needs them. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Once per offer, kind and who: an event that is told twice counts once. No text, and of people only what they are to the offer.
  `create table outcome (
    offer_id  bigint not null references offer on delete cascade,
    forum_id  text not null references forum on delete cascade,
    what      text not null check (what in ('seen', 'clicked', 'helped', 'not_helped', 'dismissed', 'liked', 'flagged',
      'removed', 'edited', 'accepted', 'solved', 'answered', 'posted_again', 'came_back')),
    by_whom   text not null check (by_whom in ('author', 'member', 'staff', 'forum')),
    at        timestamptz not null,
    count     integer not null default 1,
    noted_at  timestamptz not null default now(),
    primary key (offer_id, what, by_whom)
  )`,
  `create index outcome_recent on outcome (forum_id, at desc)`,
  `create index offer_sent_recent on offer (forum_id, sent_at) where sent_at is not null`,

  // How often the forum has been asked how often the links of a reply were followed.
  `alter table offer add column link_reads smallint not null default 0`,
  // When somebody last looked what became of what was shown.
  `alter table forum add column measured_at timestamptz`,

  // A reply that is folded to one line: written down before the edit, so that a lost answer is looked up and not guessed.
  `create table reply_fold (
    offer_id     bigint primary key references offer on delete cascade,
    forum_id     text not null references forum on delete cascade,
    because      jsonb not null,
    body         text not null,
    state        text not null check (state in ('begun', 'done', 'left')),
    attempts     integer not null default 0,
    begun_at     timestamptz not null default now(),
    next_at      timestamptz not null default now(),
    finished_at  timestamptz
  )`,
  `create index reply_fold_begun on reply_fold (forum_id, next_at) where state = 'begun'`,
  `create index reply_fold_in_window on reply_fold (forum_id, begun_at)`,
];
