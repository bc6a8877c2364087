import { phrasesOf, readAhead } from '../../../service/engine/matching/read-post.ts';
import type { Rulebook } from '../../../service/rulebook/rulebook.ts';

const rounds = 6;

/**
 * The longest time in milliseconds for which nothing else has its turn while a post is read for the first time: the stretches
 * of meeting its words, then the reading. `ready` brings a rulebook that has not seen the post. Each stretch counts by its
 * quickest round: in the others somebody else had the processor.
 */
export function longestStretch(ready: () => Rulebook, raw: string): number {
  const quickest: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, ms] of stretches(ready(), { title: '', raw }).entries())
      quickest[at] = Math.min(quickest[at] ?? Number.POSITIVE_INFINITY, ms);
  }
  return Math.max(...quickest);
}

function stretches(rulebook: Rulebook, post: { title: string; raw: string }): number[] {
  const ahead = readAhead(rulebook, post);
  const times: number[] = [];
  for (;;) {
    const before = performance.now();
    const { done } = ahead.next();
    times.push(performance.now() - before);
    if (done === true) break;
  }
  const before = performance.now();
  phrasesOf(rulebook, post);
  return [...times, performance.now() - before];
}
