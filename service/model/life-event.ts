import type { MemberId, RuleId, StageId } from './ids.ts';
import type { Occurrence } from './occurrence.ts';
import type { Post } from './post.ts';
import type { Reason } from './reason.ts';

/** The other side of entering a stage: told only where a rule waits for it. */
export interface StageLeft extends Occurrence {
  kind: 'stage.left';
  memberId: MemberId;
  stage: StageId;
  next: StageId;
  because: Reason;
  post: Post | null;
}

/** A member has been in a stage for as long as `stalls.after` says, without what `stalls.unless` names. Once per stay. */
export interface StageStalled extends Occurrence {
  kind: 'stage.stalled';
  memberId: MemberId;
  stage: StageId;
  since: Date;
  post: null;
}

/** So many years since a member joined, at nine in the morning by their own clock. */
export interface MemberAnniversary extends Occurrence {
  kind: 'member.anniversary';
  memberId: MemberId;
  years: number;
  post: null;
}

/** A member has reached a number that some rule names: the hundredth post. */
export interface MemberCount extends Occurrence {
  kind: 'member.count';
  memberId: MemberId;
  of: 'posts' | 'likes' | 'days';
  count: number;
  post: Post | null;
}

/** The moment of one step of a sequence has come for a member who is on it. */
export interface SequenceStep extends Occurrence {
  kind: 'sequence.step';
  memberId: MemberId;
  rule: RuleId;
  step: string;
  /** What the whole sequence is about, as the offer that began it says: `stage:newcomer@2026-11-21`. */
  occasion: string;
  post: Post | null;
}

/** What a member's life tells: no webhook says so. */
export type LifeEvent = StageLeft | StageStalled | MemberAnniversary | MemberCount | SequenceStep;

/** Every kind; the build fails where one is missing. */
const lifeEventKinds: Readonly<Record<LifeEvent['kind'], true>> = {
  'stage.left': true,
  'stage.stalled': true,
  'member.anniversary': true,
  'member.count': true,
  'sequence.step': true,
};

export function isLifeEvent(event: { kind: string }): event is LifeEvent {
  return Object.hasOwn(lifeEventKinds, event.kind);
}
