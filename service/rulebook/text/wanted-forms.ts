import { bare, commonStart, stemWord } from './stem-word.ts';

/** The words of one language whose forms are wanted, by their stems. */
export class WantedForms {
  readonly #language: string;
  readonly #numbers = new Map<string, number>();
  /** What wanted stems begin with, by the first two letters: most words of a text begin otherwise and are never stemmed. */
  readonly #starts = new Map<string, string[]>();

  constructor(language: string) {
    this.#language = language;
  }

  /** The number of a word and of all its forms; `next` gives one to a new word. */
  want(word: string, next: () => number): number {
    const stem = stemWord(word, this.#language);
    const known = this.#numbers.get(stem);
    if (known !== undefined) return known;
    const number = next();
    this.#numbers.set(stem, number);
    const start = commonStart(stem);
    const begin = start.slice(0, 2);
    const alike = this.#starts.get(begin) ?? [];
    if (!alike.some((one) => start.startsWith(one)))
      this.#starts.set(begin, [start, ...alike.filter((one) => !one.startsWith(start))]);
    return number;
  }

  /** The number of the wanted word that a folded word is a form of. */
  find(folded: string): number | undefined {
    const plain = bare(folded);
    if (!this.#mayBegin(plain, 2) && !this.#mayBegin(plain, 1)) return undefined;
    return this.#numbers.get(stemWord(folded, this.#language));
  }

  #mayBegin(plain: string, letters: number): boolean {
    const starts = this.#starts.get(plain.slice(0, letters));
    return starts !== undefined && starts.some((start) => plain.startsWith(start));
  }
}
