import type { WordCache } from '../../rulebook/text/word-cache.ts';

/** Words of one post whose forms count, from the first on: the rest of an endless post counts as it is written. */
export const mostForms = 20_000;
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
  /** The set of wanted words that each word is, by its number in `KeySets`; behind the last word one of none. */
  sets: Int32Array;
  /** Fragments of patterns that occur, with the lines that hold them, from the top; null where none does. */
  fragments: ReadonlyMap<number, readonly Line[]> | null;
}

/** A line of the text, as offsets; the same object for every fragment in it. */
export interface Line {
  start: number;
  end: number;
  /** Its letters as `foldLetters` makes them, once somebody has asked. */
  letters: string | null;
}

/** Takes its words from `budget.forms`; once that is below zero, words count only as they are written. */
export function readWords(cache: WordCache, text: string, budget: { forms: number }): WordsOf {
  let fragments: Map<number, Line[]> | null = null;
  let line: Line | null = null;
  const count = cache.read(text, budget.forms, (start, held) => {
    fragments ??= new Map();
    if (line === null || start > line.end) line = lineAt(text, start);
    for (const fragment of held) addLine(fragments, fragment, line);
  });
  budget.forms -= count;
  const { words, setsInText: sets } = cache;
  return { text, count, starts: words.starts, ends: words.ends, sets, fragments };
}

function lineAt(text: string, offset: number): Line {
  const newline = text.indexOf('\n', offset);
  return {
    start: text.lastIndexOf('\n', offset) + 1,
    end: newline === -1 ? text.length : newline,
    letters: null,
  };
}

function addLine(fragments: Map<number, Line[]>, fragment: number, line: Line): void {
  const known = fragments.get(fragment);
  if (known === undefined) fragments.set(fragment, [line]);
  else if (known.at(-1) !== line) known.push(line);
}

/** Whether the word at `position` follows the one before it: no sentence ends between them, no paragraph, no list item, nothing masked. The point of `.stl`, `model.stl` and `.NET` ends none. */
export function isAdjacent({ text, count, starts, ends }: WordsOf, position: number): boolean {
  if (position === 0 || position >= count) return false;
  const from = ends[position - 1] ?? 0;
  const to = starts[position] ?? 0;
  if (to - from > widestGap) return false;
  if (to === from || (to === from + 1 && text.charCodeAt(from) === 0x20)) return true;
  const gap = text.slice(from, to);
  if (gap.includes('\n')) return /^[ \t]*\n[ \t]*$/.test(gap);
  if (gap === '.') return !/\p{Lu}/u.test(text.charAt(to));
  if (/^[^.!?:;…。！？]*\s\.$/.test(gap)) return true;
  return !/[.!?:;…](?:\s|$)|[。！？]/.test(gap);
}
