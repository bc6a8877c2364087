import { bitOf, phraseEnds } from './key-sets.ts';
import type { PhraseTerm, Zone } from './term.ts';

/** A phrase that ends at a node. */
export interface PhraseEnd {
  term: PhraseTerm;
  /** In whose word forms it was found; null: as written only. */
  language: string | null;
  /** Whether its places are asked for by a `near`. */
  isNear: boolean;
}

/** No node: no phrase goes on that way. */
export const nowhere = 0;

/** Numbers of a node's row: one to spare, so that none lies across two lines of memory. */
const nodeRow = 4;

export const zones: readonly Zone[] = ['own', 'code', 'quoted'];

/**
 * Phrases by their words, those that share their first words together. All is numbers, what is asked for together side by
 * side: a post of a few hundred letters meets a dozen of ten thousand phrases, and would wait for memory at every object.
 */
export class PhraseTrie {
  readonly #roots: ReadonlyMap<number, number>;
  /** A row of each node: its outlook, its first end, and the end behind its last. */
  readonly #nodes: Int32Array;
  readonly ends: readonly PhraseEnd[];
  /** Of each end two numbers: its phrase's own, and that of its zone. */
  readonly #ends: Int32Array;
  /** Steps from node to node, hashed by node and word: three numbers each. */
  readonly #steps: Int32Array;
  readonly #mask: number;

  constructor(nodes: readonly TrieNode[], roots: ReadonlyMap<number, number>) {
    this.#roots = roots;
    this.ends = nodes.flatMap(({ ends }) => ends);
    this.#ends = Int32Array.from(this.ends.flatMap(({ term }) => [term.number, zones.indexOf(term.zone)]));
    this.#nodes = new Int32Array(nodes.length * nodeRow);
    let end = 0;
    for (const [node, { ends, next }] of nodes.entries()) {
      const outlook = [...next.keys()].reduce(
        (all, key) => all | bitOf(key),
        ends.length > 0 ? phraseEnds : 0,
      );
      this.#nodes.set([outlook, end, end + ends.length], node * nodeRow);
      end += ends.length;
    }
    const steps = nodes.reduce((sum, { next }) => sum + next.size, 0);
    this.#mask = 2 ** Math.ceil(Math.log2(steps * 2 + 2)) - 1;
    this.#steps = new Int32Array((this.#mask + 1) * 3);
    for (const [node, { next }] of nodes.entries())
      for (const [key, child] of next) this.#addStep(node, key, child);
  }

  /** The node of the phrases that begin with this word, or `nowhere`. */
  rootOf(key: number): number {
    return this.#roots.get(key) ?? nowhere;
  }

  /** `phraseEnds`, if a phrase ends at the node, and `bitOf` each word that may come next: most that follow are told apart by it alone. */
  outlookOf(node: number): number {
    return this.#nodes[node * nodeRow] ?? 0;
  }

  firstEndOf(node: number): number {
    return this.#nodes[node * nodeRow + 1] ?? 0;
  }

  afterEndsOf(node: number): number {
    return this.#nodes[node * nodeRow + 2] ?? 0;
  }

  /** The number of the phrase that ends there. */
  termAt(end: number): number {
    return this.#ends[end * 2] ?? 0;
  }

  /** The number of its zone in `zones`. */
  zoneAt(end: number): number {
    return this.#ends[end * 2 + 1] ?? 0;
  }

  /** The node behind `node` when the word `key` follows, or `nowhere`. */
  next(node: number, key: number): number {
    const steps = this.#steps;
    for (let slot = slotOf(node, key) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const child = steps[slot * 3 + 2] ?? nowhere;
      if (child === nowhere || (steps[slot * 3] === node && steps[slot * 3 + 1] === key)) return child;
    }
  }

  #addStep(node: number, key: number, child: number): void {
    let slot = slotOf(node, key) & this.#mask;
    while (this.#steps[slot * 3 + 2] !== nowhere) slot = (slot + 1) & this.#mask;
    this.#steps.set([node, key, child], slot * 3);
  }
}

function slotOf(node: number, key: number): number {
  const mixed = Math.imul(Math.imul(node, 0x9e37_79b1) + key, 0x85eb_ca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2_ae35) >>> 7;
}

interface TrieNode {
  ends: PhraseEnd[];
  next: Map<number, number>;
}

/** Phrases are added word by word, each word by its number; `build` makes them quick to read. */
export class PhraseTrieBuilder {
  readonly #nodes: TrieNode[] = [{ ends: [], next: new Map() }];
  readonly #firstNodes = new Map<number, number>();

  add([first = 0, ...rest]: readonly number[], end: PhraseEnd): void {
    let node = this.#stepFrom(this.#firstNodes, first);
    for (const key of rest) {
      const before = this.#nodes[node];
      if (before !== undefined) node = this.#stepFrom(before.next, key);
    }
    this.#nodes[node]?.ends.push(end);
  }

  build(): PhraseTrie {
    return new PhraseTrie(this.#nodes, this.#firstNodes);
  }

  #stepFrom(next: Map<number, number>, key: number): number {
    const known = next.get(key);
    if (known !== undefined) return known;
    const made = this.#nodes.push({ ends: [], next: new Map() }) - 1;
    next.set(key, made);
    return made;
  }
}
