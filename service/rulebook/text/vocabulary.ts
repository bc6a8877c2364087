import { foldWord } from '../split-words.ts';
import { foldLetters } from './fold-letters.ts';
import type { Fragment } from './required-fragments.ts';
import { bare, commonStart, stemWord } from './stem-word.ts';

/** What the terms of a rulebook want of a single word of a text. */
export interface WordMeaning {
  /** Numbers of the wanted words that this word is without being stemmed: a rule file writes it just so. */
  asWritten: readonly number[];
  /** Numbers of the fragments of patterns that the word holds. */
  fragments: readonly number[];
  /** Whether it may be a form of a wanted word, or a compound with one: it begins like one. */
  mayBeForm: boolean;
}

/** How a wanted word may stand in a text: as written (no language), in a form, or inside a compound. */
export interface Reading {
  language: string | null;
  compounds: boolean;
}

const none: readonly number[] = [];
const noParts: readonly string[] = [];

/** The one meaning of all words that no term wants. */
export const meansNothing: WordMeaning = { asWritten: none, fragments: none, mayBeForm: false };
const shortestPart = 4;
const shortestRest = 3;
const longestCompound = 60;

/** The words that terms ask for, each with a number, and the way from a word of a text to those numbers. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** What a wanted word is, found by the word as rule files write it. */
  readonly #asWritten = new Map<string, number[]>();
  /** What wanted stems begin with: most words of a text begin otherwise and are never stemmed. */
  readonly #starts = new Set<string>();
  #longestStart = 0;
  readonly #languages = new Set<string>();
  readonly #compounding = new Set<string>();
  /** Distinct fragments by their first letters: a thousand patterns about one word look for it once. */
  readonly #fragments = new Map<string, { fragment: Fragment; number: number }[]>();
  readonly #patternsByFragment: number[][] = [];

  /** The number under which a folded word of a phrase is found. */
  want(word: string, { language, compounds }: Reading): number {
    const number =
      language === null ? this.#numberOf(`=${word}`) : this.#wantForms(word, language, compounds);
    const known = this.#asWritten.get(word) ?? [];
    if (!known.includes(number)) this.#asWritten.set(word, [...known, number]);
    return number;
  }

  #wantForms(word: string, language: string, compounds: boolean): number {
    (compounds ? this.#compounding : this.#languages).add(language);
    const stem = stemWord(word, language);
    const start = commonStart(stem);
    this.#starts.add(start);
    this.#longestStart = Math.max(this.#longestStart, start.length);
    return this.#numberOf(keyOf(stem, language, compounds));
  }

  /** Lets words that hold `fragment` name it, and it the pattern. */
  wantFragment(fragment: Fragment, pattern: number): void {
    const begin = fragment.text.slice(0, 2);
    const alike = this.#fragments.get(begin) ?? [];
    this.#fragments.set(begin, alike);
    let known = alike.find((one) => isSame(one.fragment, fragment));
    if (known === undefined) {
      known = { fragment, number: this.#patternsByFragment.length };
      alike.push(known);
      this.#patternsByFragment.push([]);
    }
    this.#patternsByFragment[known.number]?.push(pattern);
  }

  /** Patterns that a fragment belongs to. */
  patternsOf(fragment: number): readonly number[] {
    return this.#patternsByFragment[fragment] ?? none;
  }

  /** What the terms want of a word as it stands in a text. The same word always means the same. */
  meaningOf(surface: string): WordMeaning {
    const folded = foldWord(surface);
    const fragments = this.#fragments.size === 0 ? none : this.#fragmentsIn(surface);
    const mayBeForm = this.#mayHaveStem(folded) || this.#partsOf(folded).length > 0;
    const asWritten = this.#asWritten.get(folded) ?? none;
    if (asWritten.length + fragments.length === 0 && !mayBeForm) return meansNothing;
    return { asWritten, fragments, mayBeForm };
  }

  /** The wanted words that a word is as written, in another form, or as a part of a compound. */
  keysOf(surface: string): readonly number[] {
    const folded = foldWord(surface);
    const keys = new Set(this.#asWritten.get(folded));
    for (const language of this.#languages) this.#addForm(keys, folded, language, false);
    if (this.#compounding.size > 0) {
      for (const part of [folded, ...this.#partsOf(folded)])
        for (const language of this.#compounding) this.#addForm(keys, part, language, true);
    }
    return keys.size === 0 ? none : [...keys];
  }

  #addForm(keys: Set<number>, word: string, language: string, compounds: boolean): void {
    const number = this.#numbers.get(keyOf(stemWord(word, language), language, compounds));
    if (number !== undefined) keys.add(number);
  }

  #numberOf(key: string): number {
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }

  #mayHaveStem(folded: string): boolean {
    const plain = bare(folded);
    const longest = Math.min(plain.length, this.#longestStart);
    for (let length = 1; length <= longest; length += 1) {
      if (this.#starts.has(plain.slice(0, length))) return true;
    }
    return false;
  }

  /** Beginnings and ends of a word that may be wanted words: `benutzer` and `konto` of `benutzerkonto`. */
  #partsOf(folded: string): readonly string[] {
    if (this.#compounding.size === 0 || folded.length >= longestCompound) return noParts;
    const parts: string[] = [];
    for (let at = shortestRest; at <= folded.length - shortestRest; at += 1) {
      if (at >= shortestPart) parts.push(folded.slice(0, at));
      if (folded.length - at >= shortestPart) parts.push(folded.slice(at));
    }
    return parts.filter((part) => this.#mayHaveStem(part));
  }

  #fragmentsIn(surface: string): readonly number[] {
    const found = new Set<number>();
    const letters = foldLetters(surface);
    const isAscii = /^[\x20-\x7E]*$/.test(surface);
    for (let at = 0; at < letters.length; at += 1) {
      for (const begin of [letters.slice(at, at + 1), letters.slice(at, at + 2)]) {
        for (const { fragment, number } of this.#fragments.get(begin) ?? []) {
          if (!letters.startsWith(fragment.text, at)) continue;
          // Inside a word without other letters than ASCII's, RE2 sees no boundary.
          const isInside =
            (fragment.begins && at > 0) || (fragment.ends && at + fragment.text.length < letters.length);
          if (!isAscii || !isInside) found.add(number);
        }
      }
    }
    return found.size === 0 ? none : [...found];
  }
}

function isSame(a: Fragment, b: Fragment): boolean {
  return a.text === b.text && a.begins === b.begins && a.ends === b.ends;
}

function keyOf(stem: string, language: string, compounds: boolean): string {
  return `${compounds ? '+' : '~'}${language}:${stem}`;
}
