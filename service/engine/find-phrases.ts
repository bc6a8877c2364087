import type { Evidence } from '../model/decision.ts';
import type { PhraseIndex } from '../rulebook/phrase-index.ts';
import { splitWords } from '../rulebook/split-words.ts';
import type { Word } from '../rulebook/split-words.ts';

/** Where each phrase of the rulebook occurs in a post, by phrase. */
export type FoundPhrases = ReadonlyMap<string, readonly Evidence[]>;

const mostPerPhrase = 5;
const widestGap = 4;

/** `title` and `body` are plain text; offsets of the evidence are offsets into them. */
export function findPhrases(index: PhraseIndex, parts: { title: string; body: string }): FoundPhrases {
  const found = new Map<string, Evidence[]>();
  for (const part of ['title', 'body'] as const) {
    const text = parts[part];
    const words = splitWords(text);
    for (const [at, word] of words.entries()) {
      for (const { phrase, words: wanted } of index.byFirstWord.get(word.folded) ?? []) {
        if (!continues(text, words, at, wanted)) continue;
        const end = words[at + wanted.length - 1]?.end ?? word.end;
        const evidence = found.get(phrase) ?? [];
        if (evidence.length < mostPerPhrase)
          found.set(phrase, [...evidence, { part, phrase, start: word.start, end }]);
      }
    }
  }
  return found;
}

function continues(text: string, words: readonly Word[], at: number, wanted: readonly string[]): boolean {
  for (let offset = 1; offset < wanted.length; offset += 1) {
    const before = words[at + offset - 1];
    const word = words[at + offset];
    if (before === undefined || word === undefined || word.folded !== wanted[offset]) return false;
    if (!isAdjacent(text.slice(before.end, word.start))) return false;
  }
  return true;
}

/** No sentence ends between two words of a phrase, no paragraph, no list item, and nothing that was masked. */
function isAdjacent(gap: string): boolean {
  if (gap.length > widestGap) return false;
  if (gap.includes('\n')) return /^[ \t]*\n[ \t]*$/.test(gap);
  return !/[.!?:;…](?:\s|$)|[。！？]/.test(gap);
}
