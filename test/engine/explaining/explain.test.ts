import { describe, expect, test } from 'vitest';
import { assumedInput } from '../../../service/engine/explaining/assumed-input.ts';
import type { AssumedPost } from '../../../service/engine/explaining/assumed-input.ts';
import { consider } from '../../../service/engine/consider.ts';
import { decide } from '../../../service/engine/decide.ts';
import { explain } from '../../../service/engine/explaining/explain.ts';
import { sayChange } from '../../../service/engine/explaining/say-change.ts';
import {
  aDecision,
  aRulebook,
  localFacts,
  noon,
  notKnown,
  ruleText,
  said,
} from '../../support/engine-makers.ts';

const post: AssumedPost = {
  title: 'A question',
  raw: 'How do I export models?',
  number: 1,
  category: 'support',
  tags: [],
  trustLevel: 1,
  stage: null,
  postCount: 3,
  groups: [],
};

/** Verdict, reasons and what would have to differ, for the one rule of a rulebook. */
function told(lines: string, changes: Partial<AssumedPost> = {}): string {
  const [one] = explain(assumedInput(aRulebook(ruleText(lines)), { ...post, ...changes }, noon));
  if (one === undefined) return 'no rule';
  const changed = one.verdict === 'offer' ? [] : one.because.flatMap((because) => sayChange(because) ?? []);
  return [one.verdict, ...changed].join('; ');
}

describe('explaining a post', () => {
  test.each([
    ['an offer', '', {}, 'offer'],
    ['another category', 'where: { category: help }', {}, 'passed over; the topic were in help'],
    [
      'two things at once',
      'where: { category: help, tag: stl }',
      {},
      'passed over; the topic were in help; the topic had one of the tags stl',
    ],
    ['words that are missing', '', { raw: 'Hello' }, 'passed over; the post said “export model”'],
    [
      'a word that rules it out',
      'text: { any: [export model], none: [how] }',
      {},
      'passed over; the post did not say “how”',
    ],
    ['a draft', 'rollout: draft', {}, 'passed over; the rule left draft'],
    ['something else altogether', 'on: post.edited', {}, 'passed over; this were post.edited'],
    ['a later post', 'on: topic.created', { number: 2 }, 'passed over; it opened a topic'],
    ['the wrong member', 'who: { trust_level: 2 }', {}, 'held; the member had trust level 2'],
    ['a stage nobody knows', 'who: { trust_level: 1, group: staff }', {}, 'held; the member were in staff'],
  ] as const)('%s', (_what, lines, changes, answer) => {
    expect(told(lines, changes)).toBe(answer);
  });

  test('says it in German too', () => {
    const [one] = explain(
      assumedInput(aRulebook(ruleText('where: { category: help, opening_post: false }')), post, noon),
    );

    expect(one?.because.map((because) => sayChange(because, 'de'))).toEqual([
      'das Thema in help wäre',
      'es ein späterer Beitrag des Themas wäre',
    ]);
  });

  test('shows every limit with what it had left', () => {
    const [one] = explain(assumedInput(aRulebook(), post, noon));

    expect(one?.limits.map(({ claim, used }) => `${claim.scope} ${used}/${claim.limit}`)).toEqual([
      'member 0/2',
      'member_spacing 0/1',
      'member_rule 0/1',
      'topic 0/1',
      'forum 0/50',
    ]);
  });

  test.each([
    ['an offer', ''],
    ['a held rule', 'who: { trust_level: 4 }'],
    ['a rule on trial', 'rollout: shadow'],
  ])('says of %s what was decided and stored then', (_what, lines) => {
    const rulebook = aRulebook(ruleText(lines));
    const local = localFacts({ categorySlugs: notKnown, tags: notKnown, postCount: said(3) });
    const input = aDecision({ rulebook });
    const stored = decide({ ...input, considered: consider(rulebook, input.event, local) });

    const explained = explain({ ...input, local });

    expect(stored).toHaveLength(1);
    expect(explained.map(({ verdict, because, evidence }) => ({ verdict, because, evidence }))).toEqual(
      stored.map(({ verdict, because, evidence }) => ({ verdict, because, evidence })),
    );
  });
});
