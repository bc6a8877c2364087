import { expect, it } from 'vitest';
import { isAskedFor } from '../../service/engine/is-asked-for.ts';
import { aRulebook, notKnown, ruleText, said } from '../support/engine-makers.ts';

it.each([
  ['a rule that names no category asks for all', '', said(['lounge']), true],
  ['the category that a rule names', 'where: { category: [support] }', said(['support']), true],
  ['a category below it', 'where: { category: [support] }', said(['beginners', 'support']), true],
  [
    'a category below it, when the rule is exact',
    'where: { category: [support], exact: true }',
    said(['beginners', 'support']),
    false,
  ],
  ['another category', 'where: { category: [support] }', said(['lounge']), false],
  ['a category that the only rule excludes', 'where: { not_category: [lounge] }', said(['lounge']), false],
  ['a category nobody could tell', 'where: { category: [support] }', notKnown, true],
  ['a rule at draft asks for nothing', 'rollout: draft', said(['support']), false],
])('%s', (_case, lines, slugs, asked) => {
  expect(isAskedFor(aRulebook(ruleText(lines)), slugs)).toBe(asked);
});
