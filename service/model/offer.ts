import type { Channel, Evidence, Kind, Reason } from './decision.ts';
import type {
  EventId,
  ForumId,
  MemberId,
  OfferId,
  PostId,
  ResourceId,
  RuleId,
  RulebookVersion,
  TopicId,
} from './ids.ts';

/**
 * The life of an offer.
 *
 * `proposed` where a person has to decide first: its places are taken, nothing is sent. `waiting` until its moment, then
 * `sending` under a lease; `unknown` when the forum's answer was lost; `in_review` when the forum or a moderator holds it. Ends: `sent`, `withdrawn` (shown, then folded),
 * `held` (no longer needed at the moment of sending), `expired`, `refused` by the forum, `dead` (needs a person),
 * `shadow` (would have been offered).
 */
export type OfferState =
  | 'proposed'
  | 'waiting'
  | 'sending'
  | 'unknown'
  | 'in_review'
  | 'sent'
  | 'withdrawn'
  | 'held'
  | 'expired'
  | 'refused'
  | 'dead'
  | 'shadow';

/** States in which an offer has ended without being shown: its reservation goes back. */
export const endedUnsent = ['held', 'expired', 'refused'] as const satisfies readonly OfferState[];

export interface Offer {
  id: OfferId;
  forum: ForumId;
  eventId: EventId;
  rule: RuleId;
  rulebook: RulebookVersion;
  kind: Kind;
  resource: ResourceId;
  channel: Channel;
  locale: string;
  memberId: MemberId;
  occasion: string;
  topicId: TopicId | null;
  postId: PostId | null;
  state: OfferState;
  /** Why it was offered, and the words in the post that led to it. */
  because: readonly Reason[];
  evidence: readonly Evidence[];
  /** Why it is in its present state, where that needs a reason. */
  stateBecause: readonly Reason[];
  /** Found in the raw text of the reply; how a lost answer is told from a lost request. */
  marker: string;
  /** What its event brought for the slots of the guide, by name. */
  slots: Readonly<Record<string, string>>;
  /** The very bytes sent, frozen at the first attempt. */
  body: string | null;
  /** The way those bytes were made for; an offer never changes it once an attempt may have reached the forum. */
  sentThrough: 'api' | 'plugin' | null;
  /** The post the bot wrote; null for cards and banners. */
  replyPostId: PostId | null;
  notBefore: Date;
  expiresAt: Date;
  attempts: number;
  /** A proposed offer that nobody has decided over by then expires; null: it was never proposed. */
  decideBy: Date | null;
  /** When somebody approved it; null: nobody had to, or has yet. */
  approvedAt: Date | null;
  /** The guide's text as an approver changed it, slots not filled; null: as the guide has it. */
  editedText: string | null;
  createdAt: Date;
  sentAt: Date | null;
}
