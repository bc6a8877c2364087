import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consider } from '../../service/engine/consider.ts';
import { decide } from '../../service/engine/decide.ts';
import { explain } from '../../service/engine/explaining/explain.ts';
import { keepInput, recallInput } from '../../service/engine/explaining/kept-input.ts';
import type { CapClaim, Channel } from '../../service/model/decision.ts';
import { ruleId, stageId } from '../../service/model/ids.ts';
import {
  aHistory,
  aMember,
  aPostCreated,
  aReply,
  aRulebook,
  aTopic,
  daysBefore,
  localFacts,
  minutesAfter,
  notKnown,
  ruleText,
  said,
} from '../support/engine-makers.ts';

const lines = fc.uniqueArray(
  fc.constantFrom(
    'where: { category: support }',
    'where: { category: lounge }',
    'where: { not_tag: export, opening_post: true }',
    'where: { topic: { answered: false } }',
    'text: { any: [export model, mesh], none: [uninstall] }',
    'text: { near: { words: [export, files], within: 4 } }',
    'text: { any: ["/files? ?\\\\d/"] }',
    'on: topic.created',
    'on: post.edited',
    'on: question.asked',
    'on: post.first',
    'who: { trust_level: [0, 1] }',
    'who: { group: staff }',
    'who: { stage: newcomer }',
    'who: { posts: { max: 3 }, member_for: 5d }',
    'as: message',
    'as: [card, message]',
    'as: [whisper, reply]',
    'kind: promote',
    'kind: celebrate',
    'priority: 5',
    'rollout: shadow',
    'rollout: review',
    'rollout: draft',
    'limit: { member: 1 per 30d, over: drop }',
    'limit: { site: 2 per day }',
    'holdout: 50%',
    'wait: 2h',
    'fresh_for: 3h',
    'withdraw_when: []',
  ),
  { selector: (line) => line.slice(0, line.indexOf(':')), minLength: 1, maxLength: 4 },
);
/** The last value is the one that lets most rules offer. */
const fact = <T>(...values: T[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(notKnown, ...values.map(said)), weight: 1 },
    { arbitrary: fc.constant(said(values.at(-1) as T)), weight: 5 },
  );
const every: Channel[] = ['card', 'reply', 'message', 'whisper'];
const channels = fc.oneof(fc.subarray(every), fc.constant(every), fc.constant(every));
const world = fc.record({
  rules: fc.array(lines, { minLength: 1, maxLength: 5 }),
  raw: fc.constantFrom(
    'How do I export model files?',
    'How do I export model files?',
    'Export files 3 of a mesh',
    'I uninstall the mesh',
    'Thanks',
  ),
  number: fc.constantFrom(1, 4),
  categorySlugs: fact(['lounge'], ['beginners', 'support']),
  tags: fact<string[]>(['export'], []),
  closed: fact(true, false),
  solved: fact(true, false),
  isPublic: fact(false, true),
  replies: fact([aReply()], [aReply({ number: 5 })], [aReply({ isBot: true })], []),
  trustLevel: fact<0 | 1 | 2>(0, 2, 1),
  postCount: fact(9, 3, 1),
  joinedAt: fact(daysBefore(1), daysBefore(10)),
  groups: fact([], ['staff']),
  locale: fact('en', 'de'),
  stage: fact(stageId('regular'), stageId('newcomer')),
  channels,
  used: fc.integer({ min: 0, max: 60 }),
  frees: fc.constantFrom(null, 30, 300, 3_000),
  minutes: fc.constantFrom(1, 1, 30, 200, 2_000),
  hasSaidStop: fc.boolean(),
  wasOffered: fc.boolean(),
});

test('an explanation of what was kept says what was decided, rule by rule', () => {
  let offers = 0;
  fc.assert(
    fc.property(world, (is) => {
      const files = Object.fromEntries(
        is.rules.slice(1).map((one, at) => [`more-${at}.yml`, ruleText(one.join('\n'), `more-${at}`)]),
      );
      const rulebook = aRulebook(ruleText((is.rules[0] ?? []).join('\n')), {
        'stages.yml': 'stages: [{ id: newcomer, when: {} }, { id: regular, when: {} }]',
        ...files,
      });
      const ids = [...rulebook.rules.keys()];
      const event = aPostCreated({ raw: is.raw, number: is.number });
      const local = localFacts({ categorySlugs: is.categorySlugs, tags: is.tags, postCount: is.postCount });
      const { trustLevel, postCount, joinedAt, groups, locale, stage, categorySlugs, tags, closed, solved } =
        is;
      const input = {
        rulebook,
        event,
        considered: consider(rulebook, event, local),
        member: aMember({ trustLevel, postCount, joinedAt, groups, locale, stage }),
        topic: aTopic({ categorySlugs, tags, closed, solved, isPublic: is.isPublic, replies: is.replies }),
        history: aHistory({
          channels: is.channels,
          rungs: new Map(ids.map((id) => [id, 'live'])),
          capUse: ({ limit, scope }: CapClaim) =>
            is.used % 7 === scope.length % 7
              ? { used: limit, freesAt: is.frees === null ? null : minutesAfter(is.frees) }
              : { used: 0, freesAt: null },
          ...(is.hasSaidStop && is.used > 40
            ? { consent: { state: 'declined', scope: 'all', since: daysBefore(3) } as const }
            : {}),
          earlierOffers:
            is.wasOffered && is.used > 30
              ? [{ rule: ruleId('more-0'), occasion: 'post:42', state: 'sent', createdAt: daysBefore(1) }]
              : [],
        }),
        now: minutesAfter(is.minutes),
      };
      const decisions = decide(input);
      offers += decisions.filter(({ verdict }) => verdict === 'offer').length;
      // What own records tell besides does not tell what was used of limits.
      const forgotten = { ...input.history, capUse: () => ({ used: 0, freesAt: null }) };
      const kept = JSON.parse(JSON.stringify(keepInput(input))) as Record<string, unknown>;
      const recalled = recallInput(rulebook, event, kept, { ...input, local, history: forgotten });
      if (recalled === null) throw new Error('nothing was recalled');

      const explained = explain({ ...recalled, local: { ...recalled.local, ...local } });

      const said = explained.filter(({ verdict }) => verdict !== 'passed over');
      expect(said.map(shown).toSorted()).toEqual(
        decisions.map((one) => shown({ ...one, rule: { id: one.rule } })).toSorted(),
      );
      expect(explained).toHaveLength(ids.length);
    }),
    { numRuns: 300 },
  );
  expect(offers).toBeGreaterThan(20);
});

function shown(one: { rule: { id: string }; verdict: string; because: unknown; evidence: unknown }): string {
  return JSON.stringify([one.rule.id, one.verdict, one.because, one.evidence]);
}
