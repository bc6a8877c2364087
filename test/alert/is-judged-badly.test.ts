import { expect, test } from 'vitest';
import { isJudgedBadly } from '../../service/alert/is-judged-badly.ts';

test.each([
  [4, 4, false],
  [5, 5, true],
  [4, 5, false],
  [7, 8, true],
  [8, 10, false],
  [9, 11, true],
  [55, 100, false],
  [61, 100, true],
  [0, 50, false],
])('%i wrong of %i: paused %s', (bad, judged, isPaused) => {
  expect(isJudgedBadly({ bad, judged })).toBe(isPaused);
});
