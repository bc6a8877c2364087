import { describe, expect, test } from 'vitest';
import { runCases } from '../../service/engine/run-cases.ts';
import { formatProblem } from '../../service/rulebook/problem.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const faults = (fires: string, silent: string, lines = ''): string[] =>
  runCases(
    aRulebook(
      ruleText(`${lines}\nrollout: draft\ncases:\n  fires:\n    - ${fires}\n  silent:\n    - ${silent}`),
      { 'stages.yml': 'stages: [{ id: newcomer, when: {} }, { id: regular, when: {} }]' },
    ),
  ).map(formatProblem);

describe('the cases of a rule', () => {
  test.each([
    ['do as they say', 'How to export model files?', 'import model', '', []],
    [
      'a post that should fire and does not',
      'How to import?',
      'x',
      '',
      [
        /^rule\.yml:\d+:7: this post should fire the rule and does not\. The post says none of: export model\. Change/,
      ],
    ],
    [
      'a post that should not fire and does',
      'export model',
      'I export model files',
      '',
      [/should not fire the rule and does/],
    ],
    ['silent for the reason it names', 'export model', '{ text: x, because: text.any }', '', []],
    ['silent for the part of the rule', 'export model', '{ text: x, because: text }', '', []],
    ['silent for the code', 'export model', '{ text: x, because: text_not_matched }', '', []],
    [
      'silent for another reason than it names',
      'export model',
      '{ text: x, because: text.none }',
      '',
      [/silent, though not because of text\.none: text_not_matched/],
    ],
    ['a title that should fire', '{ title: Export model, text: x }', 'x', '', []],
    [
      'a trust level that should not',
      'export model',
      '{ text: export model, trust_level: 3, because: who.trust_level }',
      'who: { trust_level: [0, 1] }',
      [],
    ],
    [
      'a stage that should not',
      'export model',
      '{ text: export model, stage: regular, because: who.stage }',
      'who: { stage: newcomer }',
      [],
    ],
    [
      'a category that should not',
      'export model',
      '{ text: export model, category: lounge, because: where.category }',
      'where: { category: support }',
      [],
    ],
    [
      'tags that should not',
      'export model',
      '{ text: export model, tags: [x], because: where.tag }',
      'where: { tag: help }',
      [],
    ],
    ['a first post', 'Hello', '{ text: Hello, trust_level: 2, because: on }', 'on: post.first', []],
    ['both at once', 'nothing', 'export model', '', [/should fire/, /should not fire/]],
  ])('%s', (_what, fires, silent, lines, expected) => {
    const told = faults(fires, silent, lines);

    expect(told).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(told[index]).toMatch(pattern);
  });
});
