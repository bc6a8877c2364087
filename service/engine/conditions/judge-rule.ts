import { endedUnsent } from '../../model/offer.ts';
import type { Channel, Reason } from '../../model/decision.ts';
import { known } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { StageId } from '../../model/ids.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { postUnder } from '../decide-input.ts';
import type { DecideInput } from '../decide-input.ts';
import type { AnswerableEvent } from '../answerable-event.ts';
import { objections, reason } from './check.ts';
import { judgeStep } from '../sequences/judge-step.ts';
import { judgeConsent } from './judge-consent.ts';
import { isHeldOut } from './holdout.ts';
import { judgePlace } from './judge-place.ts';
import { judgePreferences } from './judge-preferences.ts';
import { judgeStill } from './judge-still.ts';
import { occasionOf } from '../planning/occasion-of.ts';
import { testFirstPost, testWho } from './test-who.ts';

/** Everything that speaks against offering now, caps aside; empty: nothing does. */
export function judgeRule(rule: Rule, event: AnswerableEvent, input: DecideInput): Reason[] {
  return [
    ...judgeRestraint(rule, event, input),
    ...judgeMember(rule, event, input),
    ...judgePlace(rule.as, rule, event, input),
    ...judgeStill(rule, input.topic),
    ...judgeResource(rule, input),
    ...judgeOwnReview(rule, input.now),
    ...(event.kind === 'sequence.step' ? judgeStep(rule, event, input) : []),
  ];
}

/** Everything that speaks against beginning a sequence now; each of its steps is judged when it comes. */
export function judgeBegin(rule: Rule, event: AnswerableEvent, input: DecideInput): Reason[] {
  return [
    ...judgeRestraint(rule, event, input),
    ...judgeMember(rule, event, input),
    ...(postUnder(input) === null ? [] : judgePlace(waysOf(rule), rule, event, input)),
    ...judgeStill(rule, input.topic),
  ];
}

function waysOf({ steps }: Rule): readonly Channel[] {
  return steps.flatMap((step) => step.as);
}

/** A rule for hard moments waits until somebody has read it again. */
export function judgeOwnReview({ kind, reviewDueAt }: Rule, now: Date): Reason[] {
  if (kind !== 'care' || reviewDueAt === null || reviewDueAt > now) return [];
  return [reason('rule_overdue', { due: reviewDueAt.toISOString().slice(0, 10) })];
}

export function judgeResource(
  { offer }: Rule,
  { rulebook, now }: Pick<DecideInput, 'rulebook' | 'now'>,
): Reason[] {
  const resource = findResource(rulebook, offer);
  if (resource === undefined) return [reason('resource_gone', { resource: offer })];
  if (resource.overAt !== null && resource.overAt <= now)
    return [reason('resource_over', { resource: offer, since: resource.overAt.toISOString() })];
  if (resource.reviewDueAt === null || resource.reviewDueAt > now) return [];
  return [
    reason('resource_overdue', { resource: offer, due: resource.reviewDueAt.toISOString().slice(0, 10) }),
  ];
}

/** Who said no, and what was offered before. */
function judgeRestraint(rule: Rule, event: AnswerableEvent, input: DecideInput): Reason[] {
  const { member, history, now } = input;
  const offered = { rule: rule.id, kind: rule.kind, topicId: postUnder(input)?.topicId ?? null };
  const occasion = occasionOf(event);
  const before = history.earlierOffers.find((offer) => offer.rule === rule.id && offer.occasion === occasion);
  const ageMs = now.getTime() - event.occurredAt.getTime();
  return [
    ...judgeConsent(offered, history.consent, now),
    ...judgePreferences(rule.kind, member.preferences, now),
    ...(before === undefined
      ? []
      : [
          reason('already_offered', {
            occasion,
            state: before.state,
            ended: endedUnsent.some((state) => state === before.state),
          }),
        ]),
    ...(history.offeredForEvent === null || history.offeredForEvent === rule.id
      ? []
      : [reason('another_offer_exists', { rule: history.offeredForEvent })]),
    ...(isHeldOut(rule.id, member.id, rule.holdout) ? [reason('holdout', { share: rule.holdout })] : []),
    ...(ageMs >= rule.freshForMs
      ? [reason('out_of_date', { hours: Math.round(rule.freshForMs / 3_600_000) })]
      : []),
  ];
}

function judgeMember(rule: Rule, event: AnswerableEvent, { member, now }: DecideInput): Reason[] {
  const stage = stageAsked(event, member.stage);
  return objections([
    ...testWho(rule.who, member, stage, now),
    ...(rule.trigger === 'post.first' && event.kind !== 'sequence.step' ? [testFirstPost(member)] : []),
  ]);
}

/** The stage that a rule about stages asks for: the one that was entered or left, where it is not the present one any more. */
function stageAsked(event: AnswerableEvent, present: Fact<StageId>): Fact<StageId> {
  const isAboutStage =
    event.kind === 'stage.entered' || event.kind === 'stage.left' || event.kind === 'stage.stalled';
  return isAboutStage ? known(event.stage, 'ledger', event.occurredAt) : present;
}
