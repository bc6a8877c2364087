import { describe, expect, test } from 'vitest';
import { estimateShare, wilsonRange } from '../../service/engine/estimate-share.ts';

describe('a share of a few cases', () => {
  test('is not told before there are enough of them', () => {
    expect(estimateShare(9, 19)).toEqual({ kind: 'too_early', hits: 9, of: 19, needed: 20 });
    expect(estimateShare(0, 0, 0)).toMatchObject({ kind: 'too_early' });
  });

  test('comes with the range in which it lies, also for none and for all', () => {
    expect(estimateShare(10, 20)).toMatchObject({ kind: 'estimate', share: 0.5 });
    for (const [hits, of, low, high] of [
      [10, 20, 0.299, 0.701],
      [0, 20, 0, 0.161],
      [20, 20, 0.839, 1],
      [5, 5, 0.566, 1],
      [7, 8, 0.529, 0.978],
      [8, 10, 0.49, 0.943],
      [0, 0, 0, 1],
    ] as const) {
      const range = wilsonRange(hits, of);
      expect(range.low).toBeCloseTo(low, 3);
      expect(range.high).toBeCloseTo(high, 3);
    }
  });
});
