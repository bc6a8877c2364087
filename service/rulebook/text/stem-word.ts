import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';

const stemmers: Readonly<Record<string, (word: string) => string>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
  nl: dutch,
  ru: russian,
};

/** Languages whose word forms we know. */
export const stemmedLanguages: readonly string[] = Object.keys(stemmers);

/** Words that the English rules would confuse with another: `news` is not the plural of `new`. */
const keptWhole: ReadonlySet<string> = new Set(
  'news innings inning outing canning earring herring atlas cosmos bias andes proceed exceed succeed general generally'.split(
    ' ',
  ),
);
const longestWord = 40;

/**
 * The part of a folded word that its forms share: `crashes`, `crashed` and `crash` have one stem. `pt-br` is read as `pt`.
 * A word stays whole when it is very long, has no letters, or when its stem does not begin as it does (`dying`, `die`):
 * `Vocabulary` relies on that.
 */
export function stemWord(word: string, language: string): string {
  const stem = stemmers[baseOf(language)];
  if (stem === undefined || word.length > longestWord || word.length < 3 || !/\p{L}/u.test(word)) return word;
  if (language === 'en' && keptWhole.has(word)) return word;
  const stemmed = stem(word);
  return bare(word).startsWith(commonStart(stemmed)) ? stemmed : word;
}

export function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

export function hasStems(language: string): boolean {
  return Object.hasOwn(stemmers, baseOf(language));
}

/** What every word of this stem begins with, accents aside: all but its last letter, which may change (`try`, `tries`), and two at least. */
export function commonStart(stem: string): string {
  const plain = bare(stem);
  return plain.slice(0, Math.max(2, plain.length - 1));
}

/** Without accents, because some languages lose them in their stems. */
export function bare(word: string): string {
  if (/^[\x20-\x7E]*$/.test(word)) return word;
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}
