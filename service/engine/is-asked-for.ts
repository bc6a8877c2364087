import type { Fact } from '../model/fact.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { objections } from './conditions/check.ts';
import { testCategories } from './conditions/test-where.ts';

/** Whether any rule above draft looks at this category. What nobody asked for is not kept. */
export function isAskedFor(rulebook: Rulebook, categorySlugs: Fact<readonly string[]>): boolean {
  return [...rulebook.rules.values()].some(
    ({ where, rollout }) =>
      rollout !== 'draft' &&
      objections(testCategories(where, rulebook.site, categorySlugs), 'no').length === 0,
  );
}
