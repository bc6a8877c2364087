import type { NearTerm, PhraseTerm } from '../../rulebook/text/term.ts';
import { isAdjacent } from './read-words.ts';
import type { Place, WordsOf } from './read-words.ts';

/** Places that all `near`s together may look at over one post, counted so that every explanation comes to the same answer. */
export const mostNearSteps = 30_000;

export interface FoundNear {
  /** The places of its phrases; empty: it does not stand there, or was not looked for to the end. */
  places: readonly Place[];
  /** False: the budget ended before the last place. */
  complete: boolean;
}

/** The first stretch of a sentence, at most `within` words long, that holds all phrases. */
export function findNear(
  { phrases, within }: NearTerm,
  found: ReadonlyMap<PhraseTerm, readonly Place[]>,
  words: WordsOf,
  budget: { nearSteps: number },
): FoundNear {
  const lists = phrases.map((phrase) => found.get(phrase) ?? []);
  if (lists.some((list) => list.length === 0)) return { places: [], complete: true };
  const at = lists.map(() => 0);
  // From left to right: the place that stands first of those looked at gives way to the next of its phrase.
  for (;;) {
    budget.nearSteps -= lists.length;
    if (budget.nearSteps < 0) return { places: [], complete: false };
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let index = 0; index < lists.length; index += 1) {
      const place = lists[index]?.[at[index] ?? 0];
      if (place === undefined) return { places: [], complete: true };
      first = Math.min(first, place.first);
      last = Math.max(last, place.last);
    }
    if (last - first < within && isOneSentence(words, first, last))
      return { places: lists.flatMap((list, index) => list[at[index] ?? 0] ?? []), complete: true };
    for (let index = 0; index < lists.length; index += 1) {
      if (lists[index]?.[at[index] ?? 0]?.first === first) at[index] = (at[index] ?? 0) + 1;
    }
  }
}

function isOneSentence(words: WordsOf, first: number, last: number): boolean {
  for (let position = first + 1; position <= last; position += 1) {
    if (!isAdjacent(words, position)) return false;
  }
  return true;
}
