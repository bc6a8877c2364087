import type { Progress, WorkStage } from '../../storage/reports/progress.ts';

export interface HealthLimits {
  /** Due work older than this is worth a look. */
  lateMs: number;
  /** Due work older than this calls for a person. */
  failingMs: number;
}

export const defaultHealthLimits: HealthLimits = { lateMs: 60_000, failingMs: 300_000 };

export interface Health {
  status: 'ok' | 'degraded' | 'failing';
  /** One sentence per thing that is not well. */
  reasons: string[];
}

/**
 * Health is progress, not liveness: what is due and does not get done. A stage that is behind but still finishes
 * things (the forum's own pace holds it back) is degraded, not failing.
 */
export function assessHealth(progress: Progress, limits: HealthLimits): Health {
  const judged = stages.map((stage) => judgeStage(stage, progress, limits));
  const reasons = judged.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  if (progress.workers === 0) reasons.push('No worker has been heard of for a minute.');
  if (progress.rulesRejected > 0) {
    reasons.push(
      `The newest rule files have ${progress.rulesRejected} faults; the last good version decides.`,
    );
  }
  if (judged.some(({ isFailing }) => isFailing)) return { status: 'failing', reasons };
  return { status: reasons.length === 0 ? 'ok' : 'degraded', reasons };
}

const stages: readonly WorkStage[] = ['read', 'decide', 'send'];
const work: Readonly<Record<WorkStage, string>> = {
  read: 'webhook to read',
  decide: 'event to decide',
  send: 'offer to send',
};

function judgeStage(
  stage: WorkStage,
  { stages: all }: Progress,
  limits: HealthLimits,
): { isFailing: boolean; reason: string | null } {
  const { due, oldestDueMs, lastFinishedMs } = all[stage];
  if (due === 0 || oldestDueMs < limits.lateMs) return { isFailing: false, reason: null };
  const isMoving = stage === 'send' && lastFinishedMs !== null && lastFinishedMs < limits.failingMs;
  const seconds = Math.round(oldestDueMs / 1000);
  return {
    isFailing: oldestDueMs >= limits.failingMs && !isMoving,
    reason: `The oldest ${work[stage]} has been due for ${seconds} s; ${due} are due.`,
  };
}
