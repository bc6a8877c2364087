import type { Fact } from '../../model/fact.ts';
import type { Post, Topic } from '../../model/post.ts';
import type { Rule, Where } from '../../rulebook/rule.ts';
import type { Site } from '../../rulebook/site.ts';
import { cannotTell, no, yes } from './check.ts';
import type { Check } from './check.ts';
import { humanAnswer } from './human-answer.ts';

/** Category, tags and place in the topic, as far as the given facts tell. */
export function testScope(
  where: Where,
  site: Site,
  facts: { categorySlugs: Fact<readonly string[]>; tags: Fact<readonly string[]>; postNumber: number },
): Check[] {
  return [
    ...testCategories(where, site, facts.categorySlugs),
    ...testTags(where, facts.tags),
    where.openingPost === null || where.openingPost === (facts.postNumber === 1)
      ? yes
      : no('not_the_opening_post', { expected: where.openingPost }),
  ];
}

/** Whether the rule looks at posts of a category at all. */
export function testCategories(where: Where, site: Site, slugs: Fact<readonly string[]>): Check[] {
  return [
    testCategory(where, slugs),
    testNotCategory([...where.notCategories, ...site.ignoreCategories], slugs),
  ];
}

/** Whether everybody can read the topic; categories named in `site.yml` are let through. */
export function testPublic(topic: Topic, site: Site): Check {
  const slugs = topic.categorySlugs;
  if (slugs.known && slugs.value.some((slug) => site.privateCategories.includes(slug))) return yes;
  if (!topic.isPublic.known) return cannotTell('category_publicity_unknown', { why: topic.isPublic.why });
  return topic.isPublic.value ? yes : no('category_not_public');
}

/** What the rule asks of the topic's state. */
export function testTopicState(
  { where }: Rule,
  topic: Topic,
  post: Pick<Post, 'number' | 'authorId'>,
  site: Site,
): Check[] {
  const answer = humanAnswer(topic, post, site);
  const answered: Fact<boolean> = answer.known ? { ...answer, value: answer.value !== null } : answer;
  return [
    testState('closed', where.topic.closed, topic.closed),
    testState('solved', where.topic.solved, topic.solved),
    testState('answered', where.topic.answered, answered),
  ];
}

function testState(state: string, expected: boolean | null, actual: Fact<boolean>): Check {
  if (expected === null) return yes;
  if (!actual.known) return cannotTell('topic_state_unknown', { state, why: actual.why });
  return actual.value === expected ? yes : no('topic_state_not_matched', { state, expected });
}

function testCategory({ categories, exact }: Where, slugs: Fact<readonly string[]>): Check {
  if (categories.length === 0) return yes;
  if (!slugs.known) return cannotTell('category_unknown', { why: slugs.why });
  const own = exact ? slugs.value.slice(0, 1) : slugs.value;
  return own.some((slug) => categories.includes(slug))
    ? yes
    : no('category_not_matched', { actual: slugs.value[0] ?? null, expected: categories.join(', ') });
}

function testNotCategory(excluded: readonly string[], slugs: Fact<readonly string[]>): Check {
  if (excluded.length === 0) return yes;
  if (!slugs.known) return cannotTell('category_unknown', { why: slugs.why });
  const found = slugs.value.find((slug) => excluded.includes(slug));
  return found === undefined ? yes : no('category_excluded', { category: found });
}

export function testTags({ tags: wanted, notTags }: Where, tags: Fact<readonly string[]>): Check[] {
  if (wanted.length === 0 && notTags.length === 0) return [];
  if (!tags.known) return [cannotTell('tags_unknown', { why: tags.why })];
  const excluded = tags.value.find((tag) => notTags.includes(tag));
  return [
    wanted.length === 0 || tags.value.some((tag) => wanted.includes(tag))
      ? yes
      : no('tag_not_matched', { expected: wanted.join(', ') }),
    excluded === undefined ? yes : no('tag_excluded', { tag: excluded }),
  ];
}
