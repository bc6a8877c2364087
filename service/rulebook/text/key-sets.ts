/** A number for each set of wanted words that a word of a text can be; most are of one word, and the first is of none. */
export const noKeys = 0;

/** The bit of an outlook that says that a phrase ends here. */
export const phraseEnds = 1 << 31;

/** One of 31 bits for the number of a wanted word. */
export function bitOf(key: number): number {
  return 1 << (key % 31);
}

/** Where no phrase begins. */
const nowhere = 0;

interface PhraseStarts {
  /** Where the phrases begin that begin with a word, by its number. */
  rootOf(key: number): number;
  outlookOf(root: number): number;
}

/** Numbers for sets of keys, so that the words of a text are told apart by numbers alone. */
export class KeySets {
  readonly #phrases: PhraseStarts;
  #numbers = new Map<string | number, number>();
  #keys: (readonly number[])[] = [];
  /** By the number of a set of one word: where the phrases begin that begin with it; -1 for a set of several. */
  roots: number[] = [];
  /** By the number of a set: whether a phrase ends with one of its words, and `bitOf` each word that may come next. */
  outlooks: number[] = [];
  /** By the number of a set: `bitOf` its own words. */
  bits: number[] = [];

  constructor(phrases: PhraseStarts) {
    this.#phrases = phrases;
    this.forget();
  }

  numberOf(keys: readonly number[]): number {
    const [only] = keys;
    if (only === undefined) return noKeys;
    const name = keys.length === 1 ? only : keys.join();
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#keys.push(keys) - 1;
    this.#numbers.set(name, number);
    this.roots.push(keys.length === 1 ? this.#phrases.rootOf(keys[0] ?? -1) : -1);
    this.outlooks.push(
      keys.reduce((all, key) => all | this.#phrases.outlookOf(this.#phrases.rootOf(key)), 0),
    );
    this.bits.push(keys.reduce((all, key) => all | bitOf(key), 0));
    return number;
  }

  keysOf(number: number): readonly number[] {
    return this.#keys[number] ?? [];
  }

  forget(): void {
    this.#numbers = new Map();
    this.#keys = [[]];
    this.roots = [nowhere];
    this.outlooks = [0];
    this.bits = [0];
  }
}
