import { isStop } from '../engine/is-stop.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { PostStore } from '../storage/post-store.ts';

export interface StopDeps {
  db: Db;
  posts: PostStore;
  optOut(member: { forum: ForumId; member: MemberId; username: string }): Promise<void>;
}

/** A member who answers the bot with nothing but "stop" is left alone from now on. */
export async function saidStop(deps: StopDeps, rulebook: Rulebook, event: CommunityEvent): Promise<boolean> {
  if (event.kind !== 'post.created' || !isStop(rulebook.site, event.post.raw)) return false;
  const replies = await deps.posts.repliesIn(deps.db, event.forum, event.post.topicId);
  const earlier = replies.filter((reply) => reply.number < event.post.number);
  const answered =
    event.post.replyToNumber === null
      ? earlier.at(-1)
      : earlier.find((reply) => reply.number === event.post.replyToNumber);
  if (!answered?.isBot) return false;
  await deps.optOut({ forum: event.forum, member: event.post.authorId, username: event.post.authorName });
  return true;
}
