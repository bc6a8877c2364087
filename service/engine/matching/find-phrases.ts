import { noKeys, phraseEnds, setRow } from '../../rulebook/text/key-sets.ts';
import { nowhere } from '../../rulebook/text/phrase-trie.ts';
import type { TextIndex } from '../../rulebook/text/text-index.ts';
import { isAdjacent } from './read-words.ts';
import type { WordsOf } from './read-words.ts';

/** An end of the trie, and the first and last word of the place where it was met. */
export type Meet = (end: number, first: number, last: number) => void;

/** Tells of every phrase that stands in the text. What most words can be is told apart by two numbers, without a look at any phrase. */
export function findPhrases(index: TextIndex, words: WordsOf, meet: Meet): void {
  const { sets, count } = words;
  const { table } = index.words.sets;
  for (let first = 0; first < count; first += 1) {
    const set = sets[first] ?? noKeys;
    if (set === noKeys) continue;
    const row = set * setRow;
    const next = table[(sets[first + 1] ?? noKeys) * setRow + 1] ?? 0;
    if (((table[row] ?? 0) & (phraseEnds | next)) === 0) continue;
    const root = table[row + 3] ?? nowhere;
    if (root !== -1) follow(index, words, root, first, first, meet);
    else
      for (const key of index.words.sets.keysOf(set))
        follow(index, words, index.phrases.rootOf(key), first, first, meet);
  }
}

/** Tells of the phrases that end at `node`, which stands for the words from `first` to `last`, or go on from there. */
function follow(
  index: TextIndex,
  words: WordsOf,
  node: number,
  first: number,
  last: number,
  meet: Meet,
): void {
  const { phrases } = index;
  const { table } = index.words.sets;
  for (let here = node, at = last; here !== nowhere;) {
    const afterEnds = phrases.afterEndsOf(here);
    for (let end = phrases.firstEndOf(here); end < afterEnds; end += 1) meet(end, first, at);
    at += 1;
    const set = words.sets[at] ?? noKeys;
    const row = set * setRow;
    if ((phrases.outlookOf(here) & (table[row + 1] ?? 0)) === 0 || !isAdjacent(words, at)) return;
    const key = table[row + 2] ?? -1;
    if (key === -1) {
      for (const one of index.words.sets.keysOf(set))
        follow(index, words, phrases.next(here, one), first, at, meet);
      return;
    }
    here = phrases.next(here, key);
  }
}
