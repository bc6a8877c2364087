import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { EventId, ForumId, InboxId } from '../model/ids.ts';
import { type EventsJob, type OffersJob, jobIds, maxWaitingJobs, queueNames } from './jobs.ts';
import { type QueueServer, openQueue } from './queue-server.ts';

/** Wakes workers. Nothing here is ever waited for or relied on: a wake-up that is lost costs a poll's delay. */
export interface Producer extends AsyncDisposable {
  wakeForWebhooks(ids: readonly InboxId[]): void;
  wakeForEvents(ids: readonly EventId[]): void;
  wakeForOffers(forum: ForumId): void;
  /** For the queue dashboard. */
  readonly queues: readonly Queue[];
  state(): { lost: number; waiting: number; lastError: string | null };
}

const depthEveryMs = 1_000;
/** Few enough that several workers share what came together. */
const webhooksPerJob = 10;
/** Under load, adding jobs more often than this would cost more than keeping the webhooks. */
const gatherMs = 50;
/** How long the last jobs may take when the program ends; whatever is lost, the poller finds. */
const lastAddMs = 1_000;
/** Two processes can share what came together; under load the next jobs are never far. */
const jobsAtOnce = 2;

export function openProducer(server: QueueServer, onError: (error: Error) => void): Producer {
  let lost = 0;
  let waiting = 0;
  let lastError: string | null = null;
  let webhooks: InboxId[] = [];
  let wokenAt = Number.NEGATIVE_INFINITY;
  let adding: Promise<void> = Promise.resolve();
  const note = (error: Error) => {
    lastError = error.message;
    onError(error);
  };
  const events = openQueue(server, queueNames.events, note);
  const offers = openQueue(server, queueNames.offers, note);

  const measure = setInterval(() => {
    events.queue.getJobCounts('wait', 'prioritized', 'delayed').then(
      (counts) => {
        waiting = Object.values(counts).reduce((sum, count) => sum + count, 0);
        lastError = null;
      },
      () => undefined,
    );
  }, depthEveryMs);
  measure.unref();

  function addAll(jobs: { id: string; data: EventsJob; lifo: boolean }[]): void {
    if (jobs.length === 0) return;
    if (waiting > maxWaitingJobs) {
      lost += jobs.length;
      return;
    }
    waiting += jobs.length;
    adding = events.queue
      .addBulk(
        jobs.map((job) => ({ name: job.data.kind, data: job.data, opts: { jobId: job.id, lifo: job.lifo } })),
      )
      .then(
        () => undefined,
        (error: Error) => {
          lost += jobs.length;
          note(error);
        },
      );
  }

  /** A few jobs for the webhooks of one moment: under load a job for each would cost more than keeping them. */
  function wakeForTheseTogether(): void {
    wokenAt = performance.now();
    const jobs = [];
    const perJob = Math.max(webhooksPerJob, Math.ceil(webhooks.length / jobsAtOnce));
    for (let from = 0; from < webhooks.length; from += perJob) {
      const ids = webhooks.slice(from, from + perJob);
      jobs.push({
        id: jobIds.inbox(ids[0] ?? '', 1),
        data: { v: 1 as const, kind: 'inbox' as const, ids },
        lifo: false,
      });
    }
    webhooks = [];
    addAll(jobs);
  }

  return {
    get queues() {
      return [events.queue, offers.queue];
    },
    state: () => ({ lost, waiting, lastError }),
    wakeForWebhooks(ids) {
      if (webhooks.length === 0 && ids.length > 0) {
        const waitMs = wokenAt + gatherMs - performance.now();
        if (waitMs > 0) setTimeout(wakeForTheseTogether, waitMs);
        else setImmediate(wakeForTheseTogether);
      }
      webhooks.push(...ids);
    },
    // Newest first: when there is a backlog, what has just happened is what can still be helped.
    wakeForEvents: (ids) =>
      addAll(ids.map((id) => ({ id: jobIds.event(id, 1), data: { v: 1, kind: 'event', id }, lifo: true }))),
    wakeForOffers(forum) {
      const data: OffersJob = { v: 1, kind: 'forum', forum };
      offers.queue.add('forum', data, { jobId: jobIds.forum(forum, Date.now()) }).catch((error: Error) => {
        lost += 1;
        note(error);
      });
    },
    async [Symbol.asyncDispose]() {
      clearInterval(measure);
      wakeForTheseTogether();
      await Promise.race([adding, sleep(lastAddMs, undefined, { ref: false })]);
      await Promise.all([events.close(), offers.close()]);
    },
  };
}
