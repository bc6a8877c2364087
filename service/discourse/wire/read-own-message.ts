import { z } from 'zod';
import type { MemberId, PostId, TopicId } from '../../model/ids.ts';
import { readMarker } from './marker.ts';
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

/** The first post of a message that Waypost began. */
export interface OwnOpening {
  postId: PostId;
  topicId: TopicId;
  authorName: string;
  createdAt: Date;
  marker: string;
}

/** Null unless Waypost's own account wrote it, as the opening of a topic and with a marker: then the words are its own. */
export function readOwnOpening(body: string | Uint8Array, botId: MemberId): OwnOpening | null {
  const parsed = parseJson(body, webhookLimits);
  const read = bodyFields.safeParse(parsed.readable ? parsed.value : null);
  if (!read.success) return null;
  const { id, topic_id, post_number, post_type, user_id, username, raw, created_at, deleted_at } =
    read.data.post;
  if (user_id !== botId || username === null || raw === null || deleted_at !== null) return null;
  if (post_number !== 1 || post_type !== postTypes.regular) return null;
  const marker = readMarker(raw);
  return marker === null
    ? null
    : { postId: id, topicId: topic_id, authorName: username, createdAt: created_at, marker };
}
