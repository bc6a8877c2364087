import { describe, expect, test } from 'vitest';
import { consider } from '../../../service/engine/consider.ts';
import { decide } from '../../../service/engine/decide.ts';
import { memberId, ruleId } from '../../../service/model/ids.ts';
import type { SequenceStep } from '../../../service/model/life-event.ts';
import type { Member } from '../../../service/model/member.ts';
import {
  aDecision,
  aHistory,
  aMember,
  aRulebook,
  forum,
  localFacts,
  noon,
  ruleText,
  said,
} from '../../support/engine-makers.ts';

const stages = { 'stages.yml': 'stages: [{ id: newcomer, when: {} }]' };
const step: SequenceStep = {
  kind: 'sequence.step',
  forum,
  logicalKey: 'sequence_step:export-model:7:post:42:a',
  occurredAt: noon,
  source: 'sweep',
  memberId: memberId(7),
  rule: ruleId('export-model'),
  step: 'a',
  occasion: 'post:42',
  post: null,
};

/** What becomes of the first step of a sequence with these lines, for a member who is on the way. */
function atStep(lines: string, member: Partial<Member> = {}): string {
  const text = ruleText(`${lines}\nsteps:\n  - { id: a, wait: 2d, offer: export-model }`);
  const rulebook = aRulebook(text.replace('offer: export-model\n', ''), stages);
  const considered = consider(rulebook, step, localFacts());
  const history = aHistory({ channels: ['card', 'reply', 'message'] });
  const input = { rulebook, event: step, considered, history, topic: null, member: aMember(member) };
  const [decision] = decide(aDecision(input));
  if (decision === undefined) return 'nothing';
  return decision.verdict === 'offer'
    ? `offer ${decision.offer.channel}`
    : `held ${decision.because.map(({ code }) => code).join(' ')}`;
}

describe('a step of a sequence asks of nobody what was asked when it began', () => {
  test.each<[string, string, Partial<Member>]>([
    ['how much they had written', 'as: message\nwho: { posts: { max: 1 } }', { postCount: said(4) }],
    ['whether it was their first post', 'on: post.first\nas: message', { postCount: said(4) }],
    ['where it was', 'as: message\nwhere: { category: support, opening_post: true }', {}],
    ['which stage they were in', 'on: stage.entered\nas: message\nwho: { stage: newcomer }', {}],
    ['how long they had been here', 'as: message\nwho: { member_for: 30d }', {}],
  ])('%s', (_what, lines, member) => {
    expect(atStep(lines, member)).toBe('offer message');
  });

  test('but who has come into a group that is left out is left out', () => {
    expect(atStep('as: message\nwho: { not_group: staff }', { groups: said(['staff']) })).toBe(
      'held group_excluded',
    );
  });
});
