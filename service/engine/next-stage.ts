import type { Reason } from '../model/decision.ts';
import type { StageId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Stage } from '../rulebook/stage.ts';

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

/** The stage a member belongs to now. Missing facts never move anybody. */
export function nextStage(input: NextStageInput): NextStage {
  throw new Error(`not written yet: ${input.member.id}`);
}
