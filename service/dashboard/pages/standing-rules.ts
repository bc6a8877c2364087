import { effectiveRung } from '../../engine/conditions/rung.ts';
import type { Channel, Rung } from '../../model/decision.ts';
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
  /** All its ways lead through the plugin, which the forum has not. */
  lacksPlugin: boolean;
}

const withoutPlugin: ReadonlySet<Channel> = new Set(['reply', 'message']);

/** Whether nothing of it can be shown on a forum without the plugin. */
function needsPlugin({ as, steps }: Rule): boolean {
  const ways = steps.length === 0 ? [as] : steps.map((step) => step.as);
  return ways.every((each) => !each.some((channel) => withoutPlugin.has(channel)));
}

export function standingRules(
  rulebook: Rulebook | null,
  activity: RulesActivity,
  {
    acceptance,
    sight,
    hasPlugin,
  }: { acceptance: ReadonlyMap<string, Acceptance>; sight: Sight; hasPlugin: boolean | null },
): ShownRule[] {
  return [...(rulebook?.rules.values() ?? [])].map((rule) => {
    const known = activity.rules.get(rule.id) ?? null;
    return {
      rule,
      rung: effectiveRung(rule, new Map([[rule.id, known?.rung ?? activity.defaultRung]])),
      activity: known,
      acceptance: acceptance.get(rule.id) ?? null,
      isHidden: rule.kind === 'care' && !sight.care,
      lacksPlugin: hasPlugin === false && needsPlugin(rule),
    };
  });
}

export function countRungs(rules: readonly ShownRule[]): {
  rules: number;
  live: number;
  shadow: number;
  other: number;
  /** Of the live ones those that the forum cannot show without the plugin. */
  liveWithoutPlugin: number;
} {
  const count = (rung: Rung) => rules.filter((each) => each.rung === rung).length;
  return {
    rules: rules.length,
    live: count('live'),
    shadow: count('shadow'),
    other: count('draft') + count('review'),
    liveWithoutPlugin: rules.filter((each) => each.rung === 'live' && each.lacksPlugin).length,
  };
}
