import type { Reason } from '../model/decision.ts';
import type { Fact } from '../model/fact.ts';
import type { Member } from '../model/member.ts';
import type { Offer } from '../model/offer.ts';
import type { Post, Topic } from '../model/post.ts';
import { standsUnderPost } from '../model/ways.ts';
import type { Rule, Who } from '../rulebook/rule.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { objections, reason } from './conditions/check.ts';
import type { Check } from './conditions/check.ts';
import { phrasesOf } from './matching/read-post.ts';
import type { History } from './history.ts';
import { humanAnswer } from './conditions/human-answer.ts';
import { judgeStill } from './conditions/judge-still.ts';
import { judgeChannel, judgePreferences } from './conditions/judge-preferences.ts';
import { judgeConsent } from './conditions/judge-consent.ts';
import { judgeOwnReview, judgeResource } from './conditions/judge-rule.ts';
import { afterRest } from './planning/after-rest.ts';
import { judgeStep } from './sequences/judge-step.ts';
import { ruleOfOffer, stepOfOffer } from './sequences/rule-at-step.ts';
import { effectiveRung, isInForce } from './conditions/rung.ts';
import { testText } from './conditions/test-text.ts';
import { testPublic, testScope, testTopicState } from './conditions/test-where.ts';
import { testWho } from './conditions/test-who.ts';

export interface ConfirmInput {
  offer: Pick<
    Offer,
    | 'rule'
    | 'kind'
    | 'channel'
    | 'resource'
    | 'occasion'
    | 'postId'
    | 'topicId'
    | 'notBefore'
    | 'expiresAt'
    | 'createdAt'
  > &
    Partial<Pick<Offer, 'approvedAt'>>;
  rulebook: Rulebook;
  /** As read just now. `deleted` also when the forum no longer shows it to us; `none`: the offer is about no post. */
  topic: Topic | 'deleted' | 'unreadable' | 'none';
  post: Post | 'deleted' | 'unreadable';
  member: Member;
  /** `capUse` is not asked: the offer's places are reserved already. */
  history: Omit<History, 'capUse' | 'channels' | 'offeredForEvent'>;
  now: Date;
}

export type Confirmation =
  | { verdict: 'send' }
  /** Nobody has approved it, and by now somebody must. */
  | { verdict: 'propose'; because: readonly Reason[] }
  /** No longer needed: the offer ends as `held` and gives its places back. */
  | { verdict: 'hold'; because: readonly Reason[] }
  /** Cannot be told or not at this hour: ask again then. */
  | { verdict: 'later'; because: readonly Reason[]; notBefore: Date };

const askAgainMs = 60_000;

/** Asks everything again at the moment of sending. A definite no holds the offer; what cannot be told delays it until it expires. */
export function confirmOffer(input: ConfirmInput): Confirmation {
  const { offer, rulebook, member, now } = input;
  const written = rulebook.rules.get(offer.rule);
  const rule = written && ruleOfOffer(written, offer.occasion);
  if (!rule) return { verdict: 'hold', because: [reason('rule_gone', { rule: offer.rule })] };
  const checks = placeChecks(rule, input);
  const against = [...refusals(rule, input), ...objections(checks, 'no')];
  if (against.length > 0) return { verdict: 'hold', because: against };
  if (needsApproval(rule, input)) return { verdict: 'propose', because: [reason('needs_approval')] };
  const unclear = [...pauses(rule, input), ...objections(checks, 'unknown')];
  if (unclear.length > 0)
    return { verdict: 'later', because: unclear, notBefore: new Date(now.getTime() + askAgainMs) };
  const rest = afterRest(now, {
    site: rulebook.site,
    member,
    channel: offer.channel,
    kind: offer.kind,
  });
  if (rest.because !== null) return { verdict: 'later', because: [rest.because], notBefore: rest.at };
  if (offer.notBefore > now) {
    return {
      verdict: 'later',
      because: [reason('waiting_for_humans', { until: offer.notBefore.toISOString() })],
      notBefore: offer.notBefore,
    };
  }
  return { verdict: 'send' };
}

function refusals(rule: Rule, input: ConfirmInput): Reason[] {
  const { offer, rulebook, history, member, now } = input;
  const rung = effectiveRung(rule, history.rungs);
  return [
    ...(isInForce(rung) ? [] : [reason('rule_demoted', { rung })]),
    ...judgeOwnReview(rule, now),
    ...(offer.expiresAt <= now
      ? [reason('out_of_date', { hours: Math.round(rule.freshForMs / 3_600_000) })]
      : []),
    ...judgeConsent({ rule: rule.id, kind: rule.kind, topicId: offer.topicId }, history.consent, now),
    ...judgePreferences(rule.kind, member.preferences, now),
    ...judgeChannel(offer.channel, member.preferences),
    ...judgeResource({ ...rule, offer: offer.resource }, { rulebook, now }),
    ...judgeNeedOfStep(rule, input),
    // What was known of the member when the offer was planned may be out of reach now; only a clear no counts.
    ...objections(testWho(whoStill(rule), member, member.stage, now), 'no'),
  ];
}

/** Between its moment and now the member may have come where the sequence leads; what cannot be told was asked when it was planned. */
function judgeNeedOfStep(rule: Rule, { offer, member, now }: ConfirmInput): Reason[] {
  if (rule.steps.length === 0) return [];
  const step = stepOfOffer(offer.occasion);
  return judgeStep(rule, { step }, { member, now }).filter(({ code }) => code !== 'step_need_unknown');
}

/** Care by its kind as it was offered, too: what the file has become since does not send it. */
function needsApproval(rule: Rule, { offer, history }: ConfirmInput): boolean {
  const isAsked = offer.kind === 'care' || effectiveRung(rule, history.rungs) === 'review';
  return isAsked && (offer.approvedAt ?? null) === null;
}

/** Whoever has left a stage is in another: that they were there is what the rule is about. */
function whoStill({ trigger, who }: Rule): Who {
  return trigger === 'stage.left' ? { ...who, stages: [] } : who;
}

/** A pause stops the sending, not the need: the offer waits, and expires in its own time. */
function pauses(rule: Rule, { history }: ConfirmInput): Reason[] {
  return [
    ...(history.pausedForum ? [reason('forum_paused')] : []),
    ...(history.pausedRules.has(rule.id) ? [reason('rule_paused')] : []),
  ];
}

function placeChecks(rule: Rule, { offer, rulebook, topic, post }: ConfirmInput): Check[] {
  const { site } = rulebook;
  if (topic === 'none') return [];
  if (topic === 'deleted') return [{ answer: 'no', because: reason('topic_deleted') }];
  if (post === 'deleted') return [{ answer: 'no', because: reason('post_deleted') }];
  if (topic === 'unreadable') return [{ answer: 'unknown', because: reason('topic_unreadable') }];
  if (post === 'unreadable') return [{ answer: 'unknown', because: reason('post_unreadable') }];
  return [
    mustNot(topic.deleted, reason('topic_deleted')),
    ...(standsUnderPost(offer.channel)
      ? [mustNot(topic.archived, reason('topic_archived')), mustNot(topic.closed, reason('topic_closed'))]
      : []),
    testPublic(topic, site),
    ...testScope(rule.where, site, {
      categorySlugs: topic.categorySlugs,
      tags: topic.tags,
      postNumber: post.number,
    }),
    ...testTopicState(rule, topic, post, site),
    ...judgeStill(rule, topic).map((because) => ({ answer: 'no' as const, because })),
    ...(rule.withdrawWhen.has('solved') ? [checkSolved(topic)] : []),
    ...(rule.withdrawWhen.has('answered') ? [checkAnswered(topic, post, rulebook)] : []),
    ...(rule.withdrawWhen.has('edited_away') ? [checkText(rule, post, rulebook)] : []),
  ];
}

function mustNot(state: Fact<boolean>, because: Reason): Check {
  if (!state.known) return { answer: 'unknown', because: reason('topic_unreadable', { why: state.why }) };
  return state.value ? { answer: 'no', because } : { answer: 'yes' };
}

/** A forum without solutions cannot say whether there is one, and that must not delay everything. */
function checkSolved({ solved }: Topic): Check {
  return solved.known && solved.value ? { answer: 'no', because: reason('topic_solved') } : { answer: 'yes' };
}

function checkAnswered(topic: Topic, post: Post, { site }: Rulebook): Check {
  const answer = humanAnswer(topic, post, site);
  if (!answer.known) return { answer: 'unknown', because: reason('replies_unknown', { why: answer.why }) };
  return answer.value === null
    ? { answer: 'yes' }
    : { answer: 'no', because: reason('human_answered', { post: answer.value.postId }) };
}

function checkText(rule: Rule, post: Post, rulebook: Rulebook): Check {
  const match = testText(rule, phrasesOf(rulebook, post));
  return match.matched ? { answer: 'yes' } : { answer: 'no', because: reason('post_edited_away') };
}
