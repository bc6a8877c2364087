import type { Rule, Trigger } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Measure } from './measure.ts';

/** What a rulebook measures members by. */
export function measureOf(rulebook: Rulebook): Measure {
  const years = asking(rulebook, 'member.anniversary').map(({ details }) => details.years);
  const isEveryYear = years.some((list) => list.length === 0);
  const named = isEveryYear ? [] : [...new Set(years.flat())].toSorted((a, b) => a - b);
  return {
    stages: rulebook.stages,
    anniversaries: years.length === 0 ? null : named,
    zone: rulebook.site.timeZone,
  };
}

/** Whether some rule waits for members to leave a stage. */
export function isLeavingAsked(rulebook: Rulebook): boolean {
  return asking(rulebook, 'stage.left').length > 0;
}

/** Rules with a trigger that may do something. */
export function asking({ rulesByTrigger }: Rulebook, trigger: Trigger): readonly Rule[] {
  return (rulesByTrigger.get(trigger) ?? []).filter(({ rollout }) => rollout !== 'draft');
}
