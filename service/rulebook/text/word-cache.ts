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

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** The meaning of the word that stands in `text` from `start` to `end`. */
  meaningAt(text: string, start: number, end: number): WordMeaning {
    let hash = end - start;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
    hash ^= hash >>> 15;
    for (let probe = 0; probe < mostProbes; probe += 1) {
      const slot = (hash + probe) & (slots - 1);
      const surface = this.#surfaces[slot];
      if (surface === undefined) return this.#remember(slot, text.slice(start, end));
      if (surface.length !== end - start || !text.startsWith(surface, start)) continue;
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
