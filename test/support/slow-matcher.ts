import { foldWord } from '../../service/rulebook/split-words.ts';
import { stemWord } from '../../service/rulebook/text/stem-word.ts';

/**
 * What the matcher must answer, said in the slowest and plainest way: every phrase against every place of the text,
 * every word cut by one regular expression, and nothing remembered, indexed or passed over.
 */
export interface SlowPhrase {
  written: string;
  languages: readonly string[];
  compounds?: boolean;
}

export interface SlowWord {
  folded: string;
  start: number;
  end: number;
}

export function slowPlaces(phrase: SlowPhrase, text: string): { start: number; end: number }[] {
  const words = slowWords(text);
  return wordPlaces(phrase, text, words).map(({ first, last }) => ({
    start: words[first]?.start ?? -1,
    end: words[last]?.end ?? -1,
  }));
}

/** Whether all phrases stand in one sentence within so many words. */
export function slowNear(phrases: readonly SlowPhrase[], within: number, text: string): boolean {
  const words = slowWords(text);
  const lists = phrases.map((phrase) => wordPlaces(phrase, text, words));
  const combinations = lists.reduce<{ first: number; last: number }[][]>(
    (all, list) => all.flatMap((chosen) => list.map((place) => [...chosen, place])),
    [[]],
  );
  return combinations.some((chosen) => {
    const first = Math.min(...chosen.map((place) => place.first));
    const last = Math.max(...chosen.map((place) => place.last));
    const steps = Array.from({ length: last - first }, (_, step) => first + step + 1);
    return last - first < within && steps.every((at) => isNext(text, words[at - 1], words[at]));
  });
}

function wordPlaces(
  phrase: SlowPhrase,
  text: string,
  words: readonly SlowWord[],
): { first: number; last: number }[] {
  const wanted = slowWords(phrase.written);
  return words.flatMap((_, first) => {
    const here = words.slice(first, first + wanted.length);
    const fits =
      here.length === wanted.length &&
      here.every((word, at) => at === 0 || isNext(text, here[at - 1], word)) &&
      [null, ...phrase.languages].some((language) =>
        here.every((word, at) =>
          isForm(word.folded, wanted[at]?.folded ?? '', language, phrase.compounds ?? false),
        ),
      );
    return fits ? [{ first, last: first + wanted.length - 1 }] : [];
  });
}

function isForm(word: string, wanted: string, language: string | null, compounds: boolean): boolean {
  if (language === null) return word === wanted;
  const isOneOf = (part: string): boolean => stemWord(part, language) === stemWord(wanted, language);
  if (!compounds) return isOneOf(word);
  const parts = word
    .split('')
    .flatMap((_, at) => [
      ...(at >= 4 && word.length - at >= 3 ? [word.slice(0, at)] : []),
      ...(at >= 3 && word.length - at >= 4 ? [word.slice(at)] : []),
    ]);
  return isOneOf(word) || (word.length < 60 && parts.some(isOneOf));
}

/** Whether one word follows the other in a sentence. */
export function isNext(text: string, before: SlowWord | undefined, word: SlowWord | undefined): boolean {
  if (before === undefined || word === undefined) return false;
  const gap = text.slice(before.end, word.start);
  if (gap.length > 4) return false;
  if (gap.includes('\n')) return /^[ \t]*\n[ \t]*$/.test(gap);
  const isName = gap === '.' ? !/^\p{Lu}/u.test(text.slice(word.start)) : /^[^.!?:;…。！？]*\s\.$/.test(gap);
  return isName || !/[.!?:;…](?:\s|$)|[。！？]/.test(gap);
}

export function slowWords(text: string): SlowWord[] {
  return [...text.matchAll(wordPattern)]
    .map((match) => ({ folded: foldWord(match[0]), start: match.index, end: match.index + match[0].length }))
    .filter(({ folded }) => folded !== '');
}

const unspaced = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const letter = String.raw`[[\p{L}\p{N}]--[${unspaced}]]`;
const inside = String.raw`[[\p{L}\p{N}\p{M}\u00AD\u200C\u200D\u2060]--[[\p{L}\p{N}]&&[${unspaced}]]]`;
const wordPattern = new RegExp(
  String.raw`[[\p{L}\p{N}]&&[${unspaced}]]\p{M}*|${letter}${inside}*(?:(?<=[nN])['\u2019][tT](?!${letter})|\+\+|#(?!${letter}))?`,
  'gv',
);
