import type { StageId } from '../../model/ids.ts';
import type { ReasonCode } from '../../model/reason.ts';
import { reason } from '../conditions/check.ts';
import type { TriggerInput, TriggerMatch } from './matcher.ts';
import { anotherOne, itIs, itIsNot, onKind } from './matcher.ts';

/** Triggers that time and a member's own way bring about. */
export const lifeMatchers = {
  'stage.entered': onKind('stage.entered', ({ stage }, input) =>
    matchStage('stage_was_entered', stage, input),
  ),
  'stage.left': onKind('stage.left', ({ stage }, input) => matchStage('stage_was_left', stage, input)),
  'stage.stalled': onKind('stage.stalled', ({ stage }, input) =>
    matchStage('stage_has_stalled', stage, input),
  ),
  'member.anniversary': onKind('member.anniversary', ({ years }, { rule: { details } }) =>
    details.years.length === 0 || details.years.includes(years)
      ? itIs(reason('anniversary_came', { years }))
      : anotherOne('years', details.years, years),
  ),
  'member.count': onKind('member.count', ({ count }, { rule: { details } }) =>
    details.reaches.includes(count)
      ? itIs(reason('count_was_reached', { count }))
      : anotherOne('reaches', details.reaches, count),
  ),
} as const;

function matchStage(because: ReasonCode, stage: StageId, { rule: { who } }: TriggerInput): TriggerMatch {
  return who.stages.includes(stage)
    ? itIs(reason(because, { stage }))
    : itIsNot(reason('stage_not_matched', { actual: stage, expected: who.stages.join(', ') }));
}
