import type { Reason } from '../../model/decision.ts';
import { known } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { StageId } from '../../model/ids.ts';
import type { Member } from '../../model/member.ts';
import type { Stage, StageCondition } from '../../rulebook/stage.ts';
import { reason } from '../conditions/check.ts';

export interface NextStageInput {
  stages: readonly Stage[];
  member: Member;
  /** When the member wrote the post being looked at, which `member.lastPostedAt` does not yet include; null in a sweep. */
  postedAt: Date | null;
  now: Date;
}

export type NextStage =
  | { verdict: 'enters'; stage: StageId; previous: StageId | null; because: Reason }
  | { verdict: 'stays'; stage: StageId; because: Reason }
  /** Facts are missing: whatever stage is recorded stays. */
  | { verdict: 'unknown'; because: Reason };

/**
 * The stage a member belongs to now: the first in the list whose condition is met.
 * A stage that cannot be told ends the search, so that missing facts never move anybody.
 */
export function nextStage(input: NextStageInput): NextStage {
  const present = input.member.stage.known ? input.member.stage.value : null;
  for (const stage of input.stages) {
    if (stage.id === present && isKept(stage, input)) {
      return { verdict: 'stays', stage: stage.id, because: reason('stage_kept', { stage: stage.id }) };
    }
    const fit = fits(stage, input);
    if (fit === 'unknown')
      return { verdict: 'unknown', because: reason('stage_facts_unknown', { stage: stage.id }) };
    if (fit === 'no') continue;
    const because = reason('stage_condition_met', { stage: stage.id });
    return stage.id === present
      ? { verdict: 'stays', stage: stage.id, because }
      : { verdict: 'enters', stage: stage.id, previous: present, because };
  }
  return { verdict: 'unknown', because: reason('stage_none_fits') };
}

/** Stages that nobody of trust level 2 or more is in, whatever the files say. */
export function isNewcomerStage(stage: StageId): boolean {
  return stage === 'newcomer' || stage === 'visitor';
}

function isKept({ keepMs }: Stage, { member, now }: NextStageInput): boolean {
  return member.stageSince.known && now.getTime() - member.stageSince.value.getTime() < keepMs;
}

export type Fit = 'yes' | 'no' | 'unknown';

function fits(stage: Stage, input: NextStageInput): Fit {
  const { trustLevel } = input.member;
  if (isNewcomerStage(stage.id) && trustLevel.known && trustLevel.value >= 2) return 'no';
  return meetsAny(stage.when, input);
}

/** Whether a member meets one of these conditions in all its parts. */
export function meetsAny(conditions: readonly StageCondition[], input: Omit<NextStageInput, 'stages'>): Fit {
  const answers = conditions.map((condition) => allOf(conditionParts(condition, input)));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

function allOf(parts: readonly Fit[]): Fit {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}

function conditionParts(
  condition: StageCondition,
  { member, postedAt, now }: Omit<NextStageInput, 'stages'>,
): Fit[] {
  const { posts, trustLevels, postedWithinMs, silentForMs, memberForMs, was, groups } = condition;
  const silence = silenceMs(member, postedAt, now);
  return [
    posts === null ? 'yes' : fitOf(member.postCount, (count) => count >= posts.min && count <= posts.max),
    trustLevels.length === 0 ? 'yes' : fitOf(member.trustLevel, (level) => trustLevels.includes(level)),
    postedWithinMs === null ? 'yes' : postedWithin(silence, postedWithinMs),
    silentForMs === null ? 'yes' : silentFor(silence, silentForMs),
    memberForMs === null
      ? 'yes'
      : fitOf(member.joinedAt, (joined) => now.getTime() - joined.getTime() >= memberForMs),
    // The ledger of stages is our own: a stage that is not recorded was not seen, and nobody returns from it.
    was.length === 0 || (member.stage.known && was.includes(member.stage.value)) ? 'yes' : 'no',
    groups.length === 0
      ? 'yes'
      : fitOf(member.groups, (names) => {
          const wanted = groups.map((name) => name.toLowerCase());
          return names.some((name) => wanted.includes(name.toLowerCase()));
        }),
  ];
}

function fitOf<T>(fact: Fact<T>, test: (value: T) => boolean): Fit {
  if (!fact.known) return 'unknown';
  return test(fact.value) ? 'yes' : 'no';
}

interface Silence {
  /** Since the newest post; unknown when no post was seen. */
  sincePost: Fact<number>;
  /** Nobody can have been silent for longer than this. */
  atMost: number;
}

function silenceMs({ lastPostedAt, joinedAt }: Member, postedAt: Date | null, now: Date): Silence {
  const newest = postedAt === null ? lastPostedAt : known(postedAt, 'webhook', now);
  const age = (at: Date): number => now.getTime() - at.getTime();
  return {
    sincePost: newest.known ? { ...newest, value: age(newest.value) } : newest,
    atMost: joinedAt.known ? age(joinedAt.value) : Number.POSITIVE_INFINITY,
  };
}

function postedWithin({ sincePost }: Silence, ms: number): Fit {
  return fitOf(sincePost, (since) => since <= ms);
}

function silentFor({ sincePost, atMost }: Silence, ms: number): Fit {
  if (atMost < ms) return 'no';
  return fitOf(sincePost, (since) => since >= ms);
}
