import type { Reason } from '../model/decision.ts';
import type { Member } from '../model/member.ts';
import type { Offer } from '../model/offer.ts';
import type { Post, Topic } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { History } from './history.ts';

export interface ConfirmInput {
  offer: Pick<Offer, 'rule' | 'kind' | 'resource' | 'occasion' | 'postId' | 'topicId' | 'notBefore' | 'expiresAt' | 'createdAt'>;
  rulebook: Rulebook;
  /** As read just now. `deleted` also when the forum no longer shows it to us. */
  topic: Topic | 'deleted' | 'unreadable';
  post: Post | 'deleted' | 'unreadable';
  member: Member;
  /** `capUse` is not asked: the offer's places are reserved already. */
  history: Omit<History, 'capUse' | 'offeredForEvent'>;
  now: Date;
}

export type Confirmation =
  | { verdict: 'send' }
  /** No longer needed: the offer ends as `held` and gives its places back. */
  | { verdict: 'hold'; because: readonly Reason[] }
  /** Cannot be told or not at this hour: ask again then. */
  | { verdict: 'later'; because: readonly Reason[]; notBefore: Date };

/** Asks everything again at the moment of sending. */
export function confirmOffer(input: ConfirmInput): Confirmation {
  throw new Error(`not written yet: ${input.offer.rule}`);
}
