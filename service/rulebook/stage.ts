import type { StageId } from '../model/ids.ts';
import type { TrustLevel } from '../model/member.ts';

/** One stage of the life cycle. The first stage of the list that fits a member is theirs. */
export interface Stage {
  id: StageId;
  /** Fits when one of these is met in all its parts; an empty condition always fits. */
  when: readonly StageCondition[];
  /** Once entered it stays at least this long, unless a stage above it fits. */
  keepMs: number;
  /** When somebody stalls here: after so long in the stage, unless one of these is met by then. Null: nobody does. */
  stalls: { afterMs: number; unless: readonly StageCondition[] } | null;
}

/** One part of the way as reports show it, and the stages that belong to it: `contribution` is regular and returned. */
export interface FunnelPart {
  name: string;
  stages: readonly StageId[];
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
