import { cutWords, placesFor } from '../split-words.ts';
import { type KeySets, noKeys } from './key-sets.ts';
import type { Vocabulary, WordMeaning } from './vocabulary.ts';

const slots = 1 << 17;
const mostWords = slots / 2;
const mostProbes = 16;
const longestKept = 60;
/** Numbers of a slot's row: the two of its word, and the sets of wanted words that it is in any form, and as it is written. */
const row = 4;
const inAnyForm = 2;
const asWritten = 3;
/** The slot of a word that is not remembered: good until the next such word. */
const passing = slots;

/**
 * What words mean, remembered by their letters as they stand in texts. It saves work and never changes an answer.
 * All that is asked of a word stands side by side in one array: reading is the one thing done for every post, and would
 * wait for memory at every other place.
 */
export class WordCache {
  readonly #vocabulary: Vocabulary;
  readonly sets: KeySets;
  readonly #table = new Int32Array((slots + 1) * row);
  /** Letters of the words whose two numbers do not tell all, and by slot where they begin and end. */
  #letters = new Uint16Array(1 << 14);
  #lettersEnd = 0;
  readonly #begins = new Int32Array(slots + 1);
  readonly #ends = new Int32Array(slots + 1);
  #count = 0;
  /** Slots of words that found none near their own: somebody made many that are alike. */
  readonly #crowded = new Map<string, number>();
  /** By slot: 1 where a word holds fragments of patterns; and which ones. */
  readonly #isHolder = new Uint8Array(slots + 1);
  readonly #fragments = new Map<number, readonly number[]>();
  /** Of the text that was read last: where its words stand, and the set of wanted words that each is. */
  words = placesFor(1_024);
  setsInText = new Int32Array(1_025);

  constructor(vocabulary: Vocabulary, sets: KeySets) {
    this.#vocabulary = vocabulary;
    this.sets = sets;
  }

  /**
   * Cuts `text` into words and finds the set of wanted words that each is: in any form the first `forms` of them, the others
   * as they are written. Returns how many they are; behind the last stands a set of none. Good until the next text.
   * `holds` is told of each word that holds fragments of patterns.
   */
  read(text: string, forms: number, holds: (start: number, fragments: readonly number[]) => void): number {
    this.#makeRoom(text.length);
    const count = cutWords(text, this.words);
    const { starts, ends, lows, highs } = this.words;
    const sets = this.setsInText;
    const table = this.#table;
    const isHolder = this.#isHolder;
    const { hasFragments } = this.#vocabulary;
    for (let at = 0; at < count; at += 1) {
      const low = lows[at] ?? 0;
      const high = highs[at] ?? 0;
      let slot = slotOf(low, high);
      if (high < 0 || table[slot * row] !== low || table[slot * row + 1] !== high)
        slot = this.#find(slot, low, high, text, starts[at] ?? 0, ends[at] ?? 0);
      sets[at] = table[slot * row + (at < forms ? inAnyForm : asWritten)] ?? noKeys;
      if (hasFragments && isHolder[slot] === 1) holds(starts[at] ?? 0, this.#fragments.get(slot) ?? []);
    }
    sets[count] = noKeys;
    return count;
  }

  /** How much work a word is that is not known yet, against one of no language. */
  get dearness(): number {
    return this.#vocabulary.dearness;
  }

  /** Patterns that a fragment belongs to. */
  patternsOf(fragment: number): readonly number[] {
    return this.#vocabulary.patternsOf(fragment);
  }

  #makeRoom(length: number): void {
    if (this.#count > (mostWords * 3) / 4) this.#forget();
    if (this.words.starts.length > length) return;
    this.words = placesFor(length * 2);
    this.setsInText = new Int32Array(length * 2 + 2);
  }

  /** The slot of a word, looked for from `first` on; a word met for the first time gets one. */
  #find(first: number, low: number, high: number, text: string, start: number, end: number): number {
    const table = this.#table;
    for (let probe = 0; probe < mostProbes; probe += 1) {
      const slot = (first + probe) & (slots - 1);
      if (this.#isFree(slot)) return this.#meet(slot, low, high, text.slice(start, end));
      if (table[slot * row] !== low || table[slot * row + 1] !== high) continue;
      if (high >= 0 || this.#isAt(slot, text, start, end)) return slot;
    }
    return this.#findCrowded(low, high, text.slice(start, end));
  }

  #findCrowded(low: number, high: number, surface: string): number {
    const known = this.#crowded.get(surface);
    if (known !== undefined) return known;
    let free = slotOf(low ^ this.#count, high);
    while (!this.#isFree(free)) free = (free + 1) & (slots - 1);
    const slot = this.#meet(free, low, high, surface);
    if (slot !== passing) this.#crowded.set(surface, slot);
    return slot;
  }

  #isFree(slot: number): boolean {
    return this.#table[slot * row] === 0 && this.#table[slot * row + 1] === 0;
  }

  #isAt(slot: number, text: string, start: number, end: number): boolean {
    const letters = this.#letters;
    const begin = this.#begins[slot] ?? 0;
    if ((this.#ends[slot] ?? 0) - begin !== end - start) return false;
    for (let at = start, other = begin; at < end; at += 1, other += 1) {
      if (letters[other] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  #meet(slot: number, low: number, high: number, surface: string): number {
    const meaning = this.#vocabulary.meaningOf(surface);
    if (surface.length > longestKept || this.#count === mostWords) return this.#write(passing, meaning);
    this.#count += 1;
    this.#table[slot * row] = low;
    this.#table[slot * row + 1] = high;
    if (high < 0) this.#keepLetters(slot, surface);
    return this.#write(slot, meaning);
  }

  #keepLetters(slot: number, surface: string): void {
    const begin = this.#lettersEnd;
    const end = begin + surface.length;
    if (end > this.#letters.length) this.#letters = grown(this.#letters);
    for (let at = 0; at < surface.length; at += 1) this.#letters[begin + at] = surface.charCodeAt(at);
    this.#begins[slot] = begin;
    this.#ends[slot] = end;
    this.#lettersEnd = end;
  }

  #write(slot: number, meaning: WordMeaning): number {
    const written = this.sets.numberOf(meaning.asWritten);
    this.#table[slot * row + asWritten] = written;
    this.#table[slot * row + inAnyForm] =
      meaning.asWritten === meaning.inAnyForm ? written : this.sets.numberOf(meaning.inAnyForm);
    this.#isHolder[slot] = meaning.fragments.length > 0 ? 1 : 0;
    if (meaning.fragments.length > 0) this.#fragments.set(slot, meaning.fragments);
    return slot;
  }

  #forget(): void {
    this.#table.fill(0);
    this.#fragments.clear();
    this.#crowded.clear();
    this.sets.forget();
    this.#count = 0;
    this.#lettersEnd = 0;
  }
}

/** Where a word is looked for first: of numbers alike in most bits, far apart. */
function slotOf(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x85eb_ca6b), 0x9e37_79b1);
  return (mixed ^ (mixed >>> 15)) & (slots - 1);
}

function grown(letters: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const more = new Uint16Array(letters.length * 2);
  more.set(letters);
  return more;
}
