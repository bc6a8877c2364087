import type { Evidence } from '../../model/decision.ts';
import type { Term } from '../../rulebook/text/term.ts';

const mostPlaces = 5;

/** The parts of a post, by their numbers in a row. */
export const parts = ['title', 'body'] as const;

/** Places of terms, noted as numbers while a text is read, so that only what somebody asks for becomes evidence. */
export class Hits {
  /** Numbers of the terms met, each once, in the order they were met; a term's place here is its seat. */
  readonly terms: number[] = [];
  /** Of each place five numbers: seat, part, start, end, and the row of the term's place before it, or -1. */
  readonly rows: number[] = [];
  readonly #newest: number[] = [];
  readonly #counts: number[] = [];
  /** By the number of a term. What it says counts only where that seat is this term's; it is never cleared. */
  readonly #seats: Int32Array;

  constructor(seats: Int32Array) {
    this.#seats = seats;
  }

  /** The first five places of each term, each once. */
  note(term: number, part: number, start: number, end: number): void {
    const { rows } = this;
    let seat = this.#seats[term] ?? 0;
    if (seat >= this.terms.length || this.terms[seat] !== term) seat = this.#give(term);
    const count = this.#counts[seat] ?? 0;
    if (count === mostPlaces) return;
    const newest = this.#newest[seat] ?? -1;
    for (let row = newest; row !== -1; row = rows[row + 4] ?? -1)
      if (rows[row + 2] === start && rows[row + 3] === end && rows[row + 1] === part) return;
    this.#newest[seat] = rows.length;
    this.#counts[seat] = count + 1;
    rows.push(seat, part, start, end, newest);
  }

  #give(term: number): number {
    const seat = this.terms.push(term) - 1;
    this.#seats[term] = seat;
    this.#newest.push(-1);
    this.#counts.push(0);
    return seat;
  }
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
    const { rows, terms } = this.#hits;
    const places = new Map<Term, Evidence[]>();
    for (let row = 0; row < rows.length; row += 5) {
      const term = this.#all[terms[rows[row] ?? 0] ?? 0];
      if (term === undefined) continue;
      const part = parts[rows[row + 1] ?? 0] ?? 'body';
      const evidence = { part, phrase: term.written, start: rows[row + 2] ?? 0, end: rows[row + 3] ?? 0 };
      const known = places.get(term);
      if (known === undefined) places.set(term, [evidence]);
      else known.push(evidence);
    }
    return places;
  }
}
