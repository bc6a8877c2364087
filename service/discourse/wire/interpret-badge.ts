import { z } from 'zod';
import type { BadgeGranted } from '../../model/happening.ts';
import { maybeDate, memberIdField, postIdField, sayFault, topicIdField } from './fields.ts';
import type { Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { unwanted } from './unwanted.ts';

/** As recorded: numbers only, no name of the badge; post and topic where the badge shows posts. */
const badgeFields = z.object({
  id: z.int().positive(),
  badge_id: z.int().positive(),
  user_id: memberIdField,
  granted_at: maybeDate,
  post_id: postIdField.nullish().transform((value) => value ?? null),
  post_number: z.int().positive().nullish(),
  topic_id: topicIdField.nullish().transform((value) => value ?? null),
});

export function interpretBadge(body: KeyedBody): Interpretation {
  const read = badgeFields.safeParse(body.value);
  if (!read.success) return { outcome: 'quarantined', why: `in the badge, ${sayFault(read.error)}` };
  const { id, badge_id, user_id: memberId, granted_at, post_id, post_number, topic_id } = read.data;
  if (memberId < 1) return unwanted('system_or_bot', { memberId });
  if (body.eventName === 'user_badge_revoked') return unwanted('unused_kind', { memberId });
  const event: BadgeGranted = {
    kind: 'badge.granted',
    forum: body.forum,
    source: 'webhook',
    logicalKey: `badge_granted:${id}`,
    occurredAt: granted_at ?? body.receivedAt,
    memberId,
    topicId: topic_id,
    postId: post_id,
    postNumber: post_number ?? null,
    categoryId: null,
    badge: badge_id,
  };
  return { outcome: 'event', event, reread: null, own: null, staged: null };
}
