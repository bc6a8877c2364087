import { z } from 'zod';
import { memberIdField, sayFault } from './fields.ts';
import type { Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { ownDetails, readPublicPost } from './read-public-post.ts';
import { unwanted } from './unwanted.ts';

const likeFields = z.object({ post: z.unknown(), user: z.object({ id: memberIdField }) });

/** A like carries the whole post and who likes it. Taking a like back tells us nothing. */
export function interpretLike(body: KeyedBody): Interpretation {
  const read = likeFields.safeParse(body.value);
  if (!read.success) return { outcome: 'quarantined', why: `in the like, ${sayFault(read.error)}` };
  const { post, instead } = readPublicPost(read.data.post);
  if (post === null) return instead;
  const likedBy = read.data.user.id;
  if (likedBy < 1)
    return unwanted('system_or_bot', { postId: post.id, topicId: post.topic_id, memberId: likedBy });
  const event = {
    kind: 'post.liked' as const,
    forum: body.forum,
    source: 'webhook' as const,
    logicalKey: `post_liked:${post.id}:${likedBy}`,
    occurredAt: body.receivedAt,
    postId: post.id,
    postNumber: post.post_number,
    topicId: post.topic_id,
    authorId: post.user_id,
    likedBy,
  };
  return { outcome: 'event', event, reread: null, own: ownDetails(post), staged: null };
}
