import { z } from 'zod';
import { maybeText, postIdField, topicIdField } from './fields.ts';
import type { PostId, TopicId } from '../../model/ids.ts';

/** The forum's answer to a new post: there, or held for a moderator. */
export type CreateResult =
  | {
      outcome: 'posted';
      postId: PostId;
      postNumber: number;
      topicId: TopicId;
      cookedMentions: readonly string[];
    }
  /** Never send it again: a second copy would be queued. */
  | { outcome: 'enqueued'; reviewableId: number | null };

const heldFields = z.object({
  action: z.literal('enqueued'),
  pending_post: z.object({ id: z.int().positive() }).nullish(),
});
const postedFields = z.object({
  id: postIdField,
  post_number: z.int().positive(),
  topic_id: topicIdField,
  cooked: maybeText,
});
const nestedFields = z.object({ post: postedFields }).transform(({ post }) => post);

/** Throws a ZodError for anything else: then nobody knows what became of the post. */
export function readCreatedPost(json: unknown): CreateResult {
  const held = heldFields.safeParse(json);
  if (held.success) return { outcome: 'enqueued', reviewableId: held.data.pending_post?.id ?? null };
  const post = z.union([postedFields, nestedFields]).parse(json);
  return {
    outcome: 'posted',
    postId: post.id,
    postNumber: post.post_number,
    topicId: post.topic_id,
    cookedMentions: readMentions(post.cooked ?? ''),
  };
}

const MENTION = /<(a|span)[^>]*class="[^"]*\bmention(?:-group)?\b[^"]*"[^>]*>\s*@([^<\s]+)/g;

/** Names that the forum turned into mentions, groups included, once each. */
function readMentions(cooked: string): readonly string[] {
  return [
    ...new Set([...cooked.matchAll(MENTION)].flatMap(([, , name]) => (name === undefined ? [] : [name]))),
  ];
}
