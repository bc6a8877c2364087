import { eachWord } from '../rulebook/split-words.ts';
import type { WordCache } from '../rulebook/text/word-cache.ts';

/** Words whose forms are worked out in one post; those that no rule's words begin like do not count. */
export const mostForms = 1_500;
const widestGap = 4;

/** Words by their position in the text, both included. */
export interface Place {
  first: number;
  last: number;
}

/** The words of a text, and what the rulebook wants of each. */
export interface WordsOf {
  text: string;
  starts: readonly number[];
  ends: readonly number[];
  /** Numbers of the wanted words that each word is. */
  keys: readonly (readonly number[])[];
  /** Positions of the words that are wanted. */
  meaningful: readonly number[];
  /** Patterns of which a fragment occurs, with the offsets of the words that hold it. */
  patterns: ReadonlyMap<number, readonly number[]>;
}

/** Takes what it uses from `budget.forms`; once that is below zero, words count only as they are written. */
export function readWords(cache: WordCache, text: string, budget: { forms: number }): WordsOf {
  const starts: number[] = [];
  const ends: number[] = [];
  const keys: (readonly number[])[] = [];
  const meaningful: number[] = [];
  const patterns = new Map<number, number[]>();
  eachWord(text, (start, end) => {
    const meaning = cache.meaningAt(text, start, end);
    if (meaning.stemmed) budget.forms -= 1;
    const wanted = budget.forms < 0 ? meaning.asWritten : meaning.keys;
    if (wanted.length > 0) meaningful.push(starts.length);
    for (const pattern of meaning.patterns) {
      const known = patterns.get(pattern);
      if (known === undefined) patterns.set(pattern, [start]);
      else known.push(start);
    }
    starts.push(start);
    ends.push(end);
    keys.push(wanted);
  });
  return { text, starts, ends, keys, meaningful, patterns };
}

/** Whether the word at `position` follows the one before it: no sentence ends between them, no paragraph, no list item, nothing masked. */
export function isAdjacent({ text, starts, ends }: WordsOf, position: number): boolean {
  const start = starts[position];
  if (start === undefined || position === 0) return false;
  const gap = text.slice(ends[position - 1], start);
  if (gap === ' ' || gap === '') return true;
  if (gap.length > widestGap) return false;
  if (gap.includes('\n')) return /^[ \t]*\n[ \t]*$/.test(gap);
  return !/[.!?:;…](?:\s|$)|[。！？]/.test(gap);
}
