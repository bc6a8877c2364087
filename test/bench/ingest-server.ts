import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { buildApp } from '../../service/app.ts';
import { createWebhookKeeper, type WebhookKeeper } from '../../service/ingest/keep-webhook.ts';
import { prepareSecret } from '../../service/ingest/verify-signature.ts';
import { countWebhooks } from '../../service/metrics/count-webhooks.ts';
import { createMetrics } from '../../service/metrics/metrics.ts';

import { forumId, inboxId } from '../../service/model/ids.ts';
import { openProducer } from '../../service/queue/producer.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { type InboxStore, createInboxStore } from '../../service/storage/inbox-store.ts';
import type { Kept } from '../../service/storage/inbox/write-webhooks.ts';

/**
 * One way to take webhooks, as a process of its own: `bare` is Fastify parsing JSON, `ours` the service's own route,
 * `ours-asleep` the same without waking workers, `unkept` the same without the database: verified, counted and answered,
 * `single` the same with one INSERT per request.
 * Says its port; each line on standard input is answered with the CPU time used so far, in microseconds.
 */
const [variant = '', database = '', redis = '', secret = ''] = process.argv.slice(2);

const app = variant === 'bare' ? bare() : await ours();
await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${user + system}\n`);
});
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));

function bare(): FastifyInstance {
  const fastify = Fastify({ bodyLimit: 2 * 1024 * 1024 });
  fastify.post('/hooks/discourse/default', async () => ({ kept: true }));
  return fastify;
}

async function ours(): Promise<FastifyInstance> {
  const db = openDatabase({ connection: database, onIdleError: () => {} });
  const inbox = createInboxStore(db);
  const keeper = keeperFor(inbox);
  const producer =
    variant === 'ours' && redis ? openProducer({ kind: 'redis', addresses: [redis] }, () => {}) : null;
  const id = forumId('default');
  return await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    hooks: {
      forums: new Map([['default', { id, secrets: [prepareSecret(secret)] }]]),
      keeper,
      wake: (ids) => producer?.wakeForWebhooks(ids),
      crash: () => undefined,
      observe: countWebhooks(createMetrics({ role: 'serve' })),
    },
    faces: async () => undefined,
  });
}

function keeperFor(inbox: InboxStore): WebhookKeeper {
  if (variant === 'unkept') {
    return { waiting: () => 0, keep: async () => ({ inboxId: inboxId('1'), isNew: true }) };
  }
  if (variant === 'single') {
    return {
      waiting: () => 0,
      keep: async (webhook) => (await inbox.keepWebhooks([webhook]))[0] as Kept,
    };
  }
  return createWebhookKeeper(inbox);
}
