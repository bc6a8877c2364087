import { Gauge, type Registry } from 'prom-client';

/** What is the case at this moment, over all processes; the runtime reads it from reports. */
export interface Present {
  stages: Readonly<Record<string, { due: number; oldestDueMs: number }>>;
  workers: number;
  rulesRejected: number;
  forums: readonly {
    forum: string;
    quarantined: number;
    deadEvents: number;
    openOffers: Readonly<Record<string, number>>;
    share: { limit: number; now: number; used: number };
    isBlocked: boolean;
    isPaused: boolean;
    sinceWebhookMs: number | null;
    sinceReconciledMs: number | null;
  }[];
  queues: readonly { queue: string; jobs: Readonly<Record<string, number>> }[];
}

/**
 * Gauges of what is the case now. The function it returns reads them afresh; call it before each scrape is answered.
 * When the reading fails, they are absent and `waypost_present_known` is 0: an old number would look like a good one.
 */
export function exposePresent(registry: Registry, read: () => Promise<Present>): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `waypost_${name}`, help, labelNames, registers: [registry] });
  const gauges = {
    due: gauge('due', 'Rows that are due and that nobody works on.', ['stage']),
    oldest: gauge('oldest_due_seconds', 'Age of the oldest due row.', ['stage']),
    workers: gauge('workers', 'Workers heard of within a minute.'),
    rejected: gauge('rules_faults', 'Faults in the newest rule files; not 0: an older version decides.'),
    stuck: gauge('needs_a_person', 'What does not go on by itself.', ['forum', 'what']),
    offers: gauge('open_offers', 'Offers that have not ended.', ['forum', 'state']),
    share: gauge('api_share_calls', 'Calls a minute to the forum: limit, now, used.', ['forum', 'what']),
    blocked: gauge('forum_blocked', '1 while no call may be made.', ['forum']),
    paused: gauge('forum_paused', '1 while sending is paused.', ['forum']),
    webhook: gauge('since_webhook_seconds', 'Since the last genuine webhook.', ['forum']),
    reconciled: gauge('since_reconciled_seconds', 'Since the forum was last read for missed posts.', [
      'forum',
    ]),
    jobs: gauge('queue_jobs', 'Jobs in the queue; a hint only, Postgres is the record.', ['queue', 'state']),
  };
  const known = gauge('present_known', '1 when the numbers of the present could be read from Postgres.');
  return async () => {
    for (const each of Object.values(gauges)) each.reset();
    const present = await read().catch(() => null);
    known.set(present === null ? 0 : 1);
    if (present !== null) setAll(gauges, present);
  };
}

type Gauges = Record<
  | 'due'
  | 'oldest'
  | 'workers'
  | 'rejected'
  | 'stuck'
  | 'offers'
  | 'share'
  | 'blocked'
  | 'paused'
  | 'webhook'
  | 'reconciled'
  | 'jobs',
  Gauge
>;

function setAll(gauges: Gauges, present: Present): void {
  for (const [stage, { due, oldestDueMs }] of Object.entries(present.stages)) {
    gauges.due.set({ stage }, due);
    gauges.oldest.set({ stage }, oldestDueMs / 1000);
  }
  gauges.workers.set(present.workers);
  gauges.rejected.set(present.rulesRejected);
  for (const forum of present.forums) setForum(gauges, forum);
  for (const { queue, jobs } of present.queues) {
    for (const [state, count] of Object.entries(jobs)) gauges.jobs.set({ queue, state }, count);
  }
}

function setForum(gauges: Gauges, state: Present['forums'][number]): void {
  const { forum } = state;
  gauges.stuck.set({ forum, what: 'quarantined' }, state.quarantined);
  gauges.stuck.set({ forum, what: 'dead_event' }, state.deadEvents);
  for (const [name, count] of Object.entries(state.openOffers))
    gauges.offers.set({ forum, state: name }, count);
  for (const [what, calls] of Object.entries(state.share)) gauges.share.set({ forum, what }, calls);
  gauges.blocked.set({ forum }, state.isBlocked ? 1 : 0);
  gauges.paused.set({ forum }, state.isPaused ? 1 : 0);
  if (state.sinceWebhookMs !== null) gauges.webhook.set({ forum }, state.sinceWebhookMs / 1000);
  if (state.sinceReconciledMs !== null) gauges.reconciled.set({ forum }, state.sinceReconciledMs / 1000);
}
