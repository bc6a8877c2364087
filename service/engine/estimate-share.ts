/** A share of some, with the range in which the real one lies nineteen times out of twenty. */
export type Share =
  | { kind: 'too_early'; hits: number; of: number; needed: number }
  | { kind: 'estimate'; hits: number; of: number; share: number; low: number; high: number };

/** From so many cases on a share is shown; below, its range is so wide that it says nothing. */
export const enoughToSay = 20;

/** The normal distribution's value for 95 %. */
const z = 1.959964;

/** What `hits` out of `of` say of the real share; `needed` is how many it takes to say anything. */
export function estimateShare(hits: number, of: number, needed = enoughToSay): Share {
  if (of < needed || of === 0) return { kind: 'too_early', hits, of, needed };
  return { kind: 'estimate', hits, of, share: hits / of, ...wilsonRange(hits, of) };
}

/** Wilson's score interval: right also for few cases and for shares near none or all. */
export function wilsonRange(hits: number, of: number): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const middle = share + (z * z) / (2 * of);
  const scale = 1 + (z * z) / of;
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}
