import { z } from 'zod';
import { memberIdField, postIdField, sayFault } from './fields.ts';
import { interpretFlag } from './interpret-flag.ts';
import type { InterpretedReview, Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { unwanted } from './unwanted.ts';

const reviewFields = z.object({
  id: z.int().positive(),
  type: z.string(),
  status: z.int().nullish(),
  target_created_by_id: memberIdField.nullish(),
  post_id: postIdField.nullish().transform((value) => value ?? null),
});

const states: Readonly<Record<number, InterpretedReview['state']>> = {
  0: 'pending',
  1: 'approved',
  2: 'rejected',
  4: 'deleted',
};

/** Of posts that wait for approval, only Waypost's own matter; flags are `interpret-flag.ts`. The text in the payload is not read. */
export function interpretReview(body: KeyedBody): Interpretation {
  const read = reviewFields.safeParse(body.value);
  if (!read.success) return { outcome: 'quarantined', why: `in the review, ${sayFault(read.error)}` };
  const { id, type, status, post_id, target_created_by_id: authorId } = read.data;
  if (type === 'ReviewableFlaggedPost') return interpretFlag(body);
  if (type !== 'ReviewableQueuedPost' || authorId === null || authorId === undefined)
    return unwanted('unused_kind');
  const state = states[status ?? -1] ?? 'other';
  return { outcome: 'review', reviewableId: id, state, postId: post_id, authorId };
}
