import { describe, expect, test } from 'vitest';
import { assumedInput } from '../../../service/engine/explaining/assumed-input.ts';
import { tryRule } from '../../../service/engine/explaining/try-rule.ts';
import { loadOneRule } from '../../../service/rulebook/load-one-rule.ts';
import { aRulebook, noon, ruleText } from '../../support/engine-makers.ts';

const post = {
  title: 'A question',
  raw: 'How do I export models?',
  number: 1,
  category: 'support',
  tags: [],
  trustLevel: 1 as const,
  stage: null,
  postCount: 3,
  groups: [],
};
const present = aRulebook(ruleText(), { 'other.yml': ruleText('priority: 5', 'other') });

function tried(lines: string, changes: Partial<typeof post> = {}, id = 'draft') {
  const loaded = loadOneRule(present, { path: 'draft.yml', text: ruleText(lines, id) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const input = assumedInput(present, { ...post, ...changes }, noon);
  return tryRule({ present, draft: loaded.rulebook, rule: loaded.rule, input });
}

describe('trying a rule that is being written', () => {
  test.each([
    ['a draft that fits', 'rollout: draft', {}, 'offer'],
    ['a rule on trial', 'rollout: shadow', {}, 'offer'],
    ['other words', 'text: { any: [zebra] }', {}, 'passed over'],
    ['another category', 'where: { category: help }', {}, 'passed over'],
    ['another member', 'who: { trust_level: 4 }', {}, 'held'],
    ['an edited post', 'on: post.edited', {}, 'offer'],
    ['a topic that went unanswered', 'on: topic.unanswered\nafter: 2d', {}, 'offer'],
    [
      'a topic that went unanswered, other words',
      'on: topic.unanswered\nafter: 2d',
      { raw: 'Hello' },
      'held',
    ],
    ['a like', 'on: post.liked', {}, 'offer'],
  ])('%s', (_what, lines, changes, verdict) => {
    expect(tried(lines, changes).explanation.verdict).toBe(verdict);
  });

  test('names the rule that goes first, and who else looks', () => {
    expect(tried('')).toMatchObject({ winner: 'other', others: ['export-model', 'other'] });
    expect(tried('priority: 9')).toMatchObject({ winner: null, others: ['export-model', 'other'] });
  });

  test('stands in for itself where the rule is there already', () => {
    const loaded = loadOneRule(present, { path: 'other.yml', text: ruleText('priority: 5', 'other') });
    if (!loaded.ok) throw new Error('it has faults');
    const input = assumedInput(present, post, noon);

    const result = tryRule({ present, draft: loaded.rulebook, rule: loaded.rule, input });

    expect(result).toMatchObject({ winner: null, others: ['export-model'] });
  });

  test('tells what would be put before the member', () => {
    expect(tried('priority: 9').explanation.offer).toMatchObject({
      channel: 'reply',
      resource: 'export-model',
    });
  });
});
