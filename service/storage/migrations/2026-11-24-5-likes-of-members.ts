import { type Kysely, sql } from 'kysely';

/**
 * Likes are found by who gave them, so that they go with that member; `members/events-naming-member.ts` asks for them. And
 * what is kept of erased members tells the day, no longer the moment.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index event_like_of on event (forum_id, (split_part(logical_key, ':', 3))) where kind = 'post.liked'`,
  `update kept_wish set erased_at = date_trunc('day', erased_at), consent_at = date_trunc('day', consent_at)`,
];
