import { describe, expect, test } from 'vitest';
import { sayReason } from '../../../service/engine/explaining/say-reason.ts';
import { reasonsDe } from '../../../service/engine/texts/reasons-de.ts';
import { reasonsEn } from '../../../service/engine/texts/reasons-en.ts';
import type { ReasonCode } from '../../../service/model/decision.ts';

describe('reasons as sentences', () => {
  test.each([
    [
      { code: 'text_matched', values: { phrase: 'export model', part: 'title' } },
      'The title says “export model”.',
      'Im Titel steht „export model“.',
    ],
    [
      { code: 'waiting_for_humans', values: { until: '2026-11-21T12:10:00.000Z' } },
      'People go first: it waits until 2026-11-21 12:10 UTC.',
      'Menschen gehen vor: Es wartet bis 2026-11-21 12:10 UTC.',
    ],
    [
      { code: 'cap_reached', values: { scope: 'member', used: 2, limit: 2 } },
      'A limit is reached: 2 of 2, per member.',
      'Eine Grenze ist erreicht: 2 von 2, je Mitglied.',
    ],
    [
      { code: 'text_not_matched', values: { phrases: 'help', titleOnly: true } },
      'The title says none of: help.',
      'Im Titel steht nichts von: help.',
    ],
    [
      {
        code: 'topic_state_unknown',
        values: { state: 'solved', why: 'the forum does not say whether a topic is solved' },
      },
      'Whether the topic is solved could not be read: the forum does not say whether a topic is solved.',
      'Ob das Thema gelöst ist, war nicht zu lesen: das Forum sagt nicht, ob ein Thema gelöst ist.',
    ],
    [
      { code: 'tags_unknown', values: { why: 'not read yet.' } },
      'The tags could not be read: not read yet.',
      'Die Schlagwörter waren nicht zu lesen: not read yet.',
    ],
    [
      { code: 'rule_gone' },
      'The rule is no longer in the rule files.',
      'Die Regel steht nicht mehr in den Regeldateien.',
    ],
    [
      { code: 'another_rule_won', values: { rule: 'topic' } },
      'The rule topic goes first; one offer for one post is enough.',
      'Die Regel topic geht vor; ein Angebot je Beitrag genügt.',
    ],
  ] as const)('%j', (reason, english, german) => {
    expect(sayReason(reason, 'en')).toBe(english);
    expect(sayReason(reason, 'de')).toBe(german);
  });

  test('both languages name the same values', () => {
    const slots = (sentence: string): string[] =>
      [...sentence.matchAll(/\{\w+\}/g)].map(([slot]) => slot).toSorted();

    for (const code of Object.keys(reasonsEn) as ReasonCode[])
      expect([code, slots(reasonsDe[code])]).toEqual([code, slots(reasonsEn[code])]);
  });

  test('every sentence is one', () => {
    for (const sentence of [...Object.values(reasonsEn), ...Object.values(reasonsDe)])
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  });
});
