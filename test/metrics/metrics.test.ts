import { describe, expect, it } from 'vitest';
import type { Present } from '../../service/metrics/expose-present.ts';
import { createMetrics } from '../../service/metrics/metrics.ts';

const present: Present = {
  stages: {
    read: { due: 3, oldestDueMs: 1_500 },
    decide: { due: 0, oldestDueMs: 0 },
    send: { due: 0, oldestDueMs: 0 },
  },
  workers: 2,
  rulesRejected: 0,
  forums: [
    {
      forum: 'default',
      quarantined: 1,
      deadEvents: 0,
      openOffers: { waiting: 4 },
      share: { limit: 30, now: 24, used: 9 },
      isBlocked: false,
      isPaused: true,
      sinceWebhookMs: 12_000,
      sinceReconciledMs: null,
    },
  ],
  queues: [{ queue: 'waypost-events', jobs: { waiting: 7 } }],
};

describe('metrics', () => {
  it('count what a process does and show what Postgres knows', async () => {
    const metrics = createMetrics({ role: 'all', present: async () => present });
    metrics.webhooks.inc({ forum: 'default', result: 'kept' });

    const text = await metrics.render();

    expect(text).toContain('waypost_webhooks_total{forum="default",result="kept",role="all"} 1');
    expect(text).toContain('waypost_oldest_due_seconds{stage="read",role="all"} 1.5');
    expect(text).toContain('waypost_forum_paused{forum="default",role="all"} 1');
    expect(text).toContain('waypost_queue_jobs{queue="waypost-events",state="waiting",role="all"} 7');
    expect(text).toContain('waypost_present_known{role="all"} 1');
    expect(text).not.toContain('waypost_since_reconciled_seconds{');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('never show an old number for a new one', async () => {
    let isUp = true;
    const metrics = createMetrics({
      role: 'all',
      present: async () => {
        if (!isUp) throw new Error('the database is away');
        return present;
      },
    });
    await metrics.render();
    isUp = false;

    const text = await metrics.render();

    expect(text).toContain('waypost_present_known{role="all"} 0');
    expect(text).not.toContain('waypost_due{');
  });

  it('of two processes in one test do not meet', () => {
    expect(() => [createMetrics({ role: 'serve' }), createMetrics({ role: 'work' })]).not.toThrow();
  });
});
