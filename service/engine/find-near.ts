import type { NearTerm, PhraseTerm } from '../rulebook/text/term.ts';
import { isAdjacent } from './read-words.ts';
import type { Place, WordsOf } from './read-words.ts';

/** The first stretch of a sentence, at most `within` words long, that holds all phrases; as the places of those phrases. */
export function findNear(
  { phrases, within }: NearTerm,
  found: ReadonlyMap<PhraseTerm, readonly Place[]>,
  words: WordsOf,
): readonly Place[] {
  const lists = phrases.map((phrase) => found.get(phrase) ?? []);
  if (lists.some((list) => list.length === 0)) return [];
  const beginnings = [...new Set(lists.flat().map(({ first }) => first))].toSorted((a, b) => a - b);
  for (const first of beginnings) {
    const chosen = lists.flatMap((list) => list.find((place) => place.first >= first) ?? []);
    const last = Math.max(...chosen.map((place) => place.last));
    if (chosen.length < lists.length || last - first + 1 > within) continue;
    if (isOneSentence(words, first, last)) return chosen;
  }
  return [];
}

function isOneSentence(words: WordsOf, first: number, last: number): boolean {
  for (let position = first + 1; position <= last; position += 1) {
    if (!isAdjacent(words, position)) return false;
  }
  return true;
}
