import { isAnnouncement } from '../model/announcement.ts';
import type { Decision, Evidence, Reason, Rung, SequenceBegin } from '../model/decision.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { missingSlots } from './announce/missing-slots.ts';
import { reason } from './conditions/check.ts';
import { orderCandidates } from './planning/choose-offer.ts';
import type { Candidate } from './planning/choose-offer.ts';
import { textReasons } from './consider.ts';
import { phrasesOf } from './matching/read-post.ts';
import type { ConsideredRule } from './consider.ts';
import { postUnder } from './decide-input.ts';
import type { DecideInput } from './decide-input.ts';
import { judgeBegin, judgeRule } from './conditions/judge-rule.ts';
import { type AnswerableEvent, isAnswerable } from './answerable-event.ts';
import { planOffer } from './planning/plan-offer.ts';
import type { Plan } from './planning/plan-offer.ts';
import { beginSequence } from './sequences/begin-sequence.ts';
import { effectiveRung, isInForce } from './conditions/rung.ts';
import { testText } from './conditions/test-text.ts';
import { withoutWords } from './matching/without-words.ts';

/**
 * One decision for every considered rule that is above `draft`, at most one of them an offer.
 *
 * When several want to offer, the order is: live before shadow; care, help, celebrate, announce, promote;
 * higher `priority`; the rule with more conditions; the longer text evidence; the id. The others are held with
 * `another_rule_won`. An offer at `review` waits for a person; one below is to be recorded only, and claims no cap.
 */
export function decide(input: DecideInput): Decision[] {
  const { event } = input;
  if (!isAnswerable(event)) return [];
  const judged = input.considered
    .map((considered) => ({ considered, rung: effectiveRung(considered.rule, input.history.rungs) }))
    .filter(({ rung }) => rung !== 'draft')
    .map(({ considered, rung }) => judge(considered, rung, event, input));
  const winner = orderCandidates(judged.filter(({ plan }) => plan.planned))[0];
  return judged.map((considered) =>
    withoutWords(considered.rule, toDecision(considered, winner?.rule.id ?? null, input.rulebook)),
  );
}

type Judged = ConsideredRule & Candidate & { plan: Plan; begins?: SequenceBegin };

function judge(considered: ConsideredRule, rung: Rung, event: AnswerableEvent, input: DecideInput): Judged {
  const { rule } = considered;
  const standing = testStandingText(rule, event, input);
  const begin = beginSequence(rule, event);
  const judged = begin === null ? judgeRule(rule, event, input) : judgeBegin(rule, event, input);
  const against = [...judged, ...standing.against, ...missingSlots(rule, event, input.rulebook)];
  const plan: Plan =
    against.length > 0 || begin !== null
      ? { planned: false, because: against.length > 0 || begin === null ? against : [begin.because] }
      : planOffer(rule, rung, event, input);
  const begins = against.length === 0 && begin !== null ? { begins: begin.begins } : {};
  const because = [...considered.because, ...textReasons(standing.evidence)];
  return {
    rule,
    rung,
    because,
    evidence: [...considered.evidence, ...standing.evidence],
    plan,
    ...begins,
  };
}

/** The words of a post that stood already when something happened; those of a new one were looked at before. */
function testStandingText(
  rule: Rule,
  event: AnswerableEvent,
  input: DecideInput,
): { against: Reason[]; evidence: readonly Evidence[] } {
  const post = 'post' in event || isAnnouncement(event) ? null : postUnder(input);
  if (rule.text === null || post === null) return { against: [], evidence: [] };
  const match = testText(rule, phrasesOf(input.rulebook, post));
  return match.matched
    ? { against: [], evidence: match.evidence }
    : { against: [match.because], evidence: [] };
}

function onTrialBecause(rung: Rung): Reason {
  return isInForce(rung) ? reason('needs_approval') : reason('rule_is_shadow', { rung });
}

function toDecision(
  { rule, rung, evidence, because, plan, begins }: Judged,
  winner: string | null,
  rulebook: Rulebook,
): Decision {
  const common = { rule: rule.id, rung, rulebook: rulebook.version, evidence };
  if (!plan.planned)
    return { ...common, verdict: 'held', because: plan.because, ...(begins ? { begins } : {}) };
  if (rule.id !== winner)
    return { ...common, verdict: 'held', because: [reason('another_rule_won', { rule: winner })] };
  const onTrial = rung === 'live' ? [] : [onTrialBecause(rung)];
  return {
    ...common,
    verdict: 'offer',
    offer: plan.offer,
    because: [...because, ...plan.because, ...onTrial],
  };
}
