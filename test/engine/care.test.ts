import { describe, expect, test } from 'vitest';
import { afterRest } from '../../service/engine/planning/after-rest.ts';
import { capClaims } from '../../service/engine/planning/cap-claims.ts';
import { orderCandidates } from '../../service/engine/planning/choose-offer.ts';
import { confirmOffer } from '../../service/engine/confirm-offer.ts';
import { decide } from '../../service/engine/decide.ts';
import { renderMessage } from '../../service/engine/render/render-offer.ts';
import { effectiveRung } from '../../service/engine/conditions/rung.ts';
import { withoutWords } from '../../service/engine/matching/without-words.ts';
import type { Kind, Rung } from '../../service/model/decision.ts';
import { resourceId, ruleId } from '../../service/model/ids.ts';
import type { Rule } from '../../service/rulebook/rule.ts';
import { careFiles } from '../support/care-makers.ts';
import { aDecision, aMember, aPostCreated, aRulebook, ruleText, said } from '../support/engine-makers.ts';

const rulebook = aRulebook(ruleText('text: { any: [export model, cannot go on] }'), careFiles());
const care = rulebook.rules.get(ruleId('talk'))!;
const raw = 'I cannot go on with this.';
const rungs = new Map([
  [ruleId('talk'), 'live' as const],
  [ruleId('export-model'), 'live' as const],
]);
const asked = () => {
  const given = aDecision({ rulebook, event: aPostCreated({ raw }) });
  const history = { ...given.history, rungs, channels: ['reply', 'message'] as const };
  return { ...given, history };
};

describe('care', () => {
  test('climbs no higher than review, whatever anybody gave it', () => {
    expect(effectiveRung({ ...care, rollout: 'live' }, rungs)).toBe('review');
  });

  test('goes before a rule that is sent by itself, and says neither which words nor where', () => {
    const decisions = decide(asked());

    expect(new Map(decisions.map(({ rule, verdict }) => [String(rule), verdict]))).toEqual(
      new Map([
        ['export-model', 'held'],
        ['talk', 'offer'],
      ]),
    );
    const own = decisions.find(({ rule }) => rule === 'talk');
    expect(own).toMatchObject({ rung: 'review', evidence: [] });
    expect(JSON.stringify(own)).not.toContain('cannot go on');
    expect(own?.because.map(({ code }) => code)).toContain('care_words_found');
    expect(own?.because.map(({ code }) => code)).toContain('needs_approval');
  });

  test.each<[Kind, Rung, Kind, Rung, Kind]>([
    ['care', 'review', 'help', 'live', 'care'],
    ['care', 'shadow', 'help', 'live', 'help'],
    ['help', 'review', 'celebrate', 'live', 'celebrate'],
    ['help', 'review', 'help', 'shadow', 'help'],
  ])('%s at %s beside %s at %s: %s goes first', (kind, rung, otherKind, otherRung, first) => {
    const rule = (of: Kind): Rule => ({ ...care, id: ruleId(`a-${of}`), kind: of });
    const candidates = [
      { rule: rule(otherKind), rung: otherRung, evidence: [] },
      { rule: rule(kind), rung, evidence: [] },
    ];
    expect(orderCandidates(candidates)[0]?.rule.kind).toBe(first);
  });

  test('is held up by no limit and no quiet hours of the site', () => {
    const input = { site: rulebook.site, memberId: aMember().id, topicId: null, channel: 'message' as const };
    expect(
      capClaims({ ...input, rule: care }).map(({ scope, limit, windowMs }) => [scope, limit, windowMs]),
    ).toEqual([['member_rule', 1, 86_400_000]]);
    const night = new Date('2026-11-21T02:00:00Z');
    const site = { ...rulebook.site, quietHours: { fromMinute: 0, toMinute: 23 * 60 } };
    const member = aMember({ timeZone: said('UTC') });
    const about = { site, member, channel: 'message' as const };
    expect(afterRest(night, { ...about, kind: 'care' }).because).toBeNull();
    expect(afterRest(night, about).because?.code).toBe('quiet_hours');
  });

  test('waits while its own review is overdue', () => {
    const now = new Date('2027-03-01T12:00:00Z');
    const decisions = decide({ ...asked(), event: { ...aPostCreated({ raw }), occurredAt: now }, now });
    const own = decisions.find(({ rule }) => rule === 'talk');
    expect(own?.verdict).toBe('held');
    expect(own?.because.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['rule_overdue', 'resource_overdue']),
    );
  });

  test.each([
    [null, 'propose'],
    [new Date(), 'send'],
  ])('approved at %s: %s', (approvedAt, verdict) => {
    const { member, history, now } = asked();
    const offer = {
      rule: ruleId('talk'),
      kind: 'care' as const,
      channel: 'message' as const,
      resource: resourceId('talk'),
      occasion: 'post:42',
      postId: null,
      topicId: null,
      notBefore: now,
      expiresAt: new Date(now.getTime() + 60_000),
      createdAt: now,
      approvedAt,
    };
    const confirmed = confirmOffer({ offer, rulebook, topic: 'none', post: 'deleted', member, history, now });
    expect(confirmed.verdict).toBe(verdict);
  });

  test('brings somebody to turn to in the language of the guide, and repeats nothing', () => {
    const resource = rulebook.resources.get(resourceId('talk'))!;
    const slots = { member: 'mia', topic: 'A hard day' };
    const evidence = [{ part: 'body' as const, phrase: 'cannot go on', start: 2, end: 14 }];
    const { raw: text } = renderMessage({
      site: rulebook.site,
      resource,
      locale: 'en',
      because: [],
      evidence,
      slots,
      isCare: true,
    });

    expect(text).toContain('People you can reach:\n\n- **A helpline**: 0800 000 000, day and night');
    expect(text).toContain('It goes to you alone.');
    expect(text).not.toMatch(/cannot go on|A hard day/);
  });
});

test('what was found for another kind is kept', () => {
  const decided = { because: [{ code: 'text_matched' as const, values: { phrase: 'x' } }], evidence: [] };
  expect(withoutWords({ kind: 'help' }, decided)).toBe(decided);
});
