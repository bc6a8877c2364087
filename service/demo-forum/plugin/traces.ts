import type { OfferTraces } from './records.ts';

/** Nothing has been done with it yet. */
export const noTraces: OfferTraces = {
  seenAt: null,
  clickedAt: null,
  rating: null,
  ratedAt: null,
  dismissedAt: null,
  snoozedAt: null,
  snoozedUntil: null,
  askedPersonAt: null,
  doneSteps: [],
};
