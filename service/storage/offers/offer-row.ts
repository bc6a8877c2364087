import type { Selectable } from 'kysely';
import type { Channel, Evidence, Kind, Reason } from '../../model/decision.ts';
import {
  eventId,
  forumId,
  memberId,
  offerId,
  postId,
  resourceId,
  ruleId,
  rulebookVersion,
  topicId,
} from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { OfferTable } from '../schema.ts';

/** States in which an offer may still become a reply. */
export const unsent = ['proposed', 'waiting', 'sending', 'unknown', 'in_review'] as const;

export function readOffer(row: Selectable<OfferTable>): Offer {
  return {
    id: offerId(row.id),
    forum: forumId(row.forumId),
    eventId: eventId(row.eventId),
    rule: ruleId(row.ruleId),
    rulebook: rulebookVersion(row.rulebook),
    kind: row.kind as Kind,
    resource: resourceId(row.resourceId),
    channel: row.channel as Channel,
    locale: row.locale,
    memberId: memberId(row.memberId),
    occasion: row.occasion,
    topicId: row.topicId === null ? null : topicId(row.topicId),
    postId: row.postId === null ? null : postId(row.postId),
    state: row.state,
    because: row.because as Reason[],
    evidence: row.evidence as Evidence[],
    stateBecause: row.stateBecause as Reason[],
    marker: row.marker,
    slots: row.slots,
    body: row.body,
    sentThrough: row.sentThrough ?? (row.body === null ? null : 'api'),
    replyPostId: row.replyPostId === null ? null : postId(row.replyPostId),
    notBefore: row.notBefore,
    expiresAt: row.expiresAt,
    attempts: row.attempts,
    decideBy: row.decideBy,
    approvedAt: row.approvedAt,
    editedText: row.editedText,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
  };
}
