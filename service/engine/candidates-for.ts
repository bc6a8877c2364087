import type { CommunityEvent } from '../model/event.ts';
import type { Candidate, Cell } from '../rulebook/rule-index.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { cellAt, outOfScope } from './conditions/out-of-scope.ts';
import type { LocalFacts } from './local-facts.ts';
import type { FoundTerms } from './matching/found-terms.ts';
import type { Trigger } from '../rulebook/triggers/triggers.ts';
import { triggersOf } from './triggers/matchers.ts';

const mostCells = 1_000;

interface PlaceOf {
  rulebook: Rulebook;
  event: CommunityEvent;
  local: LocalFacts;
}

/** Rules that may match an event, by its place and by what was found in its text; all others certainly do not. */
export function candidatesFor(asked: PlaceOf & { found: FoundTerms | null }): readonly Candidate[] {
  const { outside, withoutTerm, all } = cellOf(asked);
  const { found, rulebook } = asked;
  if (found === null) return all;
  if (found.numbers.length === 0) return withoutTerm;
  const { byTerm, seats } = rulebook.index;
  const candidates: Candidate[] = [...withoutTerm];
  for (const term of found.numbers) {
    for (const candidate of byTerm[term] ?? []) {
      if (outside[candidate.where] === 1) continue;
      // A seat counts only where this rule sits on it: so none is ever cleared.
      const seat = seats[candidate.number] ?? 0;
      if (seat < candidates.length && candidates[seat] === candidate) continue;
      seats[candidate.number] = candidates.push(candidate) - 1;
    }
  }
  return candidates;
}

/** What all rules say to a place is worked out once: forums have few places, and posts come to the same ones again and again. */
function cellOf({ rulebook, event, local }: PlaceOf): Cell {
  const { index } = rulebook;
  const { cells } = index;
  const node = cellAt(cells.root, { event, local }, index.tags);
  if (node.cell !== null) return node.cell;
  const outside = Uint8Array.from(index.wheres, (where) =>
    outOfScope(where, { rulebook, event, local }).length > 0 ? 1 : 0,
  );
  const inside = (byTrigger: ReadonlyMap<Trigger, readonly Candidate[]>): Candidate[] =>
    triggersOf(event.kind)
      .flatMap((trigger) => byTrigger.get(trigger) ?? [])
      .filter(({ where }) => outside[where] === 0);
  if (cells.count >= mostCells) index.cells = { root: { next: new Map(), cell: null }, count: 0 };
  else cells.count += 1;
  node.cell = { outside, withoutTerm: inside(index.withoutTerm), all: inside(index.byTrigger) };
  return node.cell;
}
