import type { CapClaim, Decision, Evidence, PlannedOffer, Reason } from '../../model/decision.ts';
import type { RuleId } from '../../model/ids.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { claimsOfWays } from '../planning/cap-claims.ts';
import { reason } from '../conditions/check.ts';
import { considerRule, foundIn } from '../consider.ts';
import type { ConsideredRule, LocalFacts } from '../consider.ts';
import { decide } from '../decide.ts';
import type { DecideInput } from '../decide-input.ts';
import type { FoundTerms } from '../matching/found-terms.ts';
import type { ExplainInput } from './kept-input.ts';

/** What one rule made of an event, and why: the whole answer to "why did nobody get anything here?". */
export interface Explanation {
  rule: Rule;
  /** `passed over`: its trigger, scope or text did not match, so that nothing was decided or stored. */
  verdict: 'offer' | 'held' | 'passed over';
  /** Why it came, or everything that stood against it, what was looked at first in front. */
  because: readonly Reason[];
  evidence: readonly Evidence[];
  /** The limits it would count against, and what they had left; empty where it was passed over. */
  limits: readonly Limit[];
  /** What it would put before the member; null where it offers nothing. */
  offer: PlannedOffer | null;
}

export interface Limit {
  claim: CapClaim;
  used: number;
}

/** Every rule's answer to an event, by the same code that decides live; offers first, then the held ones. */
export function explain(input: ExplainInput): Explanation[] {
  const { rulebook, event, local } = input;
  const found = foundIn(rulebook, event);
  const looks = [...rulebook.rules.values()].map((rule) => ({
    rule,
    look: lookAt(rule, found, input, local),
  }));
  const considered = looks.flatMap(({ look }) => ('considered' in look ? [look.considered] : []));
  const decisions = new Map(decide({ ...input, considered }).map((decision) => [decision.rule, decision]));
  return looks
    .map(({ rule, look }) =>
      'considered' in look
        ? decided(rule, decisions, input)
        : {
            rule,
            verdict: 'passed over' as const,
            because: look.against,
            evidence: [],
            limits: [],
            offer: null,
          },
    )
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

const order: readonly Explanation['verdict'][] = ['offer', 'held', 'passed over'];

type Look = { considered: ConsideredRule } | { against: Reason[] };

function lookAt(
  rule: Rule,
  found: FoundTerms | null,
  { rulebook, event }: Pick<DecideInput, 'rulebook' | 'event'>,
  local: LocalFacts,
): Look {
  if (rule.rollout === 'draft') return { against: [reason('rule_is_draft')] };
  return considerRule({ rulebook, rule, event, local, found });
}

function decided(rule: Rule, decisions: ReadonlyMap<RuleId, Decision>, input: DecideOn): Explanation {
  const decision = decisions.get(rule.id);
  if (decision === undefined)
    return {
      rule,
      verdict: 'passed over',
      because: [reason('rule_is_draft')],
      evidence: [],
      limits: [],
      offer: null,
    };
  const { verdict, because, evidence } = decision;
  const topicId = input.topic?.id ?? null;
  const ways = decision.verdict === 'offer' ? [decision.offer.channel] : rule.as;
  const claims = claimsOfWays({ site: input.rulebook.site, rule, memberId: input.member.id, topicId }, ways);
  const limits = claims.map((claim) => ({ claim, used: input.history.capUse(claim).used }));
  const offer = decision.verdict === 'offer' ? decision.offer : null;
  return { rule, verdict, because, evidence, limits, offer };
}

type DecideOn = Pick<DecideInput, 'rulebook' | 'member' | 'topic' | 'history'>;
