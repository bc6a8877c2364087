import type { Channel } from '../../model/decision.ts';

/** Ways that nobody but the member sees. A card is private too, and yet it stands in the page of a public topic. */
export const careWays: readonly Channel[] = ['message', 'banner'];

/** A rule or a guide for hard moments is read again at least this often. */
export const longestCareReviewMs = 90 * 86_400_000;
