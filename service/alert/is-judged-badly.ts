import { wilsonRange } from '../engine/estimate-share.ts';
import { leastJudged, mostShareOfBad } from '../model/judged-badly.ts';

/** Whether what people said of a rule is bad enough, and said often enough, to pause it. */
export function isJudgedBadly({ judged, bad }: { judged: number; bad: number }): boolean {
  return judged >= leastJudged && wilsonRange(bad, judged).low > mostShareOfBad;
}
