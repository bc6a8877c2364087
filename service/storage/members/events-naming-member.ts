import { type RawBuilder, sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';

/**
 * Ids of events about somebody else, or about nobody, that hold the number of a member all the same: likes that they gave
 * (`post_liked:<post>:<member>`), and solutions that are theirs.
 */
export function eventsNaming(forum: ForumId, id: MemberId): RawBuilder<{ id: string }> {
  return sql`select id from event
    where forum_id = ${forum} and kind = 'post.liked' and split_part(logical_key, ':', 3) = ${String(id)}
    union select id from event
    where forum_id = ${forum} and kind = 'topic.solved' and logical_key = any(array(
      select 'topic_solved:' || topic_id || ':' || id from post where forum_id = ${forum} and author_id = ${id}))`;
}

/** That it happened stays, by nobody; the webhook that told of it named them. */
export function forgetThere(ids: readonly string[]): RawBuilder<unknown>[] {
  const named = sql`id = any(${[...ids]}::bigint[])`;
  return [
    sql`update inbox set body = null where id in (
      select id from inbox where id in (select inbox_id from event where ${named}) order by id for update)`,
    sql`update event set content = null,
        logical_key = case when kind = 'post.liked' then 'erased:' || id else logical_key end,
        reason = case when state = 'received' then 'member_erased' else reason end,
        state = case when state = 'received' then 'done' else state end,
        finished_at = coalesce(finished_at, recorded_at), lease = null, lease_until = null
      where ${named}`,
  ];
}

/** Decisions that were made for a member, whoever the event was about. */
export function decidedAbout(forum: ForumId, id: MemberId): RawBuilder<unknown> {
  return sql`forum_id = ${forum} and facts <> '{}' and facts ->> 'member' = ${String(id)}`;
}
