import type { Evidence } from '../../model/decision.ts';
import type { Term } from '../../rulebook/text/term.ts';

const mostPlaces = 5;

/** The parts of a post, by their numbers in a row. */
const parts = ['title', 'body'] as const;

/** Places of terms, noted as numbers while a text is read, so that only what somebody asks for becomes evidence. */
export class Hits {
  /** Numbers of the terms met, each once, in the order they were met. */
  readonly terms: number[] = [];
  /** Of each place four numbers: term, part and start, end, and the row of the term's place before it, or -1. */
  readonly rows: number[] = [];
  /** By the number of a term: the row of its newest place. It counts only where that row is this term's, so that it is never cleared. */
  readonly #newest: Int32Array;

  constructor(newest: Int32Array) {
    this.#newest = newest;
  }

  /** The first five places of each term, each once. */
  note(term: number, part: number, start: number, end: number): void {
    const { rows } = this;
    const row = rows.length;
    const place = start * parts.length + part;
    let newest = this.#newest[term] ?? 0;
    if (newest >= row || rows[newest] !== term) {
      newest = -1;
      this.terms.push(term);
    } else if (isKnown(rows, newest, place, end)) return;
    this.#newest[term] = row;
    rows.push(term, place, end, newest);
  }
}

/** Whether a term has this place already, or as many as count. */
function isKnown(rows: readonly number[], newest: number, place: number, end: number): boolean {
  let count = 0;
  for (let row = newest; row !== -1; row = rows[row + 3] ?? -1) {
    count += 1;
    if (count === mostPlaces || (rows[row + 1] === place && rows[row + 2] === end)) return true;
  }
  return false;
}

/** What of a rulebook occurs in a post. */
export class FoundTerms {
  readonly #all: readonly Term[];
  readonly #hits: Hits;
  readonly #hides: (term: Term) => boolean;
  #numbers: ReadonlySet<number> | null = null;
  #places: ReadonlyMap<Term, readonly Evidence[]> | null = null;

  constructor(all: readonly Term[], hits: Hits, hides: (term: Term) => boolean) {
    this.#all = all;
    this.#hits = hits;
    this.#hides = hides;
  }

  /** Numbers of the terms that occur, each once. */
  get numbers(): readonly number[] {
    return this.#hits.terms;
  }

  has(term: Term): boolean {
    this.#numbers ??= new Set(this.#hits.terms);
    return this.#numbers.has(term.number);
  }

  /** Where each term occurs, the first five places. */
  get places(): ReadonlyMap<Term, readonly Evidence[]> {
    return (this.#places ??= this.#read());
  }

  /** Whether a term that was not found may be there all the same, because the post is longer than one post may cost. */
  mayHide(term: Term): boolean {
    return this.#hides(term);
  }

  #read(): ReadonlyMap<Term, readonly Evidence[]> {
    const { rows } = this.#hits;
    const places = new Map<Term, Evidence[]>();
    for (let row = 0; row < rows.length; row += 4) {
      const term = this.#all[rows[row] ?? -1];
      const [place = 0, end = 0] = rows.slice(row + 1, row + 3);
      const part = parts[place % parts.length];
      if (term === undefined || part === undefined) continue;
      const evidence = { part, phrase: term.written, start: Math.floor(place / parts.length), end };
      const known = places.get(term);
      if (known === undefined) places.set(term, [evidence]);
      else known.push(evidence);
    }
    return places;
  }
}
