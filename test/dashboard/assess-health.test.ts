import { describe, expect, it } from 'vitest';
import { assessHealth, defaultHealthLimits } from '../../service/dashboard/health/assess-health.ts';
import type { Progress, StageProgress } from '../../service/storage/reports/progress.ts';

const idle: StageProgress = { due: 0, oldestDueMs: 0, lastFinishedMs: null };
const minute = 60_000;

function progressOf(stages: Partial<Progress['stages']>, rest: Partial<Progress> = {}): Progress {
  const at = new Date('2026-11-21T12:00:00Z');
  return {
    at,
    stages: { read: idle, decide: idle, send: idle, ...stages },
    workers: 1,
    rulesRejected: 0,
    ...rest,
  };
}

describe('health', () => {
  it.each<[string, Progress, string, number]>([
    ['nothing is due', progressOf({}), 'ok', 0],
    [
      'work is due for a moment',
      progressOf({ read: { due: 9, oldestDueMs: 2_000, lastFinishedMs: 10 } }),
      'ok',
      0,
    ],
    [
      'work is late',
      progressOf({ decide: { due: 9, oldestDueMs: 2 * minute, lastFinishedMs: 10 } }),
      'degraded',
      1,
    ],
    [
      'work stands still',
      progressOf({ read: { due: 9, oldestDueMs: 6 * minute, lastFinishedMs: null } }),
      'failing',
      1,
    ],
    [
      'events pile up although some are done',
      progressOf({ decide: { due: 9, oldestDueMs: 6 * minute, lastFinishedMs: 10 } }),
      'failing',
      1,
    ],
    [
      'offers wait for the forum’s pace, and go out',
      progressOf({ send: { due: 90, oldestDueMs: 9 * minute, lastFinishedMs: 4_000 } }),
      'degraded',
      1,
    ],
    [
      'offers wait, and none goes out',
      progressOf({ send: { due: 90, oldestDueMs: 9 * minute, lastFinishedMs: 6 * minute } }),
      'failing',
      1,
    ],
    ['nobody works', progressOf({}, { workers: 0 }), 'degraded', 1],
    ['the rules were rejected', progressOf({}, { rulesRejected: 3 }), 'degraded', 1],
  ])('when %s', (_, progress, status, reasons) => {
    const health = assessHealth(progress, defaultHealthLimits);

    expect(health.status).toBe(status);
    expect(health.reasons).toHaveLength(reasons);
  });

  it('says which work is late, since when and how much of it', () => {
    const late = progressOf({ decide: { due: 9, oldestDueMs: 2 * minute, lastFinishedMs: 10 } });

    expect(assessHealth(late, defaultHealthLimits).reasons).toEqual([
      'The oldest event to decide has been due for 120 s; 9 are due.',
    ]);
  });
});
