import { cutWords } from '../rulebook/split-words.ts';
import { noKeys } from '../rulebook/text/key-sets.ts';
import { holdsFragment, mayBeForm, type WordCache } from '../rulebook/text/word-cache.ts';

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
  /** The set of wanted words that each word is, by its number in `KeySets`. */
  sets: Int32Array;
  /** Patterns of which a fragment occurs, with the offsets of the words that hold it; null where none does. */
  patterns: ReadonlyMap<number, readonly number[]> | null;
}

/** Takes what it uses from `budget.forms`; once that is below zero, words count only as they are written. */
export function readWords(cache: WordCache, text: string, budget: { forms: number }): WordsOf {
  cache.makeRoom(text.length);
  const { words, setsInText: sets, asWritten, flags } = cache;
  const { starts, ends, hashes } = words;
  let patterns: Map<number, number[]> | null = null;
  const count = cutWords(text, words);
  for (let at = 0; at < count; at += 1) {
    const start = starts[at] ?? 0;
    const end = ends[at] ?? 0;
    const entry = cache.entryAt(text, start, end, hashes[at] ?? 0);
    const flag = flags[entry] ?? 0;
    sets[at] = asWritten[entry] ?? noKeys;
    if (flag === 0) continue;
    if ((flag & mayBeForm) !== 0) {
      budget.forms -= 1;
      if (budget.forms >= 0) sets[at] = cache.inAnyForm(entry, text, start, end);
    }
    if ((flag & holdsFragment) !== 0) {
      patterns ??= new Map();
      for (const pattern of cache.patternsOf(entry)) addOffset(patterns, pattern, start);
    }
  }
  return { text, count, starts, ends, sets, patterns };
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
