import { type Kysely, sql } from 'kysely';

/** Offers that wait for a person, what people decided over them, and care, of which no text is kept. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table offer drop constraint offer_state_check`,
  `alter table offer
    add constraint offer_state_check check (state in ('proposed', 'waiting', 'sending', 'unknown', 'in_review', 'sent',
      'withdrawn', 'held', 'expired', 'refused', 'dead', 'shadow')) not valid,
    add column decide_by   timestamptz,
    add column approved_at timestamptz,
    add column edited_text text`,
  `create index offer_proposed on offer (forum_id, decide_by) where state = 'proposed'`,

  // What a person decided over a proposed offer, or that nobody did; outlives later changes of the offer's state.
  `create table offer_review (
    offer_id      bigint primary key references offer on delete cascade,
    forum_id      text not null references forum on delete cascade,
    decision      text not null check (decision in ('approved', 'edited', 'rejected', 'expired')),
    who           text,
    why           text not null default '',
    proposed_text text,
    edited_text   text,
    decided_at    timestamptz not null default now()
  )`,
  `create index offer_review_recent on offer_review (forum_id, decided_at desc)`,

  `alter table event add column is_care boolean not null default false`,
  `alter table decision add column is_care boolean not null default false`,
  `create index event_of_care on event (forum_id, topic_id) where is_care`,

  // When the staff's topic was last told of what waits, by the process that then did.
  `alter table forum add column review_told_at timestamptz`,
];
