import type { StageId } from '../model/ids.ts';
import type { TrustLevel } from '../model/member.ts';

/** One stage of the life cycle. The first stage of the list that fits a member is theirs. */
export interface Stage {
  id: StageId;
  /** Fits when one of these is met in all its parts; an empty condition always fits. */
  when: readonly StageCondition[];
  /** Once entered it stays at least this long, unless a stage above it fits. */
  keepMs: number;
}

export interface StageCondition {
  posts: { min: number; max: number } | null;
  trustLevels: readonly TrustLevel[];
  postedWithinMs: number | null;
  silentForMs: number | null;
  memberForMs: number | null;
  was: readonly StageId[];
  groups: readonly string[];
}
