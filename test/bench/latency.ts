import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { pino } from 'pino';
import { readConfig } from '../../service/config.ts';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { interpretWebhook, screen } from '../../service/discourse/wire.ts';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { startEmbeddedRedis } from '../../service/embedded/start-embedded-redis.ts';
import { workOnLeasedEvent } from '../../service/evaluate/work-on-event.ts';
import { prepareSecret, readSignature, verifySignature } from '../../service/ingest/verify-signature.ts';
import type { EventId } from '../../service/model/ids.ts';
import { openRuntime } from '../../service/runtime.ts';
import { start } from '../../service/start.ts';
import { newLease } from '../../service/storage/lease.ts';
import { campaignLimits, writeCampaignRules } from '../campaign/campaign-rules.ts';
import { freePort } from '../support/run-part.ts';
import { quantile } from './fire.ts';

/**
 * From a webhook's first byte to the first API call that it leads to, nothing else going on: our whole path against the
 * same path without inbox and queue (verified, interpreted, recorded as an event and decided over in the request itself).
 * Interleaved in one process, a new connection for each webhook, as Discourse opens them.
 */
const samples = Number(process.argv[2] ?? 250);
const secret = 'bench-secret-that-is-long-enough-for-anybody';

const calledAt = new Map<string, number>();
const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const member = /\/u\/(\w+)\.json/.exec(input instanceof Request ? input.url : input.toString())?.[1];
  if (member !== undefined) calledAt.set(member, performance.now());
  return realFetch(input, init);
};

await using opened = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
opened.defer(() => rm(dataDir, { recursive: true, force: true }));
const quiet = { info: () => {}, warn: () => {} };
const postgres = opened.use(await startEmbeddedPostgres({ dataDir, log: quiet }));
const redis = await startEmbeddedRedis({ dataDir, log: quiet });
if (redis) opened.use(redis);
const demo = createDemoForum({ store: 'memory', limits: { adminApiCallsPerMinute: 100_000 } });
const forumApp = demoForumApp(demo, {});
const forumUrl = await forumApp.listen({ port: 0, host: '127.0.0.1' });
opened.defer(async () => {
  await forumApp.close();
  await demo.close();
});
const rules = join(dataDir, 'rules');
await writeCampaignRules(rules, campaignLimits(10));

const config = readConfig({
  DATA_DIR: dataDir,
  DATABASE_URL: postgres.url,
  ...(redis ? { REDIS_URL: `unix://${redis.socket}` } : { QUEUE: 'postgres' }),
  RULES_PATH: rules,
  DISCOURSE_URL: forumUrl,
  DISCOURSE_API_KEY: demo.apiKey,
  DISCOURSE_API_USERNAME: demo.botUsername,
  DISCOURSE_API_SHARE: '600',
  WEBHOOK_SECRET: secret,
  DASHBOARD_PASSWORD: 'a password for the bench',
  PORT: String(await freePort()),
  LOG_LEVEL: 'silent',
});
const log = pino({ level: 'silent' });
opened.use(await start(config, log, 'all', () => {}));
const direct = await startDirect();

const latencies = { ours: [] as number[], direct: [] as number[] };
for (let index = -20; index < samples; index += 1) {
  for (const [path, port] of [
    ['ours', config.port],
    ['direct', direct],
  ] as const) {
    const member = `sailor_${path}_${index + 20}`;
    const tookMs = await measure(port, member, index + 20 + (path === 'ours' ? 0 : 100_000));
    if (index >= 0) latencies[path].push(tookMs);
    // Two calls for each, of 600 a minute: the share of the API is not what is measured.
    await new Promise((resolve) => setTimeout(resolve, 220));
  }
}

const told = (path: 'ours' | 'direct') =>
  `p50 ${quantile(latencies[path], 0.5).toFixed(1)} ms   p99 ${quantile(latencies[path], 0.99).toFixed(1)} ms`;
const ratio = (part: number) =>
  (quantile(latencies.ours, part) / quantile(latencies.direct, part)).toFixed(2);
console.log(
  `${samples} interleaved webhooks on each path, one at a time, queue in ${redis ? 'Redis' : 'Postgres'}`,
);
console.log(`  ours                       ${told('ours')}`);
console.log(`  without inbox and queue    ${told('direct')}`);
console.log(
  `webhook to API call against the same path without inbox and queue: p50 ${ratio(0.5)}, p99 ${ratio(0.99)}; goals <= 2.0 and <= 1.6`,
);
globalThis.fetch = realFetch;

async function measure(port: number, username: string, id: number): Promise<number> {
  const now = new Date().toISOString();
  const post = {
    ...{
      id: 9_000_000 + id,
      username,
      user_id: 9_000_000 + id,
      name: username,
      trust_level: 1,
      created_at: now,
      updated_at: now,
    },
    ...{
      post_number: 2,
      post_type: 1,
      reply_to_post_number: null,
      topic_id: 8_000_000 + id,
      topic_title: 'About ropes',
      category_id: 7,
    },
    ...{ topic_archetype: 'regular', version: 1, hidden: false, deleted_at: null, user_deleted: false },
    ...{ raw: 'Where is the amber lighthouse?', cooked: '<p>Where is the amber lighthouse?</p>'.repeat(40) },
  };
  const body = JSON.stringify({ post });
  const head = [
    'POST /hooks/discourse/default HTTP/1.1',
    ...[
      'Host: localhost',
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ],
    ...[
      'X-Discourse-Event: post_created',
      `X-Discourse-Event-Signature: sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    ],
    '\r\n',
  ].join('\r\n');
  const began = performance.now();
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.end(head + body);
  socket.resume();
  while (!calledAt.has(username)) {
    if (performance.now() - began > 20_000) throw new Error(`no API call for ${username}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (calledAt.get(username) ?? 0) - began;
}

async function startDirect(): Promise<number> {
  const forum = config.forum;
  if (!forum) throw new Error('the bench has a forum');
  const runtime = opened.use(await openRuntime(config, log, { role: 'serve', forum, isDemo: false }));
  const { stores, actions, rules: open, crash, forums } = runtime;
  const [connected] = forums;
  if (!connected) throw new Error('the bench has a forum');
  const deps = {
    ...stores,
    known: new Map([[connected.id, connected.known]]),
    clients: new Map([[connected.id, connected.client]]),
    bulk: new Map(),
    rulebook: () => open.current(),
    optOut: (member: Parameters<typeof actions.optOut>[0]) => actions.optOut(member),
    newLease: () => newLease(30_000),
    wakeForEvents: (_ids: readonly EventId[]) => undefined,
    wakeForOffers: () => undefined,
    crash,
    log,
  };
  const prepared = [prepareSecret(secret)];
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/hooks/discourse/default', async (request, reply) => {
    const body = request.body as Buffer;
    const signature = readSignature(request.headers['x-discourse-event-signature']);
    if (!signature || !verifySignature(prepared, signature, body)) return reply.code(401).send();
    const receivedAt = new Date();
    const read = interpretWebhook({ forum: connected.id, eventName: 'post_created', body, receivedAt });
    const knowledge = await connected.known.knowledge();
    if (read.outcome !== 'event' || !knowledge) return reply.code(200).send();
    if (read.event.kind === 'post.created') await connected.known.category(read.event.post.categoryId);
    const screened = screen(read, knowledge);
    if (screened.outcome !== 'event') return reply.code(200).send();
    const lease = newLease(30_000);
    const id = await stores.db.transaction().execute(async (trx) => {
      const recorded = await stores.events.record(trx, screened.event, { inboxId: null, lease });
      await stores.ledger.note(trx, screened.event);
      return recorded;
    });
    if (id !== null)
      await workOnLeasedEvent(deps, {
        id,
        lease,
        event: screened.event,
        attempts: 1,
        recordedAt: receivedAt,
      });
    return reply.code(200).send();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  opened.defer(() => app.close());
  return (app.server.address() as AddressInfo).port;
}
