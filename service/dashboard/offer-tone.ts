import type { Tone } from '../look/chip.ts';
import type { Rung } from '../model/decision.ts';
import type { OfferState } from '../model/offer.ts';

/** What a state means to its reader. */
export const offerTone: Readonly<Record<OfferState, Tone>> = {
  proposed: 'waiting',
  waiting: 'waiting',
  sending: 'waiting',
  unknown: 'waiting',
  in_review: 'waiting',
  sent: 'good',
  withdrawn: 'still',
  held: 'still',
  expired: 'still',
  refused: 'failed',
  dead: 'failed',
  shadow: 'shadow',
};

export const rungTone: Readonly<Record<Rung, Tone>> = {
  draft: 'still',
  shadow: 'shadow',
  review: 'waiting',
  live: 'good',
};
