import { describe, expect, test } from 'vitest';
import { consider } from '../../../service/engine/consider.ts';
import { decide } from '../../../service/engine/decide.ts';
import { explain } from '../../../service/engine/explaining/explain.ts';
import { keepInput, recallInput } from '../../../service/engine/explaining/kept-input.ts';
import {
  aDecision,
  aHistory,
  aMember,
  aReply,
  aRulebook,
  aTopic,
  daysBefore,
  localFacts,
  minutesAfter,
  notKnown,
  ruleText,
  said,
} from '../../support/engine-makers.ts';
import { ruleId } from '../../../service/model/ids.ts';

const exportModel = ruleId('export-model');

describe('what is kept with a decision', () => {
  test.each([
    ['an offer', '', {}],
    ['a rule on trial', 'rollout: shadow', {}],
    ['a member of another level', 'who: { trust_level: 4 }', {}],
    ['groups that nobody knows', 'who: { group: staff }', { member: aMember({ groups: notKnown }) }],
    ['an answer by a person', '', { topic: aTopic({ replies: said([aReply()]) }) }],
    ['replies that nobody knows', '', { topic: aTopic({ replies: notKnown }) }],
    ['a topic that must be answered', 'where: { topic: { answered: true } }', {}],
    ['a closed topic', '', { topic: aTopic({ closed: said(true) }) }],
    [
      'a full limit',
      'limit: { over: drop }',
      { history: aHistory({ capUse: () => ({ used: 9, freesAt: null }) }) },
    ],
    [
      'a limit that is full for a while',
      '',
      { history: aHistory({ capUse: () => ({ used: 9, freesAt: minutesAfter(90) }) }) },
    ],
    [
      'an offer made before',
      '',
      {
        history: aHistory({
          earlierOffers: [
            { rule: exportModel, occasion: 'post:42', state: 'sent', createdAt: daysBefore(1) },
          ],
        }),
      },
    ],
    [
      'a member who said stop',
      '',
      { history: aHistory({ consent: { state: 'declined', scope: 'all', since: daysBefore(3) } }) },
    ],
    ['a holdout', 'holdout: 99%', {}],
    ['no way to show it', 'as: [card]', { history: aHistory({ channels: ['reply'] }) }],
    ['news that came late', '', { now: minutesAfter(60 * 24 * 3) }],
  ])(
    'gives the same answer when it is asked again, from what a database gives back: %s',
    (_what, lines, changes) => {
      const rulebook = aRulebook(ruleText(lines));
      const local = localFacts({ postCount: said(3) });
      const input = aDecision({ rulebook, ...changes });
      const question = { ...input, considered: consider(rulebook, input.event, local) };
      const stored = decide(question);
      const kept: Record<string, unknown> = JSON.parse(JSON.stringify(keepInput(question)));

      const recalled = recallInput(rulebook, input.event, kept);

      expect(stored).toHaveLength(1);
      expect(recalled && explain(recalled).map(pick)).toEqual(stored.map(pick));
    },
  );

  test('tells nothing of what was written, nor who answered', () => {
    const rulebook = aRulebook();
    const input = aDecision({ rulebook, topic: aTopic({ replies: said([aReply({ authorName: 'ben' })]) }) });
    const kept = JSON.stringify(keepInput({ ...input, considered: [] }));

    for (const word of ['export model', 'A question', 'ben', 'mia']) expect(kept).not.toContain(word);
  });

  test('cannot be asked again from what older programs kept', () => {
    const input = aDecision({ rulebook: aRulebook() });

    expect(
      recallInput(input.rulebook, input.event, { member: 7, trustLevel: { known: true, value: 1 } }),
    ).toBeNull();
  });
});

const pick = ({ verdict, because, evidence }: { verdict: string; because: unknown; evidence: unknown }) => ({
  verdict,
  because,
  evidence,
});
