import { aboutEvent } from '../../model/about-event.ts';
import type { Reason } from '../../model/decision.ts';
import type { CommunityEvent } from '../../model/event.ts';
import type { CellNode } from '../../rulebook/rule-index.ts';
import type { Where } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { LocalFacts } from '../local-facts.ts';
import { objections } from './check.ts';
import { testCategories, testScope, testTags } from './test-where.ts';

/** What an event is asked for before anything about it is gathered. */
export interface PlaceAsked {
  rulebook: Pick<Rulebook, 'site'>;
  event: CommunityEvent;
  local: LocalFacts;
}

/** Why a rule does not look at the place of an event, as far as is known at hand; empty: nothing known rules it out. */
export function outOfScope(where: Where, { rulebook: { site }, event, local }: PlaceAsked): Reason[] {
  const post = 'post' in event ? event.post : null;
  if (post !== null) return objections(testScope(where, site, { ...local, postNumber: post.number }), 'no');
  if (isNowhere(event)) return [];
  return objections(
    [...testCategories(where, site, local.categorySlugs), ...testTags(where, local.tags)],
    'no',
  );
}

/**
 * Everything that `outOfScope` looks at, step by step: two places at the end of the same steps get the same answers from every
 * rule. `tags` are those that any rule names.
 */
export function cellAt(
  cells: CellNode,
  { event, local }: Omit<PlaceAsked, 'rulebook'>,
  tags: ReadonlySet<string>,
): CellNode {
  const post = 'post' in event ? event.post : null;
  let at = step(cells, event.kind);
  if (post === null && isNowhere(event)) return at;
  if (post !== null) at = step(at, post.number === 1 ? 'opening post' : 'post');
  if (!local.categorySlugs.known) at = step(at, notKnown);
  else for (const slug of local.categorySlugs.value) at = step(at, slug);
  if (tags.size === 0) return at;
  at = step(at, theTags);
  if (!local.tags.known) return step(at, notKnown);
  for (const tag of local.tags.value) if (tags.has(tag)) at = step(at, tag);
  return at;
}

/** No slug and no tag has a line break. */
const notKnown = '\n?';
const theTags = '\n#';

function step(from: CellNode, name: string): CellNode {
  const known = from.next.get(name);
  if (known !== undefined) return known;
  const made: CellNode = { next: new Map(), cell: null };
  from.next.set(name, made);
  return made;
}

function isNowhere(event: CommunityEvent): boolean {
  const { topicId, categoryId } = aboutEvent(event);
  return topicId === null && categoryId === null;
}
