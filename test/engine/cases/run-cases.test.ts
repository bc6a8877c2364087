import { describe, expect, test } from 'vitest';
import { runCases } from '../../../service/engine/cases/run-cases.ts';
import { formatProblem } from '../../../service/rulebook/problem.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const faults = (fires: string, silent: string, lines = ''): string[] =>
  runCases(
    aRulebook(
      ruleText(`${lines}\nrollout: draft\ncases:\n  fires:\n    - ${fires}\n  silent:\n    - ${silent}`),
      {
        'stages.yml': 'stages: [{ id: newcomer, when: {} }, { id: regular, when: {} }]',
        'site.yml': 'quiet_hours: { from: "22:00", to: "07:00" }',
      },
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
        /^rule\.yml:\d+:7: this post should fire the rule and does not\. The post does not say “export model”\. Change/,
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
      [/silent because of text, not of text\.none\. The post does not say “export model”\. Change/],
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
      'a post further down that should not',
      'export model',
      '{ text: export model, number: 2, because: where.opening_post }',
      'where: { opening_post: true }',
      [],
    ],
    [
      'a solved topic that should not',
      'export model',
      '{ text: export model, topic: { solved: true }, because: where.topic }',
      'where: { topic: { solved: false } }',
      [],
    ],
    [
      'an answered topic that should not',
      '{ text: export model, topic: { answered: false } }',
      '{ text: export model, topic: { answered: true }, because: where.topic.answered }',
      'where: { topic: { answered: false } }',
      [],
    ],
    [
      'a group that should not',
      'export model',
      '{ text: export model, groups: [staff], because: who.not_group }',
      'who: { not_group: staff }',
      [],
    ],
    [
      'a language that should not',
      '{ text: export model, locale: de }',
      '{ text: export model, locale: fr, because: who.locale }',
      'who: { locale: de }',
      [],
    ],
    [
      'somebody who has written before',
      'export model',
      '{ text: export model, posts: 2, because: on }',
      'on: post.first',
      [],
    ],
    [
      'somebody who has written too much to need it',
      '{ text: export model, posts: 5 }',
      '{ text: export model, posts: 6, because: who.posts }',
      'who: { posts: { max: 5 } }',
      [],
    ],
    [
      'somebody who joined yesterday',
      '{ text: export model, member_for: 40d }',
      '{ text: export model, member_for: 1d, because: who.member_for }',
      'who: { member_for: 30d }',
      [],
    ],
    [
      'the middle of the night',
      '{ text: export model, at: "08:00" }',
      '{ text: export model, at: "23:30", because: quiet_hours }',
      '',
      [],
    ],
    [
      'what this rule offered the other day',
      '{ text: export model, offered: 40d }',
      '{ text: export model, offered: 3d, because: limit.member }',
      'limit: { member: 1 per 30d }',
      [],
    ],
    [
      'too many offers in one day',
      '{ text: export model, offered: { ago: 5h, rule: welcome } }',
      '{ text: export model, offered: [{ ago: 5h, rule: welcome }, { ago: 9h, rule: another }], because: caps.member }',
      '',
      [],
    ],
    [
      'a case whose offer was too long ago to count',
      'export model',
      '{ text: export model, offered: 31d }',
      'limit: { member: 1 per 30d }',
      [/should not fire the rule and does/],
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
