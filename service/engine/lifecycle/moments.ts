import type { StageId } from '../../model/ids.ts';
import { valueOr } from '../../model/fact.ts';
import type { Member } from '../../model/member.ts';
import type { StageCondition } from '../../rulebook/stage.ts';
import { zoneOr } from '../calendar/local-time.ts';
import { type NextStage, meetsAny, nextStage } from './next-stage.ts';
import { nextAnniversary } from './anniversary.ts';
import type { Measure } from './measure.ts';

/** Something that time alone brings about in a member's life. */
export type Moment =
  | { kind: 'stage'; at: Date; enters: Extract<NextStage, { verdict: 'enters' }> }
  | { kind: 'stalled'; at: Date; stage: StageId; since: Date }
  | { kind: 'anniversary'; at: Date; years: number };

/**
 * What comes next for a member after a moment if nothing more is heard of them; several when they come in the same
 * millisecond, a change of stage by itself since it may undo the others. Empty: nothing ever will.
 */
export function nextMoments(measure: Measure, member: Member, after: Date): Moment[] {
  const coming = [
    nextMove(measure, member, after),
    nextStall(measure, member, after),
    nextBirthday(measure, member, after),
  ].filter((moment) => moment !== null);
  const first = Math.min(...coming.map(({ at }) => at.getTime()));
  const next = coming.filter(({ at }) => at.getTime() === first);
  const move = next.find(({ kind }) => kind === 'stage');
  return move === undefined ? next : [move];
}

/** The first moment at which the list of stages says otherwise than before. Between the moments tried, no answer can change. */
function nextMove({ stages }: Measure, member: Member, after: Date): Moment | null {
  const conditions = stages.flatMap(({ when }) => when);
  const kept = stages.filter(({ id }) => member.stage.known && id === member.stage.value);
  const turns = [
    after.getTime() + 1,
    ...conditions.flatMap((condition) => turnsOf(condition, member)),
    ...kept.flatMap(({ keepMs }) =>
      member.stageSince.known ? [member.stageSince.value.getTime() + keepMs] : [],
    ),
  ].filter((turn) => turn > after.getTime());
  for (const turn of [...new Set(turns)].toSorted((a, b) => a - b)) {
    const now = new Date(turn);
    const enters = nextStage({ stages, member, postedAt: null, now });
    if (enters.verdict === 'enters') return { kind: 'stage', at: now, enters };
  }
  return null;
}

/** When the parts of a condition that time decides turn, in milliseconds. */
function turnsOf(
  { silentForMs, postedWithinMs, memberForMs }: StageCondition,
  { lastPostedAt, joinedAt }: Member,
): number[] {
  const posted = valueOr(lastPostedAt, null)?.getTime();
  const joined = valueOr(joinedAt, null)?.getTime();
  return [
    ...(posted !== undefined && silentForMs !== null ? [posted + silentForMs] : []),
    ...(posted !== undefined && postedWithinMs !== null ? [posted + postedWithinMs + 1] : []),
    ...(joined !== undefined && memberForMs !== null ? [joined + memberForMs] : []),
    // Nobody is silent for longer than they have been here: then it is no longer certain that they are not.
    ...(joined !== undefined && silentForMs !== null ? [joined + silentForMs] : []),
  ];
}

function nextStall({ stages }: Measure, member: Member, after: Date): Moment | null {
  if (!member.stage.known || !member.stageSince.known) return null;
  const stage = member.stage.value;
  const since = member.stageSince.value;
  const stalls = stages.find(({ id }) => id === stage)?.stalls ?? null;
  if (stalls === null) return null;
  const at = new Date(since.getTime() + stalls.afterMs);
  if (at <= after) return null;
  // Whether they have got anywhere by then is asked when the time has come; what is not known is no stall.
  const progress = meetsAny(stalls.unless, { member, postedAt: null, now: at });
  return progress === 'no' ? { kind: 'stalled', at, stage, since } : null;
}

/** The next anniversary of joining that some rule waits for. */
export function nextBirthday({ anniversaries, zone }: Measure, member: Member, after: Date): Moment | null {
  if (anniversaries === null || !member.joinedAt.known) return null;
  const next = nextAnniversary({
    joinedAt: member.joinedAt.value,
    zone: zoneOr(valueOr(member.timeZone, null), zone),
    years: anniversaries,
    after,
  });
  return next === null ? null : { kind: 'anniversary', ...next };
}
