import { sql } from 'kysely';
import { type ForumId, type MemberId, memberId } from '../model/ids.ts';
import type { Trx } from './database.ts';

/**
 * Into whom an account was merged before it was destroyed. Discourse tells of a merge as edits that give every post of
 * the one account to the other, and then as its end. Null: it did not leave all of its posts to one other member.
 */
export async function heirOf(trx: Trx, forum: ForumId, id: MemberId): Promise<MemberId | null> {
  const { rows } = await sql<{ heir: number }>`
    select min(post.author_id) as heir
    from event join post on post.forum_id = event.forum_id and post.id = event.post_id
    where event.forum_id = ${forum} and event.member_id = ${id} and event.kind = 'post.created'
    having min(post.author_id) = max(post.author_id) and min(post.author_id) not in (0, ${id})`.execute(trx);
  const [found] = rows;
  return found ? memberId(found.heir) : null;
}
