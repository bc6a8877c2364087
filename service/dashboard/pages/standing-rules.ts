import { lowerRung } from '../../engine/rung.ts';
import type { Rung } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { RuleActivity, RulesActivity } from '../../storage/reports/rules-activity.ts';

/** A rule of the present rulebook with the rung that it has. */
export interface StandingRule {
  rule: Rule;
  rung: Rung;
  activity: RuleActivity | null;
}

export function standingRules(rulebook: Rulebook | null, activity: RulesActivity): StandingRule[] {
  return [...(rulebook?.rules.values() ?? [])].map((rule) => {
    const known = activity.rules.get(rule.id) ?? null;
    return { rule, rung: lowerRung(rule.rollout, known?.rung ?? activity.defaultRung), activity: known };
  });
}

export function countRungs(rules: readonly StandingRule[]): {
  rules: number;
  live: number;
  shadow: number;
  other: number;
} {
  const count = (rung: Rung) => rules.filter((each) => each.rung === rung).length;
  return {
    rules: rules.length,
    live: count('live'),
    shadow: count('shadow'),
    other: count('draft') + count('review'),
  };
}
