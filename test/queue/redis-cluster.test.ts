import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { eventId, forumId, inboxId } from '../../service/model/ids.ts';
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

test.skipIf(!hasTestRedis())(
  'on a Redis Cluster every wake-up arrives, and every key of the queues lies in one slot',
  { timeout: 90_000 },
  async () => {
    await using cluster = await openCluster();
    const server: QueueServer = { kind: 'redis', addresses: cluster.addresses };
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
    try {
      await vi.waitFor(
        () => {
          // A wake-up before the connection stands is lost, as it may be: Postgres has the row.
          producer.wakeForWebhooks([inboxId('1')]);
          producer.wakeForEvents([eventId('2')]);
          producer.wakeForOffers(forumId('default'));
          expect(new Set(asked)).toEqual(new Set(['inbox 1', 'event 2', 'offers default']));
        },
        { timeout: 30_000, interval: 200 },
      );

      const keys = (await Promise.all(cluster.nodes.map((node) => node.keys('*')))).flat();
      const [node] = cluster.nodes;
      const used: unknown[] = [];
      for (const key of keys) used.push(await node?.cluster('KEYSLOT', key));
      expect(keys.length).toBeGreaterThan(2);
      expect(keys.filter((key) => !key.startsWith('{waypost}:'))).toEqual([]);
      expect(new Set(used).size).toBe(1);
    } finally {
      await producer[Symbol.asyncDispose]();
      await workers.close();
    }
  },
);
