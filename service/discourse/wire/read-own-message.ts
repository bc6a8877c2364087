import { z } from 'zod';
import type { MemberId, PostId, TopicId } from '../../model/ids.ts';
import { parseJson, webhookLimits } from './parse-json.ts';
import { postFields, postTypes } from './post-fields.ts';

/** What a member wrote to Waypost in private, in a message topic that Waypost opened. */
export interface MessageReply {
  postId: PostId;
  topicId: TopicId;
  number: number;
  authorId: MemberId;
  authorName: string;
  raw: string;
  createdAt: Date;
}

const bodyFields = z.object({ post: postFields });

/**
 * The only way to the text of a private message: null unless Waypost itself opened its topic. Members answer "stop" there.
 */
export function readOwnMessage(
  body: string | Uint8Array,
  isOwnMessageTopic: (topicId: TopicId) => boolean,
): MessageReply | null {
  const parsed = parseJson(body, webhookLimits);
  if (!parsed.readable) return null;
  const read = bodyFields.safeParse(parsed.value);
  if (!read.success) return null;
  const { post } = read.data;
  if (!isOwnMessageTopic(post.topic_id) || post.post_type !== postTypes.regular) return null;
  if (post.user_id === null || post.user_id < 1 || post.username === null || post.raw === null) return null;
  return {
    postId: post.id,
    topicId: post.topic_id,
    number: post.post_number,
    authorId: post.user_id,
    authorName: post.username,
    raw: post.raw,
    createdAt: post.created_at,
  };
}
