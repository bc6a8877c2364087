import { splitWords } from '../split-words.ts';
import type { Word } from '../split-words.ts';

/** The first place where these words stand side by side, as an offset into `text`; null: nowhere. Word forms are not looked at. */
export function findPhrase(words: readonly Word[], phrase: string): number | null {
  const wanted = splitWords(phrase).map(({ folded }) => folded);
  if (wanted.length === 0) return null;
  const at = words.findIndex((_, start) =>
    wanted.every((word, index) => words[start + index]?.folded === word),
  );
  return words[at]?.start ?? null;
}
