import { foldWord } from '../split-words.ts';
import { foldLetters } from './fold-letters.ts';
import type { Fragment } from './fragment.ts';
import { WantedForms } from './wanted-forms.ts';

/** What the terms of a rulebook want of a single word of a text. */
export interface WordMeaning {
  /** Numbers of the wanted words that this word is without being stemmed: a rule file writes it just so. */
  asWritten: readonly number[];
  /** The same, and those that it is in another form, or as a part of a compound. */
  inAnyForm: readonly number[];
  /** Numbers of the fragments of patterns that the word holds. */
  fragments: readonly number[];
}

/** How a wanted word may stand in a text: as written (no language), in a form, or inside a compound. */
export interface Reading {
  language: string | null;
  compounds: boolean;
}

const none: readonly number[] = [];
const shortestPart = 4;
const shortestRest = 3;
const longestCompound = 60;

/** The one meaning of all words that no term wants. */
export const meansNothing: WordMeaning = { asWritten: none, inAnyForm: none, fragments: none };

/** The words that terms ask for, each with a number, and the way from a word of a text to those numbers. */
export class Vocabulary {
  #count = 0;
  /** Words wanted just as they stand. */
  readonly #exact = new Map<string, number>();
  /** Forms wanted of each language; those that may be parts of compounds apart. */
  readonly #forms = new Map<string, WantedForms>();
  readonly #inCompounds = new Map<string, WantedForms>();
  /** What a wanted word is, found by the word as rule files write it. */
  readonly #asWritten = new Map<string, number[]>();
  /** Distinct fragments by their first letters: a thousand patterns about one word look for it once. */
  readonly #fragments = new Map<string, { fragment: Fragment; number: number }[]>();
  readonly #patternsByFragment: number[][] = [];

  /** The number under which a folded word of a phrase is found. */
  want(word: string, { language, compounds }: Reading): number {
    const next = (): number => this.#count++;
    const number =
      language === null
        ? getOrMake(this.#exact, word, next)
        : getOrMake(
            compounds ? this.#inCompounds : this.#forms,
            language,
            () => new WantedForms(language),
          ).want(word, next);
    const known = this.#asWritten.get(word) ?? [];
    if (!known.includes(number)) this.#asWritten.set(word, [...known, number]);
    return number;
  }

  /** How much work a new word is, against one of no language. */
  get dearness(): number {
    return 1 + this.#forms.size + 8 * this.#inCompounds.size;
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

  get hasFragments(): boolean {
    return this.#fragments.size > 0;
  }

  /** Patterns that a fragment belongs to. */
  patternsOf(fragment: number): readonly number[] {
    return this.#patternsByFragment[fragment] ?? none;
  }

  /** What the terms want of a word as it stands in a text. The same word always means the same. */
  meaningOf(surface: string): WordMeaning {
    const folded = foldWord(surface);
    const fragments = this.#fragments.size > 0 ? this.#fragmentsIn(surface) : none;
    const asWritten = this.#asWritten.get(folded) ?? none;
    const inAnyForm = this.#inAnyForm(folded, asWritten);
    if (inAnyForm.length + fragments.length === 0) return meansNothing;
    return { asWritten, inAnyForm, fragments };
  }

  #inAnyForm(folded: string, asWritten: readonly number[]): readonly number[] {
    const keys = new Set<number>();
    const add = (number: number | undefined): void => {
      if (number !== undefined) keys.add(number);
    };
    for (const forms of this.#forms.values()) add(forms.find(folded));
    if (this.#inCompounds.size > 0) {
      for (const forms of this.#inCompounds.values()) {
        add(forms.find(folded));
        for (const part of partsOf(folded)) add(forms.find(part));
      }
    }
    if (keys.size === 0) return asWritten;
    return [...new Set([...asWritten, ...keys])];
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

/** Beginnings and ends of a word that may be wanted words: `benutzer` and `konto` of `benutzerkonto`. */
function* partsOf(folded: string): Iterable<string> {
  if (folded.length >= longestCompound) return;
  for (let at = shortestRest; at <= folded.length - shortestRest; at += 1) {
    if (at >= shortestPart) yield folded.slice(0, at);
    if (folded.length - at >= shortestPart) yield folded.slice(at);
  }
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
