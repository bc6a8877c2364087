import type { CapClaim, Channel, Rung } from '../model/decision.ts';
import type { RuleId } from '../model/ids.ts';
import type { Consent } from '../model/member.ts';
import type { OfferState } from '../model/offer.ts';

/** What was offered and declined before, read by storage in the transaction that decides or confirms. */
export interface History {
  /** Offers to this member that were made earlier, whatever became of them. */
  earlierOffers: readonly EarlierOffer[];
  /** How much of a limit is used. Claims come from `capClaims`. */
  capUse(claim: CapClaim): CapUse;
  /** Ways in which the forum can show something now. */
  channels: readonly Channel[];
  consent: Consent;
  pausedForum: boolean;
  pausedRules: ReadonlySet<RuleId>;
  /** The rung each rule has at present. A rule without an entry is new: `shadow` at most. */
  rungs: ReadonlyMap<RuleId, Rung>;
  /** The rule that has already made an offer for this event, from an earlier run. */
  offeredForEvent: RuleId | null;
}

export interface EarlierOffer {
  rule: RuleId;
  occasion: string;
  state: OfferState;
  createdAt: Date;
}

export interface CapUse {
  used: number;
  /** When the next place becomes free; null while there is one, or when there never will be. */
  freesAt: Date | null;
}
