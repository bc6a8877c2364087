import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, test, vi } from 'vitest';
import { type EventId, eventId, forumId, inboxId } from '../../service/model/ids.ts';
import { openProducer, type Producer } from '../../service/queue/producer.ts';
import type { QueueServer } from '../../service/queue/queue-server.ts';
import { type Handlers, startWorkers, type Workers } from '../../service/queue/start-workers.ts';
import { describeEachQueue, type TestQueue } from '../support/each-queue.ts';
import { hasTestRedis } from '../support/redis.ts';

const forum = forumId('default');
const noErrors = { onError: () => {} };

/** Handlers that write down what they were asked, in the order in which they were. */
function recordingHandlers(changes: Partial<Handlers> = {}) {
  const asked: string[] = [];
  const handlers: Handlers = {
    readWebhook: async (id) => void asked.push(`inbox ${id}`),
    evaluateEvent: async (id) => void asked.push(`event ${id}`),
    deliverOffers: async (id) => void asked.push(`offers ${id}`),
    ...changes,
  };
  return { asked, handlers };
}

function serverOf(queue: TestQueue): QueueServer {
  if (queue.backend === 'postgres') return { kind: 'postgres', connection: queue.url };
  const { address } = queue;
  return {
    kind: 'redis',
    addresses: [address.startsWith('/') ? `unix://${address}` : address],
    prefix: queue.prefix,
  };
}

const waitFor = (assertion: () => void, timeout = 8_000) => vi.waitFor(assertion, { timeout, interval: 20 });

describeEachQueue('the queue', ({ open }) => {
  test('a worker that is to end finishes the webhook it reads, and begins none of those that came with it', async () => {
    await using queue = await open();
    const begun: string[] = [];
    const first = Promise.withResolvers<void>();
    const { handlers } = recordingHandlers({
      readWebhook: async (id) => {
        begun.push(id);
        await first.promise;
      },
    });
    const workers = startWorkers(serverOf(queue), handlers, noErrors);
    const producer = openProducer(serverOf(queue), noErrors.onError);
    producer.wakeForWebhooks([inboxId('1'), inboxId('2'), inboxId('3')]);
    await waitFor(() => expect(begun).toEqual(['1']));

    const closing = workers.close();
    first.resolve();
    await closing;

    expect(begun).toEqual(['1']);
    await producer[Symbol.asyncDispose]();
  });

  test('takes every wake-up to its handler', async () => {
    await using queue = await open();
    const { asked, handlers } = recordingHandlers();
    const workers = startWorkers(serverOf(queue), handlers, noErrors);
    const producer = openProducer(serverOf(queue), noErrors.onError);

    producer.wakeForWebhooks([inboxId('1'), inboxId('2')]);
    producer.wakeForEvents([eventId('3')]);
    producer.wakeForOffers(forum);

    await waitFor(() =>
      expect(asked.toSorted()).toEqual(['event 3', 'inbox 1', 'inbox 2', 'offers default']),
    );
    await producer[Symbol.asyncDispose]();
    await workers.close();
  });

  test('wakes few workers for many webhooks that come at once, and forgets none of them, at its end either', async () => {
    await using queue = await open();
    const { asked, handlers } = recordingHandlers();
    const producer = openProducer(serverOf(queue), noErrors.onError);
    const many = Array.from({ length: 400 }, (_, index) => String(index + 1));
    producer.wakeForWebhooks([inboxId('1000')]);
    await waitForJobs(producer);

    producer.wakeForWebhooks([inboxId('1001')]);
    for (const id of many) producer.wakeForWebhooks([inboxId(id)]);
    await producer[Symbol.asyncDispose]();

    const other = openProducer(serverOf(queue), noErrors.onError);
    await waitForJobs(other);
    expect(await other.queues[0]!.getJobCountByTypes('wait')).toBeLessThanOrEqual(6);
    const workers = startWorkers(serverOf(queue), handlers, noErrors);
    await waitFor(() => expect(new Set(asked).size).toBe(402));
    await other[Symbol.asyncDispose]();
    await workers.close();
  });

  test('damps wake-ups for the same row while one is waiting, and takes a new one after it', async () => {
    await using queue = await open();
    const { asked, handlers } = recordingHandlers();
    const producer = openProducer(serverOf(queue), noErrors.onError);
    for (let times = 0; times < 5; times += 1) producer.wakeForEvents([eventId('7')]);
    await waitForJobs(producer);
    const workers = startWorkers(serverOf(queue), handlers, noErrors);
    await waitFor(() => expect(asked).toEqual(['event 7']));
    await sleep(150);
    expect(asked).toEqual(['event 7']);

    producer.wakeForEvents([eventId('7')]);

    await waitFor(() => expect(asked).toEqual(['event 7', 'event 7']));
    await producer[Symbol.asyncDispose]();
    await workers.close();
  });

  test('keeps nothing of a job whose handler failed, and goes on', async () => {
    await using queue = await open();
    const { asked, handlers } = recordingHandlers({
      evaluateEvent: async (id: EventId) => {
        asked.push(`event ${id}`);
        if (id === eventId('1')) throw new Error('no');
      },
    });
    const workers = startWorkers(serverOf(queue), handlers, noErrors);
    const producer = openProducer(serverOf(queue), noErrors.onError);

    producer.wakeForEvents([eventId('1')]);
    producer.wakeForEvents([eventId('2')]);
    await waitFor(() => expect(asked.toSorted()).toEqual(['event 1', 'event 2']));

    await vi.waitFor(async () => expect(sumOf(await producer.queues[0]!.getJobCounts())).toBe(0), {
      timeout: 30_000,
    });
    expect(asked).toHaveLength(2);
    await producer[Symbol.asyncDispose]();
    await workers.close();
  });

  test('lets what is under way end when it is closed', async () => {
    await using queue = await open();
    let ended = false;
    let began = false;
    const { handlers } = recordingHandlers({
      evaluateEvent: async () => {
        began = true;
        await sleep(300);
        ended = true;
      },
    });
    const workers = startWorkers(serverOf(queue), handlers, noErrors);
    const producer = openProducer(serverOf(queue), noErrors.onError);
    producer.wakeForEvents([eventId('1')]);
    await waitFor(() => expect(began).toBe(true));

    await workers.close();

    expect(ended).toBe(true);
    await producer[Symbol.asyncDispose]();
  });
});

const sumOf = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

async function waitForJobs(producer: Producer): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(sumOf(await producer.queues[0]!.getJobCounts('wait', 'prioritized', 'active'))).toBeGreaterThan(
        0,
      );
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** A Redis of its own, that may be killed, frozen and started again. */
async function aRedis() {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-redis-'));
  const socket = join(folder, 'redis.sock');
  let child: ChildProcess | null = null;
  const redis = {
    server: { kind: 'redis', addresses: [`unix://${socket}`] } satisfies QueueServer,
    async start() {
      child = spawn(
        'redis-server',
        ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder],
        { stdio: 'ignore' },
      );
      const client = new Redis(socket, { retryStrategy: () => 50, maxRetriesPerRequest: null });
      client.on('error', () => {});
      await client.ping();
      client.disconnect();
    },
    async kill() {
      if (!child) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      child = null;
    },
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async flush() {
      const client = new Redis(socket);
      await client.flushall();
      client.disconnect();
    },
    async [Symbol.asyncDispose]() {
      child?.kill('SIGCONT');
      await redis.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return redis;
}

async function closeWithin(ms: number, producer: Producer, workers: Workers | null): Promise<boolean> {
  const closed = Promise.all([producer[Symbol.asyncDispose](), workers?.close()]).then(() => true);
  return await Promise.race([closed, sleep(ms).then(() => false)]);
}

describe.skipIf(!hasTestRedis())('while Redis is ill', () => {
  function timeToWake(producer: Producer, first = 0): number {
    const began = performance.now();
    for (let id = first; id < first + 50; id += 1) {
      producer.wakeForWebhooks([inboxId(String(id + 1_000))]);
      producer.wakeForEvents([eventId(String(id + 1_000))]);
      producer.wakeForOffers(forum);
    }
    return performance.now() - began;
  }

  test('away at the start: waking blocks nobody, and it works once Redis is there', async () => {
    await using redis = await aRedis();
    const { asked, handlers } = recordingHandlers();
    const workers = startWorkers(redis.server, handlers, noErrors);
    const producer = openProducer(redis.server, noErrors.onError);
    expect(timeToWake(producer)).toBeLessThan(900);
    await sleep(300);
    await redis.start();

    await waitFor(() => {
      producer.wakeForEvents([eventId('5')]);
      expect(asked).toContain('event 5');
    });

    expect(await closeWithin(20_000, producer, workers)).toBe(true);
  });

  test('killed and started again, empty: it goes on', async () => {
    await using redis = await aRedis();
    await redis.start();
    const { asked, handlers } = recordingHandlers();
    const workers = startWorkers(redis.server, handlers, noErrors);
    const producer = openProducer(redis.server, noErrors.onError);
    producer.wakeForEvents([eventId('1')]);
    await waitFor(() => expect(asked).toContain('event 1'));

    await redis.kill();
    expect(timeToWake(producer)).toBeLessThan(900);
    await vi.waitFor(() => expect(producer.state().lost).toBeGreaterThan(0), { timeout: 30_000 });
    await redis.start();

    await waitFor(() => {
      producer.wakeForEvents([eventId('2')]);
      expect(asked).toContain('event 2');
    });
    expect(await closeWithin(20_000, producer, workers)).toBe(true);
  });

  test('emptied under the workers: it goes on', async () => {
    await using redis = await aRedis();
    await redis.start();
    const { asked, handlers } = recordingHandlers();
    const workers = startWorkers(redis.server, handlers, noErrors);
    const producer = openProducer(redis.server, noErrors.onError);
    producer.wakeForEvents([eventId('1')]);
    await waitFor(() => expect(asked).toContain('event 1'));

    await redis.flush();
    producer.wakeForEvents([eventId('2')]);

    await waitFor(() => expect(asked).toContain('event 2'));
    expect(await closeWithin(20_000, producer, workers)).toBe(true);
  });

  test('frozen: waking blocks nobody, what could not be added is counted, and it goes on afterwards', async () => {
    await using redis = await aRedis();
    await redis.start();
    const { asked, handlers } = recordingHandlers();
    const workers = startWorkers(redis.server, handlers, noErrors);
    const producer = openProducer(redis.server, noErrors.onError);
    producer.wakeForEvents([eventId('1')]);
    await waitFor(() => expect(asked).toContain('event 1'));

    redis.freeze();
    expect(timeToWake(producer)).toBeLessThan(900);
    await vi.waitFor(() => expect(producer.state().lost).toBeGreaterThan(0), { timeout: 30_000 });
    redis.thaw();

    await waitFor(() => {
      producer.wakeForEvents([eventId('2')]);
      expect(asked).toContain('event 2');
    });
    expect(await closeWithin(20_000, producer, workers)).toBe(true);
  });

  test.each(['frozen', 'killed', 'never there'] as const)(
    '%s: the program can still be ended',
    async (how) => {
      await using redis = await aRedis();
      if (how !== 'never there') await redis.start();
      const { handlers } = recordingHandlers();
      const workers = startWorkers(redis.server, handlers, noErrors);
      const producer = openProducer(redis.server, noErrors.onError);
      await sleep(200);
      if (how === 'frozen') redis.freeze();
      if (how === 'killed') await redis.kill();
      timeToWake(producer);
      await sleep(100);

      expect(await closeWithin(20_000, producer, workers)).toBe(true);
    },
  );

  test('full of waiting jobs: the rest stays in Postgres and is counted', async () => {
    await using redis = await aRedis();
    await redis.start();
    const producer = openProducer(redis.server, noErrors.onError);
    const ids = (from: number) => Array.from({ length: 3_000 }, (_, index) => eventId(String(from + index)));
    producer.wakeForEvents(ids(0));
    producer.wakeForEvents(ids(3_000));

    producer.wakeForEvents(ids(6_000));

    expect(producer.state().lost).toBe(3_000);
    expect(await closeWithin(20_000, producer, null)).toBe(true);
  });
});
