import { setTimeout as sleep } from 'node:timers/promises';
import type { ForumId } from '../../model/ids.ts';
import type { Present } from '../../metrics/expose-present.ts';
import type { Reports } from '../../storage/reports.ts';

/** A queue as far as its numbers go. */
export interface CountedQueue {
  name: string;
  getJobCounts(): Promise<Record<string, number>>;
}

const queueWithinMs = 1_000;

/** What is the case now, for `/metrics`. A queue that does not answer in a second is left out. */
export async function readPresent(deps: {
  reports: Reports;
  forums: readonly ForumId[];
  queues: readonly CountedQueue[];
}): Promise<Present> {
  const [{ stages, workers, rulesRejected }, forums, queues] = await Promise.all([
    deps.reports.progress(),
    Promise.all(deps.forums.map((forum) => readForum(deps.reports, forum))),
    Promise.all(deps.queues.map(countJobs)),
  ]);
  return { stages, workers, rulesRejected, forums: forums.flat(), queues: queues.flat() };
}

async function readForum(reports: Reports, forum: ForumId): Promise<Present['forums'][number][]> {
  const [overview, health] = await Promise.all([reports.overview(forum, 1), reports.forumHealth(forum)]);
  if (!health) return [];
  const since = (moment: Date | null) => (moment === null ? null : overview.at.getTime() - moment.getTime());
  const { limit, now, used } = health.share;
  return [
    {
      forum,
      quarantined: overview.needsAPerson.quarantined,
      deadEvents: overview.needsAPerson.deadEvents,
      openOffers: overview.openOffers,
      share: { limit, now, used },
      isBlocked: health.blocked !== null,
      isPaused: overview.paused !== null,
      sinceWebhookMs: since(health.lastWebhookAt),
      sinceReconciledMs: since(health.lastReconciledAt),
    },
  ];
}

async function countJobs(queue: CountedQueue): Promise<Present['queues'][number][]> {
  const jobs = await Promise.race([
    queue.getJobCounts().catch(() => null),
    sleep(queueWithinMs, null, { ref: false }),
  ]);
  return jobs === null ? [] : [{ queue: queue.name, jobs }];
}
