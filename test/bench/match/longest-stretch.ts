import { phrasesOf, readAhead } from '../../../service/engine/matching/read-post.ts';
import type { Rulebook } from '../../../service/rulebook/rulebook.ts';
import { median } from '../fire.ts';

const rounds = 5;

/**
 * The longest time in milliseconds for which nothing else has its turn while a post is read for the first time: the stretches
 * of meeting its words, then the reading. `ready` brings a rulebook that has not seen the post; the median of the rounds.
 */
export function longestStretch(ready: () => Rulebook, raw: string): number {
  const post = { title: '', raw };
  return median(
    Array.from({ length: rounds }, () => {
      const rulebook = ready();
      const ahead = readAhead(rulebook, post);
      let longest = 0;
      for (let done = false; !done;)
        longest = Math.max(
          longest,
          wallMs(() => (done = ahead.next().done ?? false)),
        );
      return Math.max(
        longest,
        wallMs(() => phrasesOf(rulebook, post).numbers),
      );
    }),
  );
}

function wallMs(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}
