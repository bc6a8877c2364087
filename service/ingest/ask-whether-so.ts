import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { InterpretedEvent } from '../discourse/wire.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { ForumId } from '../model/ids.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { PostStore } from '../storage/post-store.ts';
import type { Db } from '../storage/database.ts';

export interface AskDeps {
  db: Db;
  clients: ReadonlyMap<ForumId, DiscourseClient>;
  posts: PostStore;
  members: MemberStore;
}

/**
 * A webhook's name is not signed: the bytes of a new post, sent again as `post_destroyed`, carry a genuine signature.
 * What takes something away on the word of that name alone is therefore asked of the forum, with one call; nothing is
 * asked about what we do not know anyway. `unknown`: the forum cannot be asked now. Where it will not say, now or later,
 * nothing is taken away: everything is asked again before a reply is sent.
 */
export async function askWhetherSo(
  deps: AskDeps,
  read: InterpretedEvent,
): Promise<'so' | 'not so' | 'unknown'> {
  const { event, reread } = read;
  const client = deps.clients.get(event.forum);
  if (reread === null || !client) return 'so';
  try {
    if (event.kind === 'post.deleted' || event.kind === 'post.recovered') {
      if (read.own?.deletedByAuthor) return 'so';
      if ((await deps.posts.numberOf(event.forum, event.postId)) === null) return 'so';
      const stands = await isStanding(client, event);
      return stands === (event.kind === 'post.recovered') ? 'so' : 'not so';
    }
    if (event.kind === 'member.changed' && event.change === 'destroyed') {
      const known = await deps.members.find(deps.db, event.forum, event.memberId);
      const username = event.username ?? known?.member.username;
      if (!known || !username) return 'so';
      return (await isThere(client.member(username))) ? 'not so' : 'so';
    }
    return 'so';
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    return error.retry === 'never' && !error.pausesForum ? 'not so' : 'unknown';
  }
}

async function isStanding(
  client: DiscourseClient,
  { topicId, postId }: Extract<CommunityEvent, { kind: 'post.deleted' | 'post.recovered' }>,
): Promise<boolean> {
  const topic = await foundOr(client.topic(topicId, {}, { priority: 'facts' }), null);
  return topic !== null && !topic.deleted && topic.stream.includes(postId);
}

async function isThere(asked: Promise<unknown>): Promise<boolean> {
  return (await foundOr(asked, null)) !== null;
}

async function foundOr<Found, Gone>(asked: Promise<Found>, gone: Gone): Promise<Found | Gone> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DiscourseError && (error.code === 'not_found' || error.code === 'gone')) return gone;
    throw error;
  }
}
