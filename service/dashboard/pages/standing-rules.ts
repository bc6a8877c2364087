import { effectiveRung } from '../../engine/conditions/rung.ts';
import type { Rung } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Acceptance } from '../../storage/reports/acceptance.ts';
import type { Sight } from '../../storage/reports/sight.ts';
import type { RuleActivity, RulesActivity } from '../../storage/reports/rules-activity.ts';

/** A rule of the present rulebook with the rung that it has. */
export interface StandingRule {
  rule: Rule;
  rung: Rung;
  activity: RuleActivity | null;
}

/** The same with what only its reader may know. */
export interface ShownRule extends StandingRule {
  /** What people made of what it proposed; null where it proposed nothing. */
  acceptance: Acceptance | null;
  /** What it did is for its approvers alone. */
  isHidden: boolean;
}

export function standingRules(
  rulebook: Rulebook | null,
  activity: RulesActivity,
  { acceptance, sight }: { acceptance: ReadonlyMap<string, Acceptance>; sight: Sight },
): ShownRule[] {
  return [...(rulebook?.rules.values() ?? [])].map((rule) => {
    const known = activity.rules.get(rule.id) ?? null;
    return {
      rule,
      rung: effectiveRung(rule, new Map([[rule.id, known?.rung ?? activity.defaultRung]])),
      activity: known,
      acceptance: acceptance.get(rule.id) ?? null,
      isHidden: rule.kind === 'care' && !sight.care,
    };
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
