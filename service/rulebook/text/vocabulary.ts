import { foldWord } from '../split-words.ts';
import { bare, commonStart, stemWord } from './stem-word.ts';

/** What the terms of a rulebook want of a single word of a text. */
export interface WordMeaning {
  /** Numbers of the wanted words that this word is, as it is written. */
  asWritten: readonly number[];
  /** Patterns of which the word holds a fragment. */
  patterns: readonly number[];
  /** Whether it may be a form of a wanted word, or a compound with one: it begins like one. */
  mayBeForm: boolean;
  /** Numbers of the wanted words that it is in any way; worked out when first asked for, because stemming is dear. */
  keys: readonly number[] | null;
}

/** How a wanted word may stand in a text: as written (no language), in a form, or inside a compound. */
export interface Reading {
  language: string | null;
  compounds: boolean;
}

/** The one meaning of all words that no term wants. */
export const meansNothing: WordMeaning = {
  asWritten: [],
  patterns: [],
  mayBeForm: false,
  keys: [],
};
const shortestPart = 4;
const shortestRest = 3;
const longestCompound = 60;

/** The words that terms ask for, each with a number, and the way from a word of a text to those numbers. */
export class Vocabulary {
  readonly #keys = new Map<string, number>();
  /** What wanted stems begin with, by its first letters: most words of a text begin otherwise and are never stemmed. */
  readonly #starts = new Map<string, Set<string>>();
  readonly #languages = new Set<string>();
  readonly #compounding = new Set<string>();
  readonly #fragments = new Map<string, { fragment: string; pattern: number }[]>();

  /** The number under which a folded word of a phrase is found. */
  want(word: string, { language, compounds }: Reading): number {
    if (language === null) return this.#numberOf(`=${word}`);
    (compounds ? this.#compounding : this.#languages).add(language);
    const stem = stemWord(word, language);
    const start = commonStart(stem);
    const first = start.slice(0, 3);
    this.#starts.set(first, (this.#starts.get(first) ?? new Set()).add(start));
    return this.#numberOf(keyOf(stem, language, compounds));
  }

  /** Lets words that hold `fragment` name the pattern. */
  wantFragment(fragment: string, pattern: number): void {
    const begin = fragment.slice(0, 2);
    this.#fragments.set(begin, [...(this.#fragments.get(begin) ?? []), { fragment, pattern }]);
  }

  /** What the terms want of a word as it stands in a text. The same word always means the same. */
  meaningOf(surface: string): WordMeaning {
    const folded = foldWord(surface);
    const asWritten = this.#known([`=${folded}`]);
    const patterns = this.#patternsIn(foldLetters(surface));
    const mayBeForm = this.#mayHaveStem(folded) || this.#partsOf(folded).length > 0;
    if (asWritten.length + patterns.length === 0 && !mayBeForm) return meansNothing;
    return { asWritten, patterns, mayBeForm, keys: mayBeForm ? null : asWritten };
  }

  /** The wanted words that a word is as written, in another form, or as a part of a compound. */
  keysOf(surface: string): number[] {
    const folded = foldWord(surface);
    const forms = [...this.#languages].map((language) => keyOf(stemWord(folded, language), language, false));
    const parts = [folded, ...this.#partsOf(folded)].flatMap((part) =>
      [...this.#compounding].map((language) => keyOf(stemWord(part, language), language, true)),
    );
    return this.#known([...new Set([`=${folded}`, ...forms, ...parts])]);
  }

  #numberOf(key: string): number {
    const number = this.#keys.get(key) ?? this.#keys.size;
    this.#keys.set(key, number);
    return number;
  }

  #known(keys: readonly string[]): number[] {
    return keys.flatMap((key) => this.#keys.get(key) ?? []);
  }

  #mayHaveStem(folded: string): boolean {
    const plain = bare(folded);
    for (let length = Math.min(3, plain.length); length > 0; length -= 1) {
      for (const start of this.#starts.get(plain.slice(0, length)) ?? []) {
        if (plain.startsWith(start)) return true;
      }
    }
    return false;
  }

  /** Beginnings and ends of a word that may be wanted words: `benutzer` and `konto` of `benutzerkonto`. */
  #partsOf(folded: string): string[] {
    if (this.#compounding.size === 0 || folded.length >= longestCompound) return [];
    const parts: string[] = [];
    for (let at = shortestRest; at <= folded.length - shortestRest; at += 1) {
      if (at >= shortestPart) parts.push(folded.slice(0, at));
      if (folded.length - at >= shortestPart) parts.push(folded.slice(at));
    }
    return parts.filter((part) => this.#mayHaveStem(part));
  }

  #patternsIn(letters: string): number[] {
    const patterns = new Set<number>();
    for (let at = 0; this.#fragments.size > 0 && at < letters.length; at += 1) {
      for (const begin of [letters.slice(at, at + 1), letters.slice(at, at + 2)]) {
        for (const { fragment, pattern } of this.#fragments.get(begin) ?? []) {
          if (letters.startsWith(fragment, at)) patterns.add(pattern);
        }
      }
    }
    return [...patterns];
  }
}

function keyOf(stem: string, language: string, compounds: boolean): string {
  return `${compounds ? '+' : '~'}${language}:${stem}`;
}

/** Letters that RE2 takes for one, whatever their case, made one; nothing is composed, for patterns see the text as it is. */
export function foldLetters(text: string): string {
  return text.toUpperCase().toLowerCase().replace(/ς/g, 'σ');
}
