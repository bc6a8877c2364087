import type { Rung } from '../../model/decision.ts';
import type { RuleId } from '../../model/ids.ts';
import type { Rule } from '../../rulebook/rule.ts';

export const rungOrder = ['draft', 'shadow', 'review', 'live'] as const satisfies readonly Rung[];

/** The lower of what the file allows and what the installation has given; a rule without a rung of its own is `shadow` at most, and care never climbs above `review`. */
export function effectiveRung(rule: Rule, rungs: ReadonlyMap<RuleId, Rung>): Rung {
  const rung = lowerRung(rule.rollout, rungs.get(rule.id) ?? 'shadow');
  return rule.kind === 'care' ? lowerRung(rung, 'review') : rung;
}

/** Whether what a rule decides at this rung is meant for members: by itself, or once a person has approved it. */
export function isInForce(rung: Rung): boolean {
  return rung === 'live' || rung === 'review';
}

export function lowerRung(a: Rung, b: Rung): Rung {
  return rungOrder.indexOf(a) <= rungOrder.indexOf(b) ? a : b;
}

/** Gives every rule that nobody has promoted or demoted the forum's default rung. */
export function withDefaultRung(
  rules: ReadonlyMap<RuleId, Rule>,
  rungs: ReadonlyMap<RuleId, Rung>,
  byDefault: Rung,
): ReadonlyMap<RuleId, Rung> {
  return new Map([...rules.keys()].map((rule) => [rule, rungs.get(rule) ?? byDefault]));
}
