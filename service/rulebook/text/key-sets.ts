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

/** Numbers of a set's row in `table`. */
export const setRow = 4;

/** Numbers for sets of keys, so that the words of a text are told apart by numbers alone. */
export class KeySets {
  readonly #phrases: PhraseStarts;
  #numbers = new Map<string | number, number>();
  #keys: (readonly number[])[] = [];
  /**
   * A row of each set: its outlook (whether a phrase ends with one of its words, and `bitOf` each word that may come next),
   * `bitOf` its own words, and of a set of one word that word's number and where the phrases begin that begin with it; of
   * several -1.
   */
  table = new Int32Array(1 << 10);

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
    if (this.#keys.length * setRow > this.table.length) this.table = grown(this.table);
    const outlook = keys.reduce((all, key) => all | this.#phrases.outlookOf(this.#phrases.rootOf(key)), 0);
    const bits = keys.reduce((all, key) => all | bitOf(key), 0);
    const isOne = keys.length === 1;
    this.table.set(
      [outlook, bits, isOne ? only : -1, isOne ? this.#phrases.rootOf(only) : -1],
      number * setRow,
    );
    return number;
  }

  keysOf(number: number): readonly number[] {
    return this.#keys[number] ?? [];
  }

  forget(): void {
    this.#numbers = new Map();
    this.#keys = [[]];
    this.table.set([0, 0, -1, nowhere]);
  }
}

function grown(table: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(table.length * 2);
  more.set(table);
  return more;
}
