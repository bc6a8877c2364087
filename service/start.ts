import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { type Config, ConfigError, type Role } from './config.ts';
import { createWebhookKeeper } from './ingest/keep-webhook.ts';
import { prepareSecret } from './ingest/verify-signature.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { type RunningDemoForum, startDemoForum } from './runtime/demo-forum.ts';
import { openFaces } from './runtime/faces.ts';
import { demoSecrets } from './runtime/installation-secrets.ts';
import { sayWhatRuns } from './runtime/say-what-runs.ts';
import { startWork } from './runtime/work.ts';

/** Starts one role and says on `say` what runs where. Disposing ends it cleanly: what is under way is finished. */
export async function start(
  config: Config,
  log: Logger,
  role: Role,
  say: (line: string) => void,
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const isDemo = config.forum === null;
  if (isDemo && role !== 'all') {
    throw new ConfigError([
      `DISCOURSE_URL: missing; "${role}" needs a real forum, the demo forum runs with "all" only`,
    ]);
  }
  const secrets = isDemo ? await demoSecrets(config.dataDir) : null;
  const webhookSecrets =
    config.webhookSecrets.length > 0 ? config.webhookSecrets : [secrets?.webhookSecret ?? ''];
  const dashboardPassword = config.dashboardPassword ?? secrets?.dashboardPassword ?? '';

  const demo = isDemo ? opened.use(await startDemoForum(config)) : null;
  const forum = config.forum ?? demo?.forumConfig;
  if (!forum) throw new Error('there is neither a forum nor a demo forum');
  const runtime = opened.use(await openRuntime(config, log, { forum, isDemo }));
  if (role !== 'serve') opened.use(startWork({ ...runtime, rulebook: () => runtime.rules.current() }));

  let address: string | null = null;
  if (role !== 'work') {
    const app = await buildServingApp(runtime, { webhookSecrets, dashboardPassword });
    await app.listen({ port: config.port, host: config.host });
    opened.defer(() => app.close());
    address = addressOf(app);
    demo?.connect(`${address}/hooks/discourse/default`, webhookSecrets[0] ?? '', address);
  }

  sayWhatRuns(say, {
    runtime,
    role,
    address,
    demo,
    shownPassword: config.dashboardPassword === null ? dashboardPassword : null,
  });
  const kept = opened.move();
  return { [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function buildServingApp(
  runtime: Runtime,
  secrets: { webhookSecrets: readonly string[]; dashboardPassword: string },
): Promise<FastifyInstance> {
  const { config, stores, producer, crash, log } = runtime;
  const prepared = secrets.webhookSecrets.map(prepareSecret);
  return await buildApp({
    log,
    trustProxy: config.trustProxy,
    hooks: {
      forums: new Map(runtime.forums.map((forum) => [forum.id, { id: forum.id, secrets: prepared }])),
      keeper: createWebhookKeeper(stores.inbox),
      wake: (ids) => producer.wakeForWebhooks(ids),
      crash,
    },
    faces: (app) => openFaces(app, runtime, secrets.dashboardPassword),
  });
}

function addressOf(app: FastifyInstance): string {
  const { address, port } = app.server.address() as AddressInfo;
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export type { RunningDemoForum };
