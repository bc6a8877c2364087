import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { eventId, forumId, inboxId } from '../../service/model/ids.ts';
import { redisPrefixOf } from '../../service/queue/jobs.ts';
import { openProducer } from '../../service/queue/producer.ts';
import type { QueueServer } from '../../service/queue/queue-server.ts';
import { startWorkers } from '../../service/queue/start-workers.ts';
import { hasTestRedis } from '../support/redis.ts';
import { freePort } from '../support/run-part.ts';

const slots = 16_384;

/** Three nodes with a third of the slots each. */
async function openCluster() {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'waypost-cluster-'));
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const nodes: Redis[] = [];
  const ports: number[] = [];
  for (let index = 0; index < 3; index += 1) {
    const port = await freePort();
    const child = spawn(
      'redis-server',
      [
        ...[
          '--port',
          String(port),
          '--bind',
          '127.0.0.1',
          '--dir',
          folder,
          '--save',
          '',
          '--appendonly',
          'no',
        ],
        ...['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${index}.conf`],
      ],
      { stdio: 'ignore' },
    );
    opened.defer(async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    });
    const node = new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: null });
    node.on('error', () => {});
    opened.defer(() => node.disconnect());
    const from = Math.ceil((index * slots) / 3);
    const to = Math.ceil(((index + 1) * slots) / 3) - 1;
    await node.call('cluster', 'addslotsrange', from, to);
    nodes.push(node);
    ports.push(port);
  }
  for (const port of ports.slice(1)) await nodes[0]?.call('cluster', 'meet', '127.0.0.1', port);
  for (const node of nodes)
    await vi.waitFor(
      async () => {
        expect(await node.cluster('INFO')).toContain('cluster_state:ok');
        expect(await node.cluster('INFO')).toContain('cluster_known_nodes:3');
      },
      { timeout: 30_000, interval: 100 },
    );
  const kept = opened.move();
  return {
    nodes,
    addresses: ports.map((port) => `redis://127.0.0.1:${port}`),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Wakes the workers of one forum until all three kinds of wake-up have arrived; says whose arrived. */
async function wakeAll(server: QueueServer, forum: string) {
  const asked: string[] = [];
  const workers = startWorkers(
    server,
    {
      readWebhook: async (id) => void asked.push(`inbox ${id}`),
      evaluateEvent: async (id) => void asked.push(`event ${id}`),
      deliverOffers: async (id) => void asked.push(`offers ${id}`),
    },
    { onError: () => {} },
  );
  const producer = openProducer(server, () => {});
  const arrived = vi.waitFor(
    () => {
      // A wake-up before the connection stands is lost, as it may be: Postgres has the row.
      producer.wakeForWebhooks([inboxId(`1-${forum}`)]);
      producer.wakeForEvents([eventId(`2-${forum}`)]);
      producer.wakeForOffers(forumId(forum));
      expect(new Set(asked)).toEqual(new Set([`inbox 1-${forum}`, `event 2-${forum}`, `offers ${forum}`]));
    },
    { timeout: 30_000, interval: 200 },
  );
  return {
    arrived,
    async [Symbol.asyncDispose]() {
      await producer[Symbol.asyncDispose]();
      await workers.close();
    },
  };
}

test.skipIf(!hasTestRedis())(
  'on a Redis Cluster every wake-up arrives at its own forum, whose keys lie in one slot of its own',
  { timeout: 90_000 },
  async () => {
    await using cluster = await openCluster();
    const names = ['default', 'garden', 'harbour'];
    await using opened = new AsyncDisposableStack();
    const woken = [];
    for (const name of names) {
      const server = {
        kind: 'redis',
        addresses: cluster.addresses,
        prefix: redisPrefixOf(forumId(name)),
      } as const;
      woken.push(opened.use(await wakeAll(server, name)));
    }
    await Promise.all(woken.map(({ arrived }) => arrived));

    const keys = (await Promise.all(cluster.nodes.map((node) => node.keys('*')))).flat();
    const [node] = cluster.nodes;
    const slotsOf = new Map<string, Set<unknown>>();
    for (const key of keys) {
      const tag = /^\{(.*?)\}:/.exec(key)?.[1] ?? key;
      slotsOf.set(tag, (slotsOf.get(tag) ?? new Set()).add(await node?.cluster('KEYSLOT', key)));
    }
    expect([...slotsOf.keys()].toSorted()).toEqual(['waypost', 'waypost-garden', 'waypost-harbour']);
    expect([...slotsOf.values()].map(({ size }) => size)).toEqual([1, 1, 1]);
    expect(new Set([...slotsOf.values()].flatMap((used) => [...used])).size).toBe(3);
  },
);
