import { z } from 'zod';
import { type ForumId, defaultForum } from '../model/ids.ts';

/** Two queues: what came in, and forums that have something to send. Braces keep a queue on one node of a Redis Cluster. */
export const queueNames = { events: 'waypost-events', offers: 'waypost-offers' } as const;
export type QueueName = (typeof queueNames)[keyof typeof queueNames];
export const redisPrefix = '{waypost}';

/** Each forum has keys of its own, which lie in a slot of a cluster of their own. */
export function redisPrefixOf(forum: ForumId): string {
  return forum === defaultForum ? redisPrefix : `{waypost-${forum}}`;
}

/**
 * What a job carries: ids, never the truth. A job wakes a worker; the worker asks Postgres what is left to do.
 * A job may be lost, late or doubled without harm.
 */
export const EventsJob = z.discriminatedUnion('kind', [
  // Webhooks that were kept together wake a worker together.
  z.object({ v: z.literal(1), kind: z.literal('inbox'), ids: z.array(z.string()).min(1) }),
  z.object({ v: z.literal(1), kind: z.literal('event'), id: z.string() }),
]);
export type EventsJob = z.infer<typeof EventsJob>;

export const OffersJob = z.object({ v: z.literal(1), kind: z.literal('forum'), forum: z.string() });
export type OffersJob = z.infer<typeof OffersJob>;

/** Job ids damp doubles; they hold no `:` and are never digits only, which BullMQ refuses. */
export const jobIds = {
  inbox: (id: string, dispatch: number) => `i-${id}-${dispatch}`,
  event: (id: string, dispatch: number) => `e-${id}-${dispatch}`,
  forum: (forum: string, moment: number) => `f-${forum}-${moment}`,
};

/** Nothing of a finished job stays: a kept one would swallow the next job with its id. */
export const jobOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;

export const workerOptions = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  // A worker that is killed twice must not fail the job for good; poison is counted in Postgres.
  maxStalledCount: 1_000,
  drainDelay: 5,
} as const;

/** More waiting jobs than this, and the rest stays in Postgres until the poller takes it. */
export const maxWaitingJobs = 5_000;
