import type { Vocabulary, WordMeaning } from './vocabulary.ts';

const slots = 1 << 17;
const mostWords = slots / 2;
const mostProbes = 16;

/**
 * What words mean, remembered by their letters as they stand in texts. It saves work and never changes an answer:
 * it forgets everything when it is full, and asks anew where letters happen to share a place.
 */
export class WordCache {
  readonly #vocabulary: Vocabulary;
  #surfaces: (string | undefined)[] = [];
  #meanings: (WordMeaning | undefined)[] = [];
  #count = 0;
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
      const slot = (spread + probe) & (slots - 1);
      const surface = this.#surfaces[slot];
      if (surface === undefined) return this.#remember(slot, text.slice(start, end));
      if (!standsAt(surface, text, start, end)) continue;
      const meaning = this.#meanings[slot];
      if (meaning !== undefined) return meaning;
    }
    return this.#vocabulary.meaningOf(text.slice(start, end));
  }

  #remember(slot: number, surface: string): WordMeaning {
    const meaning = this.#vocabulary.meaningOf(surface);
    if (surface.length > 60) return meaning;
    if (this.#count >= mostWords || this.#surfaces.length === 0) this.#forget();
    this.#count += 1;
    // A slice would keep the whole post alive that it was cut from.
    this.#surfaces[slot] = surface.split('').join('');
    this.#meanings[slot] = meaning;
    return meaning;
  }

  #forget(): void {
    this.#surfaces = Array.from({ length: slots });
    this.#meanings = Array.from({ length: slots });
    this.#count = 0;
  }
}

function standsAt(surface: string, text: string, start: number, end: number): boolean {
  if (surface.length !== end - start) return false;
  for (let at = start; at < end; at += 1) {
    if (surface.charCodeAt(at - start) !== text.charCodeAt(at)) return false;
  }
  return true;
}
