import { type Kysely, sql } from 'kysely';

/** What happens beside posts: topics that nobody answers, and values that other systems told for a guide. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A topic from its first post until it has been told as unanswered for the last time that a rule asks for.
  `create table open_topic (
    forum_id     text not null references forum on delete cascade,
    topic_id     integer not null,
    post_id      integer not null,
    author_id    integer not null,
    category_id  integer,
    asked_at     timestamptz not null,
    answered_by  integer,
    told_ms      bigint not null default 0,
    due_at       timestamptz,
    primary key (forum_id, topic_id)
  )`,
  `create index open_topic_due on open_topic (forum_id, due_at) where answered_by is null and due_at is not null`,
  `create index open_topic_asked on open_topic (forum_id, asked_at)`,

  // What an outside event brought for the slots of a guide, kept with the offer as long as that lasts.
  `alter table offer add column slots jsonb not null default '{}'`,
];
