import type { z } from 'zod';
import { stageId } from '../model/ids.ts';
import type { stageCondition } from './language/schema.ts';
import type { StageCondition } from './stage.ts';

/** A condition over a member's facts as files write it, to what the engine reads. */
export function compileCondition(written: z.output<typeof stageCondition>): StageCondition {
  return {
    posts: written.posts,
    trustLevels: written.trust_level,
    postedWithinMs: written.posted_within,
    silentForMs: written.silent_for,
    memberForMs: written.member_for,
    was: written.was.map(stageId),
    groups: written.group,
  };
}
