import { cutWords, placesFor } from '../split-words.ts';
import { type KeySets, noKeys } from './key-sets.ts';
import type { Vocabulary, WordMeaning } from './vocabulary.ts';

const slots = 1 << 17;
const mostWords = slots / 2;
const mostProbes = 16;
const longestKept = 60;
/** The entry of a word that is not remembered: good until the next such word. */
const passing = mostWords + 1;

/**
 * What words mean, remembered by their letters as they stand in texts. It saves work and never changes an answer.
 * Everything is kept in flat arrays by the number of the word's entry: reading is the one thing done for every post.
 */
export class WordCache {
  readonly #vocabulary: Vocabulary;
  readonly sets: KeySets;
  /** By a number made of its letters: the entry of a word, counted from 1. */
  readonly #places = new Int32Array(slots);
  readonly #hashes = new Int32Array(passing + 1);
  /** The letters of all words; those of one begin where those of the one before end. */
  #letters = new Uint16Array(1 << 16);
  readonly #begins = new Int32Array(passing + 1);
  #count = 0;
  /** By entry: the set of wanted words that a word is in any form, and as it is written. */
  readonly inAnyForm = new Int32Array(passing + 1);
  readonly asWritten = new Int32Array(passing + 1);
  /** By entry: 1 where a word holds a fragment of a pattern; and which ones. */
  readonly holdsFragment = new Uint8Array(passing + 1);
  readonly #fragments = new Map<number, readonly number[]>();
  /** Places for the words of one text, used again for the next. */
  words = placesFor(1_024);
  setsInText = new Int32Array(1_024);

  constructor(vocabulary: Vocabulary, sets: KeySets) {
    this.#vocabulary = vocabulary;
    this.sets = sets;
  }

  /** Before a text of this length is read: numbers of entries and sets are good until the next text. */
  makeRoom(length: number): void {
    if (this.#count > (mostWords * 3) / 4) this.#forget();
    if (this.words.starts.length > length) return;
    this.words = placesFor(length * 2);
    this.setsInText = new Int32Array(length * 2);
  }

  /** The entry of the word that stands in `text` from `start` to `end`; `hash` is made of its letters. */
  entryAt(text: string, start: number, end: number, hash: number): number {
    const spread = Math.imul(hash ^ (end - start), 0x9e37_79b1) >>> 12;
    for (let probe = 0; probe < mostProbes; probe += 1) {
      const place = (spread + probe) & (slots - 1);
      const entry = this.#places[place] ?? 0;
      if (entry === 0) return this.#meet(place, hash, text.slice(start, end));
      if (this.#hashes[entry] === hash && this.#isAt(entry, text, start, end)) return entry;
    }
    return this.#write(passing, this.#vocabulary.meaningOf(text.slice(start, end)));
  }

  /** Meets the words of a text, so that reading it is quick afterwards. */
  meet(text: string): void {
    this.makeRoom(text.length);
    const { starts, ends, hashes } = this.words;
    const count = cutWords(text, this.words);
    for (let at = 0; at < count; at += 1) this.entryAt(text, starts[at] ?? 0, ends[at] ?? 0, hashes[at] ?? 0);
  }

  /** How much work a word is that is not known yet, against one of no language. */
  get dearness(): number {
    return this.#vocabulary.dearness;
  }

  /** Fragments of patterns that the word holds. */
  fragmentsOf(entry: number): readonly number[] {
    return this.#fragments.get(entry) ?? [];
  }

  /** Patterns that a fragment belongs to. */
  patternsOf(fragment: number): readonly number[] {
    return this.#vocabulary.patternsOf(fragment);
  }

  #isAt(entry: number, text: string, start: number, end: number): boolean {
    const letters = this.#letters;
    const begin = this.#begins[entry - 1] ?? 0;
    if ((this.#begins[entry] ?? 0) - begin !== end - start) return false;
    for (let at = start, other = begin; at < end; at += 1, other += 1) {
      if (letters[other] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  #meet(place: number, hash: number, surface: string): number {
    const meaning = this.#vocabulary.meaningOf(surface);
    if (surface.length > longestKept || this.#count === mostWords) return this.#write(passing, meaning);
    this.#count += 1;
    const entry = this.#count;
    const begin = this.#begins[entry - 1] ?? 0;
    const end = begin + surface.length;
    if (end > this.#letters.length) this.#letters = grown(this.#letters);
    for (let at = 0; at < surface.length; at += 1) this.#letters[begin + at] = surface.charCodeAt(at);
    this.#begins[entry] = end;
    this.#places[place] = entry;
    this.#hashes[entry] = hash;
    return this.#write(entry, meaning);
  }

  #write(entry: number, { asWritten, inAnyForm, fragments }: WordMeaning): number {
    this.asWritten[entry] = this.sets.numberOf(asWritten);
    this.inAnyForm[entry] =
      asWritten === inAnyForm ? (this.asWritten[entry] ?? noKeys) : this.sets.numberOf(inAnyForm);
    this.holdsFragment[entry] = fragments.length > 0 ? 1 : 0;
    if (fragments.length > 0) this.#fragments.set(entry, fragments);
    return entry;
  }

  #forget(): void {
    this.#places.fill(0);
    this.#fragments.clear();
    this.sets.forget();
    this.#count = 0;
  }
}

function grown(letters: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const more = new Uint16Array(letters.length * 2);
  more.set(letters);
  return more;
}
