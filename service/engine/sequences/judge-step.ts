import type { Reason } from '../../model/decision.ts';
import type { SequenceStep } from '../../model/life-event.ts';
import type { Member } from '../../model/member.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { reason } from '../conditions/check.ts';
import { meetsAny } from '../lifecycle/next-stage.ts';

/** Whether the goal of a sequence is reached, or its step no longer needed. That cannot be told of a need is no need. */
export function judgeStep(
  { steps, until }: Rule,
  { step: id }: Pick<SequenceStep, 'step'>,
  { member, now }: { member: Member; now: Date },
): Reason[] {
  const input = { member, postedAt: null, now };
  if (until.length > 0 && meetsAny(until, input) === 'yes') return [reason('goal_reached')];
  const onlyIf = steps.find((step) => step.id === id)?.onlyIf ?? [];
  const need = onlyIf.length === 0 ? 'yes' : meetsAny(onlyIf, input);
  if (need === 'yes') return [];
  return [reason(need === 'no' ? 'step_not_needed' : 'step_need_unknown', { step: id })];
}
