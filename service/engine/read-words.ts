import { eachWord } from '../rulebook/split-words.ts';
import type { WordCache } from '../rulebook/text/word-cache.ts';

/** Words whose forms are worked out in one post; those that no rule's words begin like do not count. */
export const mostForms = 1_000;
const widestGap = 4;

/** Words by their position in the text, both included. */
export interface Place {
  first: number;
  last: number;
}

/** The words of a text, and what the rulebook wants of each; good until the next text is read. */
export interface WordsOf {
  text: string;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Numbers of the wanted words that each word is. */
  keys: readonly (readonly number[])[];
  /** Patterns of which a fragment occurs, with the offsets of the words that hold it. */
  patterns: ReadonlyMap<number, readonly number[]>;
}

/** Takes what it uses from `budget.forms`; once that is below zero, words count only as they are written. */
export function readWords(cache: WordCache, text: string, budget: { forms: number }): WordsOf {
  cache.makeRoom(text.length);
  const { starts, ends, keys } = cache;
  const patterns = new Map<number, number[]>();
  let count = 0;
  eachWord(text, (start, end, hash) => {
    starts[count] = start;
    ends[count] = end;
    const meaning = cache.meaningAt(text, start, end, hash);
    keys[count] = meaning.asWritten;
    if (meaning.mayBeForm) {
      budget.forms -= 1;
      if (budget.forms >= 0) keys[count] = cache.keysOf(meaning, text, start, end);
    }
    for (const pattern of meaning.patterns) addOffset(patterns, pattern, start);
    count += 1;
  });
  return { text, count, starts, ends, keys, patterns };
}

function addOffset(patterns: Map<number, number[]>, pattern: number, offset: number): void {
  const known = patterns.get(pattern);
  if (known === undefined) patterns.set(pattern, [offset]);
  else known.push(offset);
}

/** Whether the word at `position` follows the one before it: no sentence ends between them, no paragraph, no list item, nothing masked. */
export function isAdjacent({ text, count, starts, ends }: WordsOf, position: number): boolean {
  if (position === 0 || position >= count) return false;
  const from = ends[position - 1] ?? 0;
  const to = starts[position] ?? 0;
  if (to - from > widestGap) return false;
  if (to === from || (to === from + 1 && text.charCodeAt(from) === 0x20)) return true;
  const gap = text.slice(from, to);
  if (gap.includes('\n')) return /^[ \t]*\n[ \t]*$/.test(gap);
  return !/[.!?:;…](?:\s|$)|[。！？]/.test(gap);
}
