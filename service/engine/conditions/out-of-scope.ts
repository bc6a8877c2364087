import { aboutEvent } from '../../model/about-event.ts';
import type { Reason } from '../../model/decision.ts';
import type { CommunityEvent } from '../../model/event.ts';
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

/** Everything that `outOfScope` looks at, as a name: two places of one name get the same answers from every rule. */
export function nameOfPlace(
  { event, local }: Pick<PlaceAsked, 'event' | 'local'>,
  withTags: boolean,
): string {
  const post = 'post' in event ? event.post : null;
  if (post === null && isNowhere(event)) return '';
  const { categorySlugs, tags } = local;
  const place = post === null ? 'topic' : String(post.number === 1);
  const category = categorySlugs.known ? `=${categorySlugs.value.join('\n')}` : '?';
  if (!withTags) return place + category;
  return `${place}${category} ${tags.known ? `=${tags.value.join('\n')}` : '?'}`;
}

function isNowhere(event: CommunityEvent): boolean {
  const { topicId, categoryId } = aboutEvent(event);
  return topicId === null && categoryId === null;
}
