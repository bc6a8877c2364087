import { z } from 'zod';
import type { FlagAgreed } from '../../model/happening.ts';
import { categoryIdField, memberIdField, postIdField, sayFault, topicIdField } from './fields.ts';
import type { Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { unwanted } from './unwanted.ts';

const flagFields = z.object({
  id: z.int().positive(),
  status: z.int().nullish(),
  target_created_by_id: memberIdField.nullish(),
  post_id: postIdField.nullish(),
  topic_id: topicIdField.nullish(),
  category_id: categoryIdField.nullish(),
});

/** Discourse's number for a flag that moderators agreed with. */
const agreed = 1;

/**
 * A flag on a post, as recorded. Only agreement becomes an event, and it is the signed body that says so. That a flag was
 * raised, by whom, or that it was dismissed, stays with the moderators; the text of the post is not read.
 */
export function interpretFlag(body: KeyedBody): Interpretation {
  const read = flagFields.safeParse(body.value);
  if (!read.success) return { outcome: 'quarantined', why: `in the flag, ${sayFault(read.error)}` };
  const { id, status, target_created_by_id: memberId, post_id, topic_id, category_id } = read.data;
  if (status !== agreed || typeof memberId !== 'number') return unwanted('unused_kind');
  if (memberId < 1) return unwanted('system_or_bot', { memberId });
  if (typeof category_id !== 'number') return unwanted('private_message');
  const event: FlagAgreed = {
    kind: 'flag.agreed',
    forum: body.forum,
    source: 'webhook',
    logicalKey: `flag_agreed:${id}`,
    occurredAt: body.receivedAt,
    memberId,
    topicId: topic_id ?? null,
    postId: post_id ?? null,
    categoryId: category_id,
  };
  return { outcome: 'event', event, reread: null, own: null, staged: null };
}
