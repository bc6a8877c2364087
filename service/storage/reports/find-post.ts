import type { ForumId, PostId, TopicId } from '../../model/ids.ts';
import { postId } from '../../model/ids.ts';
import type { Db } from '../database.ts';
import type { Sight } from './sight.ts';

/** A post as people name it: by its id, or by its topic and its number there. */
export type PostAddress = { by: 'id'; id: PostId } | { by: 'number'; topic: TopicId; number: number };

/**
 * Which post is meant. For one of Waypost's own replies it is the post that was answered, as the story is told there.
 * Null when no such post has been seen in that topic.
 */
export async function findPost(
  db: Db,
  forum: ForumId,
  address: PostAddress,
  { care }: Sight,
): Promise<PostId | null> {
  const named = address.by === 'id' ? address.id : await byNumber(db, forum, address);
  if (named === null) return null;
  const offer = await db
    .selectFrom('offer')
    .select('postId')
    .where('forumId', '=', forum)
    .where('replyPostId', '=', named)
    .$if(!care, (query) => query.where('kind', '<>', 'care'))
    .executeTakeFirst();
  return offer?.postId ? postId(offer.postId) : named;
}

async function byNumber(
  db: Db,
  forum: ForumId,
  address: Extract<PostAddress, { by: 'number' }>,
): Promise<PostId | null> {
  const row = await db
    .selectFrom('post')
    .select('id')
    .where('forumId', '=', forum)
    .where('topicId', '=', address.topic)
    .where('number', '=', address.number)
    .executeTakeFirst();
  return row ? postId(row.id) : null;
}
