/** A number for each set of wanted words that a word of a text can be; most are of one word, and the first is of none. */
export const noKeys = 0;

/** The bit of an outlook that says that a phrase ends here. */
export const phraseEnds = 1 << 31;

/** One of 31 bits for the number of a wanted word. */
export function bitOf(key: number): number {
  return 1 << (key % 31);
}

/** Numbers for sets of keys, so that the words of a text are told apart by numbers alone. */
export class KeySets {
  readonly #outlookOf: (key: number) => number;
  #numbers = new Map<string, number>();
  #keys: (readonly number[])[] = [];
  /** By the number of a set: whether a phrase ends with one of its words, and `bitOf` each word that may come next. */
  outlooks: number[] = [];
  /** By the number of a set: `bitOf` its own words. */
  bits: number[] = [];

  constructor(outlookOf: (key: number) => number) {
    this.#outlookOf = outlookOf;
    this.forget();
  }

  numberOf(keys: readonly number[]): number {
    if (keys.length === 0) return noKeys;
    const name = keys.join();
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#keys.push(keys) - 1;
    this.#numbers.set(name, number);
    this.outlooks.push(keys.reduce((all, key) => all | this.#outlookOf(key), 0));
    this.bits.push(keys.reduce((all, key) => all | bitOf(key), 0));
    return number;
  }

  keysOf(number: number): readonly number[] {
    return this.#keys[number] ?? [];
  }

  forget(): void {
    this.#numbers = new Map();
    this.#keys = [[]];
    this.outlooks = [0];
    this.bits = [0];
  }
}
