import { meansNothing, type Vocabulary, type WordMeaning } from './vocabulary.ts';

const slots = 1 << 17;
const mostWords = slots / 2;
const mostProbes = 16;
const longestKept = 60;

/**
 * What words mean, remembered by their letters as they stand in texts. It saves work and never changes an answer:
 * it forgets everything when it is full, and asks anew where letters happen to share a place.
 */
export class WordCache {
  readonly #vocabulary: Vocabulary;
  /** By a number made of its letters: which of the words below it is, counted from 1. */
  readonly #places = new Int32Array(slots);
  readonly #hashes = new Int32Array(mostWords + 1);
  #surfaces: string[] = [''];
  #meanings: WordMeaning[] = [meansNothing];
  /** Places for the words of one text, used again for the next: reading is the one thing done for every post. */
  starts = new Int32Array(1_024);
  ends = new Int32Array(1_024);
  readonly keys: (readonly number[])[] = [];

  /** Makes sure that the words of a text of this length have their places. */
  makeRoom(length: number): void {
    if (this.starts.length > length) return;
    this.starts = new Int32Array(length * 2);
    this.ends = new Int32Array(length * 2);
  }

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** All that a word is, at the price of stemming it the first time. */
  keysOf(meaning: WordMeaning, text: string, start: number, end: number): readonly number[] {
    meaning.keys ??= this.#vocabulary.keysOf(text.slice(start, end));
    return meaning.keys;
  }

  /** The meaning of the word that stands in `text` from `start` to `end`; `hash` is made of its letters. */
  meaningAt(text: string, start: number, end: number, hash: number): WordMeaning {
    const spread = Math.imul(hash ^ (end - start), 0x9e37_79b1) >>> 12;
    for (let probe = 0; probe < mostProbes; probe += 1) {
      const place = (spread + probe) & (slots - 1);
      const known = this.#places[place] ?? 0;
      if (known === 0) return this.#remember(place, hash, text.slice(start, end));
      if (this.#hashes[known] !== (hash | 0) || !standsAt(this.#surfaces[known] ?? '', text, start, end))
        continue;
      return this.#meanings[known] ?? meansNothing;
    }
    return this.#vocabulary.meaningOf(text.slice(start, end));
  }

  #remember(place: number, hash: number, surface: string): WordMeaning {
    const meaning = this.#vocabulary.meaningOf(surface);
    if (surface.length > longestKept) return meaning;
    if (this.#surfaces.length > mostWords) this.#forget();
    const known = this.#surfaces.length;
    this.#places[place] = known;
    this.#hashes[known] = hash;
    // A slice would keep the whole post alive that it was cut from.
    this.#surfaces.push(surface.split('').join(''));
    this.#meanings.push(meaning);
    return meaning;
  }

  #forget(): void {
    this.#places.fill(0);
    this.#surfaces = [''];
    this.#meanings = [meansNothing];
  }
}

function standsAt(surface: string, text: string, start: number, end: number): boolean {
  if (surface.length !== end - start) return false;
  for (let at = start; at < end; at += 1) {
    if (surface.charCodeAt(at - start) !== text.charCodeAt(at)) return false;
  }
  return true;
}
