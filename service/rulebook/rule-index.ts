import type { Rule, TextTest, Where } from './rule.ts';
import type { Term } from './text/term.ts';
import type { Trigger } from './triggers/triggers.ts';

/**
 * The rules arranged by what has to be found before one can match, so that a post costs what it contains and not how
 * many rules there are. Rules that the files keep at `draft` are left out.
 */
export interface RuleIndex {
  /** By the number of a term: rules that can match only where it was found. */
  byTerm: readonly (readonly Candidate[] | undefined)[];
  /** Rules that may match a text in which nothing was found. */
  withoutTerm: ReadonlyMap<Trigger, readonly Candidate[]>;
  byTrigger: ReadonlyMap<Trigger, readonly Candidate[]>;
  /** What rules ask of a place, each once: most rules ask the same as others. */
  wheres: readonly Where[];
  /** Tags that any of them names: no other makes a difference to anything. */
  tags: ReadonlySet<string>;
  /** Places that were asked about already, step by step; see `cellOf`. It saves work and never changes an answer. */
  cells: { root: CellNode; count: number };
  /** A seat for each rule, good for the event that is being looked at. */
  seats: Int32Array;
}

/** A rule as it is looked for. */
export interface Candidate {
  rule: Rule;
  number: number;
  /** The number of its `where` in `wheres`. */
  where: number;
  /** Whether to find its term is all that it asks of a text. */
  isProvenByTerm: boolean;
}

/** What all rules have to say about one place. */
export interface Cell {
  /** By the number of a `where`: 1 where it rules the place out. */
  outside: Uint8Array;
  /** Rules that may match here though nothing was found in the text; and all that may, where there is no text to read. */
  withoutTerm: readonly Candidate[];
  all: readonly Candidate[];
}

export interface CellNode {
  next: Map<string, CellNode>;
  cell: Cell | null;
}

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const wheres: Where[] = [];
  const numbers = new Map<string, number>();
  const byTerm: Candidate[][] = [];
  const withoutTerm: Candidate[] = [];
  const candidates = rules
    .filter(({ rollout }) => rollout !== 'draft')
    .map((rule, number) => {
      const name = JSON.stringify(rule.where);
      const where = numbers.get(name) ?? wheres.push(rule.where) - 1;
      numbers.set(name, where);
      const { terms, isAll } = leadingTerms(rule.text);
      const candidate = { rule, number, where, isProvenByTerm: isAll };
      if (terms.length === 0) withoutTerm.push(candidate);
      for (const term of new Set(terms)) (byTerm[term.number] ??= []).push(candidate);
      return candidate;
    });
  return {
    byTerm,
    withoutTerm: Map.groupBy(withoutTerm, ({ rule }) => rule.trigger),
    byTrigger: Map.groupBy(candidates, ({ rule }) => rule.trigger),
    wheres,
    tags: new Set(wheres.flatMap(({ tags, notTags }) => [...tags, ...notTags])),
    cells: { root: { next: new Map(), cell: null }, count: 0 },
    seats: new Int32Array(candidates.length),
  };
}

/** A rule cannot match unless one of these occurs; the first such list will do. */
function leadingTerms(text: TextTest | null): { terms: readonly Term[]; isAll: boolean } {
  if (text === null) return { terms: [], isAll: true };
  const { any, all, title, near, code, quoted, none } = text;
  const either = [any, title, near, code, quoted].filter((list) => list.length > 0);
  const terms = all.length > 0 ? all.slice(0, 1) : (either[0] ?? []);
  const lists = either.length + all.length + none.length;
  return { terms, isAll: lists === 0 || (lists === 1 && title.length + none.length === 0) };
}
