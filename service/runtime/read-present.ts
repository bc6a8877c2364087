import type { Present } from '../metrics/expose-present.ts';
import type { Producer } from '../queue/producer.ts';
import type { Reports } from '../storage/reports.ts';
import type { ConnectedForum } from './forums.ts';

/** The numbers that only Postgres and the queue know, for one scrape. */
export async function readPresent(
  reports: Reports,
  forums: readonly ConnectedForum[],
  producer: Producer,
): Promise<Present> {
  const progress = await reports.progress();
  return {
    stages: progress.stages,
    workers: progress.workers,
    rulesRejected: progress.rulesRejected,
    forums: await Promise.all(forums.map((forum) => readForum(reports, forum, progress.at))),
    queues: await Promise.all(
      producer.queues.map(async (queue) => ({
        queue: queue.name,
        // With the queue away its numbers are absent; Postgres' are what counts.
        jobs: await queue.getJobCounts('wait', 'active', 'delayed').catch(() => ({})),
      })),
    ),
  };
}

async function readForum(
  reports: Reports,
  { id }: ConnectedForum,
  at: Date,
): Promise<Present['forums'][number]> {
  const [health, overview] = await Promise.all([reports.forumHealth(id), reports.overview(id)]);
  const since = (moment: Date | null | undefined) => (moment ? at.getTime() - moment.getTime() : null);
  return {
    forum: id,
    quarantined: overview.needsAPerson.quarantined,
    deadEvents: overview.needsAPerson.deadEvents,
    openOffers: overview.openOffers,
    share: health?.share ?? { limit: 0, now: 0, used: 0 },
    isBlocked: Boolean(health?.blocked),
    isPaused: overview.paused !== null,
    sinceWebhookMs: since(health?.lastWebhookAt),
    sinceReconciledMs: since(health?.lastReconciledAt),
  };
}
