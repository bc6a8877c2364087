import { splitWords } from '../split-words.ts';
import { foldLetters } from './fold-letters.ts';

/** A run of letters or digits, folded, and whether the pattern allows no other ASCII word character before or behind it. */
export interface Fragment {
  text: string;
  begins: boolean;
  ends: boolean;
}

/** Stands for `\b` in a text. */
export const boundary = '\0';

/** The most telling fragment of a text in which `boundary` may stand; null where none tells enough. */
export function fragmentOf(text: string): Fragment | null {
  const [best] = fragmentsIn(text).toSorted((a, b) => weight(b.text) - weight(a.text));
  return best !== undefined && weight(best.text) >= 2 ? best : null;
}

function fragmentsIn(text: string): Fragment[] {
  const folded = foldLetters(text);
  return [...folded.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(({ 0: run, index }) =>
    splitWords(run).map(({ start, end }) => ({
      text: run.slice(start, end),
      begins: folded[index + start - 1] === boundary && isAscii(run[start]),
      ends: folded[index + end] === boundary && isAscii(run[end - 1]),
    })),
  );
}

/** RE2's word boundary knows ASCII only: next to any other letter it says the opposite. */
function isAscii(letter = ''): boolean {
  return /^[a-z0-9]$/.test(letter);
}

/** A Chinese character tells as much as two letters. */
export function weight(piece: string): number {
  return piece.length === 1 && /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u.test(piece)
    ? 2
    : piece.length;
}
