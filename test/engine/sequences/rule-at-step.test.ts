import { describe, expect, test } from 'vitest';
import { ruleAtStep, ruleOfOffer, stepToTake } from '../../../service/engine/sequences/rule-at-step.ts';
import { ruleId } from '../../../service/model/ids.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const stepsOf = (...ids: string[]) => {
  const steps = ids.map((id) => `  - { id: ${id}, wait: 1d, offer: export-model }`).join('\n');
  const text = ruleText(`as: message\nsteps:\n${steps}`).replace('offer: export-model\n', '');
  return aRulebook(text).rules.get(ruleId('export-model'))!;
};
const rule = stepsOf('a', 'b', 'c');

describe('a member who stood before step b, with a behind them', () => {
  const place = { step: 'b', doneSteps: ['a'] };

  test.each([
    ['takes it', ['a', 'b', 'c'], 'b'],
    ['takes the next when b is taken out', ['a', 'c'], 'c'],
    ['takes it, and not a new step before it', ['a', 'new', 'b', 'c'], 'b'],
    ['takes the new step that is in the place of b', ['a', 'new', 'c'], 'new'],
    ['takes it though a is gone', ['b', 'c'], 'b'],
    ['takes it wherever it has been moved to', ['c', 'a', 'b'], 'b'],
    ['begins anew when nothing is left of the old steps', ['x', 'y'], 'x'],
    ['is through when b was the last', ['a'], 'none'],
  ])('%s', (_what, ids, expected) => {
    expect(stepToTake(stepsOf(...ids).steps, place)?.id ?? 'none').toBe(expected);
  });
});

test('a rule at a step offers what the step offers, at once, to whoever is on the way', () => {
  const text = ruleText(
    'who: { stage: newcomer, trust_level: 0, not_group: staff }\nsteps:\n  - { id: a, wait: 2d, offer: export-model, as: banner }',
  ).replace('offer: export-model\n', '');
  const stages = 'stages: [{ id: newcomer, when: {} }]';
  const written = aRulebook(text, { 'stages.yml': stages }).rules.get(ruleId('export-model'))!;

  expect(ruleAtStep(written, 'a')).toMatchObject({
    as: ['banner'],
    waitMs: 0,
    text: null,
    who: { stages: [], trustLevels: [], notGroups: ['staff'] },
  });
  expect(ruleAtStep(written, 'z')).toBeNull();
});

test('an offer tells its step by its occasion', () => {
  expect(ruleOfOffer(rule, 'post:42#b')?.id).toBe(rule.id);
  expect(ruleOfOffer(rule, 'post:42#gone')).toBeNull();
  expect(rule.limit.member.count).toBe(3);
});
