import { describe, expect, test } from 'vitest';
import { capClaims } from '../../service/engine/planning/cap-claims.ts';
import { consider } from '../../service/engine/consider.ts';
import { decide } from '../../service/engine/decide.ts';
import type { DecideInput } from '../../service/engine/decide-input.ts';
import { isHeldOut } from '../../service/engine/conditions/holdout.ts';
import { everMs } from '../../service/model/decision.ts';
import type { CapClaim, Rung } from '../../service/model/decision.ts';
import type { StageEntered } from '../../service/model/event.ts';
import { memberId, ruleId, stageId, topicId } from '../../service/model/ids.ts';
import type { Consent } from '../../service/model/member.ts';
import {
  aDecision,
  aHistory,
  aMember,
  aPost,
  aPostCreated,
  aReply,
  aRulebook,
  aTopic,
  daysBefore,
  forum,
  localFacts,
  minutesAfter,
  noon,
  notKnown,
  ruleText,
  said,
} from '../support/engine-makers.ts';

const stages = { 'stages.yml': 'stages: [{ id: newcomer, when: {} }, { id: regular, when: {} }]' };

/** The one decision of a rule with these lines: `offer`, or the codes for which it was held. */
function outcome(rule: string, changes: Partial<DecideInput> = {}): string {
  const [decision] = decide(aDecision({ rulebook: aRulebook(ruleText(rule), stages), ...changes }));
  if (decision === undefined) return 'nothing';
  return decision.verdict === 'offer' ? 'offer' : decision.because.map(({ code }) => code).join(' ');
}

function offerOf(rule: string, changes: Partial<DecideInput> = {}) {
  const [decision] = decide(aDecision({ rulebook: aRulebook(ruleText(rule), stages), ...changes }));
  if (decision?.verdict !== 'offer') throw new Error(`held: ${JSON.stringify(decision?.because)}`);
  return { ...decision.offer, reasons: decision.because.map(({ code }) => code), rung: decision.rung };
}

describe('an offer', () => {
  test('says what, to whom, about what, when, and against which limits', () => {
    const offer = offerOf('');

    expect(offer).toMatchObject({
      rule: 'export-model',
      kind: 'help',
      resource: 'export-model',
      channel: 'reply',
      occasion: 'post:42',
      memberId: 7,
      topicId: 9,
      postId: 42,
      locale: 'en',
      rung: 'live',
      notBefore: minutesAfter(10),
      expiresAt: minutesAfter(24 * 60),
      reasons: ['new_post', 'text_matched', 'waiting_for_humans'],
    });
    expect(offer.claims.map(({ scope, key, limit }) => `${scope} ${key} ${limit}`)).toEqual([
      'member 7 2',
      'member_spacing 7 1',
      'member_rule export-model:7 1',
      'topic 9 1',
      'forum all 50',
    ]);
  });

  test('of an event found late waits from the event, and never lies in the past', () => {
    expect(offerOf('', { now: minutesAfter(45) }).notBefore).toEqual(minutesAfter(45));
  });

  test('of a rule on trial claims no place', () => {
    const offer = offerOf('', {
      history: aHistory({ rungs: new Map([[ruleId('export-model'), 'shadow']]) }),
    });

    expect(offer).toMatchObject({ rung: 'shadow', claims: [] });
    expect(offer.reasons).toContain('rule_is_shadow');
  });

  test.each([
    [
      'the post’s language',
      { raw: 'Hallo zusammen, wie kann ich mein Modell exportieren? Stichwort export model.' },
      said('en'),
      'de',
    ],
    ['the member’s where the post is too short', { raw: 'export model', title: 'x' }, said('de_AT'), 'de'],
    ['the site’s where nothing is known', { raw: 'export model', title: 'x' }, notKnown, 'en'],
    [
      'the site’s for a language that the guide does not speak',
      { raw: 'export model', title: 'x' },
      said('fr'),
      'en',
    ],
  ])('speaks %s', (_what, post, locale, expected) => {
    const files = {
      'site.yml': 'languages: [en, de, fr]',
      'resources/export-model.de.md': '---\ntitle: D\n---\n\nSo geht das.\n',
    };
    const event = aPostCreated(post);

    const [decision] = decide(
      aDecision({ rulebook: aRulebook(ruleText(), files), event, member: aMember({ locale }) }),
    );

    expect(decision?.verdict === 'offer' && decision.offer.locale).toBe(expected);
  });
});

describe('rungs', () => {
  test.each<[Rung, Rung | undefined, string]>([
    ['live', 'live', 'live'],
    ['live', 'shadow', 'shadow'],
    ['shadow', 'live', 'shadow'],
    ['live', undefined, 'shadow'],
    ['review', 'live', 'review'],
    ['live', 'draft', 'nothing'],
  ])('the file allows %s and the installation gave %s: %s', (rollout, given, expected) => {
    const rungs = new Map(given === undefined ? [] : [[ruleId('export-model'), given] as const]);

    const [decision] = decide(
      aDecision({ rulebook: aRulebook(ruleText(`rollout: ${rollout}`)), history: aHistory({ rungs }) }),
    );

    expect(decision?.rung ?? 'nothing').toBe(expected);
  });
});

describe('the member', () => {
  const at = (level: 0 | 1 | 2 | 3 | 4) => ({ member: aMember({ trustLevel: said(level) }) });
  const inStage = (stage: string, level: 0 | 1 | 2 = 1) => ({
    member: aMember({ stage: said(stageId(stage)), trustLevel: said(level) }),
  });
  test.each<[string, string, Partial<DecideInput>, string]>([
    ['of a trust level that fits', 'who: { trust_level: [0, 1] }', at(1), 'offer'],
    ['of another', 'who: { trust_level: [0, 1] }', at(2), 'trust_level_not_matched'],
    ['within bounds', 'who: { trust_level: { min: 2 } }', at(4), 'offer'],
    ['outside bounds', 'who: { trust_level: { max: 1 } }', at(2), 'trust_level_not_matched'],
    [
      'of a trust level nobody knows',
      'who: { trust_level: 1 }',
      { member: aMember({ trustLevel: notKnown }) },
      'trust_level_unknown',
    ],
    ['in the stage', 'who: { stage: newcomer }', inStage('newcomer'), 'offer'],
    ['in another stage', 'who: { stage: newcomer }', inStage('regular'), 'stage_not_matched'],
    ['in no known stage', 'who: { stage: newcomer }', {}, 'stage_unknown'],
    [
      'of trust level 2, recorded as a newcomer',
      'who: { stage: newcomer }',
      inStage('newcomer', 2),
      'stage_not_matched',
    ],
    [
      'in the group, however it is written',
      'who: { group: Makers }',
      { member: aMember({ groups: said(['makers']) }) },
      'offer',
    ],
    ['not in the group', 'who: { group: makers }', {}, 'group_not_matched'],
    [
      'in a group that is left out',
      'who: { not_group: staff }',
      { member: aMember({ groups: said(['staff']) }) },
      'group_excluded',
    ],
    [
      'whose groups nobody knows',
      'who: { not_group: staff }',
      { member: aMember({ groups: notKnown }) },
      'groups_unknown',
    ],
    [
      'who reads a regional form of the language',
      'who: { locale: pt }',
      { member: aMember({ locale: said('pt_BR') }) },
      'offer',
    ],
    ['who reads another language', 'who: { locale: pt }', {}, 'locale_not_matched'],
    [
      'whose language nobody knows',
      'who: { locale: pt }',
      { member: aMember({ locale: notKnown }) },
      'locale_unknown',
    ],
    ['who writes the first post', 'on: post.first', { member: aMember({ postCount: said(1) }) }, 'offer'],
    ['who wrote before', 'on: post.first', { member: aMember({ postCount: said(2) }) }, 'not_the_first_post'],
    [
      'whose history was not seen',
      'on: post.first',
      { member: aMember({ postCount: notKnown }) },
      'first_post_unknown',
    ],
    [
      'of trust level 2 whose history was not seen',
      'on: post.first',
      { member: aMember({ postCount: notKnown, trustLevel: said(2) }) },
      'not_the_first_post',
    ],
  ])('%s', (_what, rule, changes, expected) => expect(outcome(rule, changes)).toBe(expected));
});

describe('the place', () => {
  const topic = (changes: Parameters<typeof aTopic>[0]) => ({ topic: aTopic(changes) });
  const replies = (...all: Parameters<typeof aReply>[0][]) =>
    topic({ replies: said(all.map((reply) => aReply(reply))) });
  test.each<[string, string, Partial<DecideInput>, string]>([
    ['a category that fits', 'where: { category: support }', {}, 'offer'],
    ['a category that turns out another', 'where: { category: lounge }', {}, 'category_not_matched'],
    [
      'a category nobody can tell',
      'where: { category: support }',
      topic({ categorySlugs: notKnown }),
      'category_unknown',
    ],
    ['tags nobody can tell', 'where: { tag: export }', topic({ tags: notKnown }), 'tags_unknown'],
    ['a closed topic', '', topic({ closed: said(true) }), 'topic_closed'],
    ['an archived topic', '', topic({ archived: said(true) }), 'topic_archived'],
    ['a deleted topic', '', topic({ deleted: said(true) }), 'topic_deleted'],
    ['a solved topic', '', topic({ solved: said(true) }), 'topic_solved'],
    [
      'a solved topic, for a rule that does not mind',
      'withdraw_when: []',
      topic({ solved: said(true) }),
      'offer',
    ],
    ['a forum without solutions', '', topic({ solved: notKnown }), 'offer'],
    [
      'solved asked for and unknown',
      'where: { topic: { solved: false } }',
      topic({ solved: notKnown }),
      'topic_state_unknown',
    ],
    ['a category that is not public', '', topic({ isPublic: said(false) }), 'category_not_public'],
    ['a category nobody knows to be public', '', topic({ isPublic: notKnown }), 'category_publicity_unknown'],
    ['answered by somebody', '', replies({}), 'human_answered'],
    ['answered by somebody, for a rule that does not mind', 'withdraw_when: [solved]', replies({}), 'offer'],
    ['answered by the author alone', '', replies({ authorId: memberId(7) }), 'offer'],
    ['answered by a bot', '', replies({ isBot: true }), 'offer'],
    ['answered by a bot that site.yml names', '', replies({ authorName: 'HelperBot' }), 'offer'],
    [
      'answered before the post was written',
      '',
      { ...replies({ number: 2 }), event: aPostCreated({ number: 5 }) },
      'offer',
    ],
    ['answered asked for', 'where: { topic: { answered: true } }\nwithdraw_when: []', replies({}), 'offer'],
    [
      'answered asked for and not so',
      'where: { topic: { answered: true } }\nwithdraw_when: []',
      {},
      'topic_state_not_matched',
    ],
  ])('%s', (_what, rule, changes, expected) => {
    const rulebook = aRulebook(ruleText(rule), { ...stages, 'site.yml': 'ignore_members: [helperbot]' });

    expect(outcome(rule, { rulebook, ...changes })).toBe(expected);
  });

  test('a category that is not public and that site.yml names', () => {
    const rulebook = aRulebook(ruleText(), { 'site.yml': 'private_categories: support' });

    expect(outcome('', { rulebook, ...topic({ isPublic: said(false) }) })).toBe('offer');
  });
});

describe('restraint', () => {
  const history = (changes: Parameters<typeof aHistory>[0]) => ({ history: aHistory(changes) });
  const declining = (some: Partial<Extract<Consent, { scope: 'some' }>>) =>
    history({
      consent: {
        state: 'declined',
        scope: 'some',
        ...{ kinds: [], rules: [], topics: [], until: null, since: noon },
        ...some,
      },
    });
  const earlier = {
    rule: ruleId('export-model'),
    occasion: 'post:42',
    state: 'held',
    createdAt: noon,
  } as const;
  test.each<[string, string, Partial<DecideInput>, string]>([
    ['a pause of the forum', '', history({ pausedForum: true }), 'offer'],
    ['a pause of the rule', '', history({ pausedRules: new Set([ruleId('export-model')]) }), 'offer'],
    ['a pause of another rule', '', history({ pausedRules: new Set([ruleId('other')]) }), 'offer'],
    [
      'who wants none',
      '',
      history({ consent: { state: 'declined', scope: 'all', since: noon } }),
      'opted_out',
    ],
    [
      'who wants none of this kind',
      '',
      history({ consent: { state: 'declined', scope: 'kinds', kinds: ['help'], since: noon } }),
      'opted_out',
    ],
    [
      'who wants none of another kind',
      '',
      history({ consent: { state: 'declined', scope: 'kinds', kinds: ['promote'], since: noon } }),
      'offer',
    ],
    ['who wants none of this rule', '', declining({ rules: [ruleId('export-model')] }), 'opted_out'],
    ['who wants none of another rule', '', declining({ rules: [ruleId('other')] }), 'offer'],
    ['who wants none in this topic', '', declining({ topics: [topicId(9)] }), 'opted_out'],
    ['who wants none in another topic', '', declining({ topics: [topicId(5)] }), 'offer'],
    ['who wants none for an hour', '', declining({ until: minutesAfter(60) }), 'member_paused'],
    ['who wanted none until an hour ago', '', declining({ until: minutesAfter(-60) }), 'offer'],
    [
      'the same offer made before, whatever became of it',
      '',
      history({ earlierOffers: [earlier] }),
      'already_offered',
    ],
    [
      'an offer about another post',
      '',
      history({ earlierOffers: [{ ...earlier, occasion: 'post:41' }] }),
      'offer',
    ],
    [
      'another rule’s offer for this event',
      '',
      history({ offeredForEvent: ruleId('other') }),
      'another_offer_exists',
    ],
    ['an event too old', '', { now: minutesAfter(24 * 60) }, 'out_of_date'],
    ['an event almost too old', '', { now: minutesAfter(24 * 60 - 1) }, 'offer'],
    [
      'a guide that is overdue',
      '',
      {
        now: new Date('2027-01-01T00:00:00Z'),
        event: aPostCreated({}, { occurredAt: new Date('2027-01-01T00:00:00Z') }),
      },
      'resource_overdue',
    ],
  ])('%s', (_what, rule, changes, expected) => {
    const guide = '---\ntitle: X\nowner: ana\nreviewed_on: 2026-11-01\nreview_every: 60d\n---\n\nText\n';
    const rulebook = aRulebook(ruleText(rule), { 'resources/export-model.md': guide });

    expect(outcome(rule, { rulebook, ...changes })).toBe(expected);
  });

  test('every reason is told, not the first alone', () => {
    const changes = {
      topic: aTopic({ closed: said(true), solved: said(true) }),
      history: aHistory({ consent: { state: 'declined', scope: 'all', since: noon } }),
    };

    expect(outcome('', changes)).toBe('opted_out topic_closed topic_solved');
  });

  test('a holdout is about its share of members, the same ones for ever, others for another rule', () => {
    const held = (rule: string) =>
      Array.from({ length: 2_000 }, (_, id) => id).filter((id) => isHeldOut(ruleId(rule), memberId(id), 0.1));

    expect(held('a').length / 2_000).toBeCloseTo(0.1, 1);
    expect(held('a')).toEqual(held('a'));
    expect(held('a')).not.toEqual(held('b'));
    expect(isHeldOut(ruleId('a'), memberId(1), 0)).toBe(false);
  });

  test('holds a member of the holdout', () => {
    const member = Array.from({ length: 100 }, (_, id) => memberId(id)).find((id) =>
      isHeldOut(ruleId('export-model'), id, 0.5),
    );

    expect(outcome('holdout: 50%', { member: aMember({ id: member ?? memberId(0) }) })).toBe('holdout');
  });
});

describe('limits', () => {
  const full = (scope: CapClaim['scope'], freesAt: Date | null) =>
    aHistory({
      capUse: (claim) =>
        claim.scope === scope ? { used: claim.limit, freesAt } : { used: 0, freesAt: null },
    });

  test('an offer over a limit waits until a place is free', () => {
    const offer = offerOf('', { history: full('member', minutesAfter(90)) });

    expect(offer.notBefore).toEqual(minutesAfter(90));
    expect(offer.reasons).toContain('cap_deferred');
  });

  test.each(['member', 'forum'] as const)(
    'several limits: the last to become free decides, be it %s',
    (slowest) => {
      const capUse = ({ scope, limit }: CapClaim) => ({
        used: scope === 'topic' ? 0 : limit,
        freesAt: minutesAfter(scope === slowest ? 200 : 90),
      });

      expect(offerOf('', { history: aHistory({ capUse }) }).notBefore).toEqual(minutesAfter(200));
    },
  );

  test.each<[string, string, CapClaim['scope'], Date | null, string]>([
    ['is dropped where the rule says so', 'limit: { over: drop }', 'member', minutesAfter(90), 'cap_reached'],
    ['is dropped where no place ever frees', '', 'topic', null, 'cap_reached'],
    [
      'is dropped where the place frees too late',
      '',
      'member_rule',
      minutesAfter(25 * 60),
      'waiting_for_humans cap_deferred out_of_date',
    ],
    ['is made where the place frees within the wait', '', 'member', minutesAfter(5), 'offer'],
  ])('an offer over a limit %s', (_what, rule, scope, freesAt, expected) => {
    expect(outcome(rule, { history: full(scope, freesAt) })).toBe(expected);
  });

  test('a rule’s own limits are claimed as it says', () => {
    const rulebook = aRulebook(
      ruleText('limit: { member: 3 per week, topic: 2, site: 20 per day, over: drop }'),
    );
    const rule = rulebook.rules.get(ruleId('export-model'));

    const claims =
      rule === undefined
        ? []
        : capClaims({
            site: rulebook.site,
            rule,
            memberId: memberId(7),
            topicId: topicId(9),
            channel: 'reply',
          });

    expect(
      claims.map(({ scope, key, limit, windowMs, over }) => [scope, key, limit, windowMs, over]),
    ).toEqual([
      ['member', '7', 2, 86_400_000, 'drop'],
      ['member_spacing', '7', 1, 4 * 3_600_000, 'drop'],
      ['member_rule', 'export-model:7', 3, 7 * 86_400_000, 'drop'],
      ['rule', 'export-model', 20, 86_400_000, 'drop'],
      ['topic', '9', 2, everMs, 'drop'],
      ['forum', 'all', 50, 86_400_000, 'drop'],
    ]);
  });
});

describe('quiet hours', () => {
  const site = (from: string, to: string) => ({
    'site.yml': `quiet_hours: { from: "${from}", to: "${to}" }`,
  });
  test.each([
    ['at noon in Berlin', 'Europe/Berlin', '2026-11-21T11:00:00Z', '22:00', '07:00', '2026-11-21T11:10:00Z'],
    [
      'late in the evening in Berlin',
      'Europe/Berlin',
      '2026-11-21T22:00:00Z',
      '22:00',
      '07:00',
      '2026-11-22T06:00:00Z',
    ],
    [
      'before dawn in Berlin',
      'Europe/Berlin',
      '2026-11-21T03:00:00Z',
      '22:00',
      '07:00',
      '2026-11-21T06:00:00Z',
    ],
    [
      'the wait itself runs into the night',
      'Europe/Berlin',
      '2026-11-21T20:55:00Z',
      '22:00',
      '07:00',
      '2026-11-22T06:00:00Z',
    ],
    [
      'a night within one day',
      'Europe/Berlin',
      '2026-11-21T01:00:00Z',
      '01:00',
      '07:00',
      '2026-11-21T06:00:00Z',
    ],
    [
      'over the change to summer time',
      'Europe/Berlin',
      '2026-03-28T22:00:00Z',
      '22:00',
      '07:00',
      '2026-03-29T05:00:00Z',
    ],
    [
      'in a zone of half an hour',
      'Asia/Kolkata',
      '2026-11-21T17:00:00Z',
      '22:00',
      '07:00',
      '2026-11-22T01:30:00Z',
    ],
    [
      'in a zone that does not exist',
      'Mars/Olympus',
      '2026-11-21T23:00:00Z',
      '22:00',
      '07:00',
      '2026-11-21T23:10:00Z',
    ],
    ['in no known zone', null, '2026-11-21T23:00:00Z', '22:00', '07:00', '2026-11-21T23:10:00Z'],
  ])('%s', (_what, zone, at, from, to, expected) => {
    const now = new Date(at);
    const rulebook = aRulebook(ruleText(), site(from, to));

    const [decision] = decide(
      aDecision({
        rulebook,
        now,
        event: aPostCreated({}, { occurredAt: now }),
        member: aMember({ timeZone: zone === null ? notKnown : said(zone) }),
      }),
    );

    expect(decision?.verdict === 'offer' && decision.offer.notBefore.toISOString()).toBe(
      new Date(expected).toISOString(),
    );
  });
});

describe('several rules for one post', () => {
  const winner = (
    a: string,
    b: string,
    rungs: [string, Rung][] = [
      ['a', 'live'],
      ['b', 'live'],
    ],
  ): string => {
    const rulebook = aRulebook(ruleText(a, 'a'), { 'b.yml': ruleText(b, 'b'), ...stages });
    const decisions = decide(
      aDecision({
        rulebook,
        history: aHistory({ rungs: new Map(rungs.map(([id, rung]) => [ruleId(id), rung])) }),
      }),
    );
    expect(decisions).toHaveLength(2);
    expect(decisions.filter(({ verdict }) => verdict === 'offer')).toHaveLength(1);
    const loser = decisions.find(({ verdict }) => verdict === 'held');
    const won = decisions.find(({ verdict }) => verdict === 'offer')?.rule ?? '';
    expect(loser?.because).toEqual([{ code: 'another_rule_won', values: { rule: won } }]);
    return won;
  };

  test.each([
    ['help goes before news', 'kind: announce\npriority: 50', '', 'b'],
    ['celebration goes before promotion', 'kind: promote', 'kind: celebrate', 'b'],
    ['higher priority goes first', '', 'priority: 5', 'b'],
    ['the rule that asks for more goes first', '', 'where: { category: support }', 'b'],
    ['the longer words go first', 'text: { any: [export] }', 'text: { any: [export model files] }', 'b'],
    ['else the id decides', '', '', 'a'],
  ])('%s', (_what, a, b, expected) => expect(winner(a, b)).toBe(expected));

  test('a rule on trial never displaces one in force', () => {
    expect(
      winner('priority: 50', '', [
        ['a', 'shadow'],
        ['b', 'live'],
      ]),
    ).toBe('b');
  });

  test('a rule that is held leaves the place to the next', () => {
    const rulebook = aRulebook(ruleText('priority: 50\nwho: { trust_level: 4 }', 'a'), {
      'b.yml': ruleText('', 'b'),
    });

    const decisions = decide(
      aDecision({
        rulebook,
        history: aHistory({
          rungs: new Map([
            [ruleId('a'), 'live'],
            [ruleId('b'), 'live'],
          ]),
        }),
      }),
    );

    expect(decisions.map(({ rule, verdict }) => `${rule} ${verdict}`).toSorted()).toEqual([
      'a held',
      'b offer',
    ]);
  });
});

describe('entering a stage', () => {
  const rulebook = aRulebook(
    ruleText('on: stage.entered\nwho: { stage: regular }\nwithdraw_when: []'),
    stages,
  );
  const entered = (post: StageEntered['post']): StageEntered => ({
    kind: 'stage.entered',
    forum,
    logicalKey: 'k',
    occurredAt: noon,
    source: 'webhook',
    memberId: memberId(7),
    stage: stageId('regular'),
    previous: stageId('newcomer'),
    because: { code: 'stage_condition_met' },
    post,
  });
  const decideOn = (event: StageEntered, topic = event.post === null ? null : aTopic()) =>
    decide(aDecision({ rulebook, event, topic, considered: consider(rulebook, event, localFacts()) }))[0];

  test('is offered under the post by which it showed, once for the stage', () => {
    const decision = decideOn(entered(aPost()));

    expect(decision?.verdict === 'offer' && decision.offer).toMatchObject({
      occasion: 'stage:regular@2026-11-21',
      postId: 42,
    });
  });

  test('is held where there is no post to answer', () => {
    expect(decideOn(entered(null))?.because).toEqual([{ code: 'no_post_to_answer' }]);
  });

  test('events that no rule can answer leave no decision', () => {
    const event = {
      kind: 'post.deleted',
      forum,
      logicalKey: 'd',
      occurredAt: daysBefore(0),
      source: 'webhook',
      postId: aPost().id,
      topicId: topicId(9),
      authorId: memberId(7),
    } as const;

    expect(decide(aDecision({ event, considered: [] }))).toEqual([]);
  });
});
