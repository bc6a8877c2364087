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
      'People go first: it waits until Nov 21, 2026, 12:10 PM UTC.',
      'Menschen gehen vor: Es wartet bis 21. Nov. 2026, 12:10 UTC.',
    ],
    [
      { code: 'cap_reached', values: { scope: 'member', used: 2, limit: 2 } },
      'A limit is reached: 2 of 2, per member.',
      'Eine Grenze ist erreicht: 2 von 2, je Mitglied.',
    ],
    [
      { code: 'cap_reached', values: { scope: 'member_spacing', used: 1, limit: 1 } },
      'The member got a guide only a short while ago.',
      'Das Mitglied bekam erst vor Kurzem einen Wegweiser.',
    ],
    [
      { code: 'not_the_opening_post', values: { expected: false } },
      'It opens the topic; the rule wants a later post.',
      'Er eröffnet das Thema; die Regel verlangt einen späteren Beitrag.',
    ],
    [
      { code: 'not_the_opening_post' },
      'Whether the post opens its topic is not as the rule asks.',
      'Ob der Beitrag sein Thema eröffnet, ist anders, als die Regel verlangt.',
    ],
    [
      { code: 'text_not_matched', values: { phrases: 'help', total: 1, titleOnly: true } },
      'The title does not say “help”.',
      'Im Titel steht nicht „help“.',
    ],
    [
      { code: 'text_not_matched', values: { phrases: 'export … mesh (6)\nstl', total: 2 } },
      'The post does not say “export” within 6 words of “mesh” or “stl”.',
      'Im Text steht nicht „export“ und „mesh“ innerhalb von 6 Wörtern oder „stl“.',
    ],
    [
      { code: 'text_not_matched', values: { phrases: 'a\nb\nc', total: 24 } },
      'The post does not say any of 24 words and phrases: “a”, “b”, “c”, and 21 more.',
      'Im Text steht nicht „a“, „b“, „c“ oder eins von 21 weiteren.',
    ],
    [
      { code: 'text_not_matched', values: { phrases: 'written, by, an older, program' } },
      'The post does not say written, by, an older, program.',
      'Im Text steht nicht written, by, an older, program.',
    ],
    [
      {
        code: 'text_matched',
        values: { phrase: 'export model', part: 'body', words: 'Exporting my models' },
      },
      'The post says “Exporting my models” (in the rule: “export model”).',
      'Im Text steht „Exporting my models“ (in der Regel: „export model“).',
    ],
    [
      { code: 'text_matched', values: { phrase: '/\\b(stl|obj|3mf|gltf|usdz)\\b/', part: 'body' } },
      'The post says something like /\\b(stl|obj|3mf|gltf|usdz)…/.',
      'Im Text steht etwas wie /\\b(stl|obj|3mf|gltf|usdz)…/.',
    ],
    [
      { code: 'rule_overdue', values: { due: '2026-05-01' } },
      'The review of this rule was due on May 1, 2026; rules for hard moments wait for it.',
      'Die Durchsicht dieser Regel war am 01.05.2026 fällig; Regeln für schwere Momente warten darauf.',
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
      { code: 'no_channel', values: { channels: 'card, reply' } },
      'None of the ways that the rule names (card, reply) can be used here now.',
      'Keiner der Wege, die die Regel nennt (Karte, Antwort), ist hier zurzeit gangbar.',
    ],
    [
      { code: 'kind_declined', values: { kind: 'celebrate' } },
      'The member has switched off help of the kind milestones.',
      'Das Mitglied hat Hilfe der Art Meilensteine abgeschaltet.',
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
