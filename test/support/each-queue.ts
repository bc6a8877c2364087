import { describe } from 'vitest';
import { openTestDatabase } from './database.ts';
import { hasTestRedis, openTestRedis } from './redis.ts';

/** Where a queue of the tests lives; keys (Redis) or schema (Postgres) are its own. */
export type TestQueue = AsyncDisposable &
  (
    | { backend: 'redis'; address: string; prefix: string }
    | { backend: 'postgres'; url: string; prefix: string }
  );

export interface QueueBackend {
  backend: TestQueue['backend'];
  open(): Promise<TestQueue>;
}

const backends: readonly QueueBackend[] = [
  { backend: 'redis', open: openRedisQueue },
  { backend: 'postgres', open: openPostgresQueue },
];

/**
 * Runs a suite on Redis and on BullMQ's Postgres back end. Without a Redis its half is skipped, and the report
 * names it.
 */
export function describeEachQueue(name: string, suite: (queue: QueueBackend) => void): void {
  for (const queue of backends) {
    const missing = queue.backend === 'redis' && !hasTestRedis();
    const title = `${name} on ${queue.backend}`;
    if (missing) describe.skip(`${title} (no redis-server found)`, () => suite(queue));
    else describe(title, () => suite(queue));
  }
}

async function openRedisQueue(): Promise<TestQueue> {
  const redis = await openTestRedis();
  const { address, prefix } = redis;
  return { backend: 'redis', address, prefix, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() };
}

async function openPostgresQueue(): Promise<TestQueue> {
  const database = await openTestDatabase();
  const { url } = database;
  return {
    backend: 'postgres',
    url,
    prefix: 'waypost',
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
