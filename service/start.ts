import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { type Config, ConfigError, type Role } from './config.ts';
import type { Connecting } from './dashboard/connect/port.ts';
import { createWebhookKeeper } from './ingest/keep-webhook.ts';
import { readEventsSecret } from './ingest/outside/verify-told.ts';
import type { RulesPushOptions } from './ingest/rules-push-route.ts';
import { prepareSecret } from './ingest/verify-signature.ts';
import { countWebhooks } from './metrics/count-webhooks.ts';
import type { InboxId } from './model/ids.ts';
import { verifyPush } from './rule-files/repository/verify-push.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { createConnecting } from './runtime/connect/connecting.ts';
import { type TestPings, createTestPings } from './runtime/connect/test-pings.ts';
import { startDemoForum } from './runtime/demo-forum.ts';
import { type SignInSecrets, openFaces, openHealth } from './runtime/faces.ts';
import { demoSecrets } from './runtime/installation-secrets.ts';
import { sayHowForumsAnswer } from './runtime/say-how-forums-answer.ts';
import { sayWhatRuns } from './runtime/say-what-runs.ts';
import type { Stores } from './runtime/stores.ts';
import { watchForums } from './runtime/watch-forums.ts';
import { startWork } from './runtime/work.ts';

export interface Started extends AsyncDisposable {
  /** Resolves when something ended without which nothing goes on. */
  failed: Promise<Error>;
  /** Resolves when somebody wants it to begin anew, with what the configuration says by then; absent where that is not offered. */
  again?: Promise<void>;
}

/** Starts one role and says on `say` what runs where. Disposing ends it cleanly: what is under way is finished. */
export async function start(
  config: Config,
  log: Logger,
  role: Role,
  say: (line: string) => void,
): Promise<Started> {
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
  const signIn = {
    password: config.dashboardPassword ?? secrets?.dashboardPassword ?? null,
    connectSecret: config.connectSecret ?? secrets?.connectSecret ?? null,
  };

  const demo = isDemo ? opened.use(await startDemoForum(config)) : null;
  const forum = config.forum ?? demo?.forumConfig;
  if (!forum) throw new Error('there is neither a forum nor a demo forum');
  const runtime = opened.use(await openRuntime(config, log, { role, forum, isDemo }));
  if (role !== 'serve') opened.use(startWork({ ...runtime, rulebook: () => runtime.rules.current() }));

  opened.use(watchForums(runtime));

  const again = Promise.withResolvers<void>();
  let address: string | null = null;
  if (role !== 'work' || config.isPortGiven) {
    const pings = createTestPings();
    const startAnew = () => again.resolve();
    // Where several processes share the work, starting one of them anew is not enough.
    const connecting =
      role === 'all'
        ? { pings, connecting: createConnecting({ config, log, webhookSecrets, pings, startAnew }) }
        : {};
    const app = await buildFor(role, runtime, { webhookSecrets, signIn, ...connecting });
    await app.listen({ port: config.port, host: config.host });
    opened.defer(() => app.close());
    address = addressOf(app);
    demo?.connect({
      hookUrl: `${address}/hooks/discourse/default`,
      webhookSecret: webhookSecrets[0] ?? '',
      dashboardUrl: address,
      connectSecret: signIn.connectSecret ?? '',
    });
  }

  const shownPassword = config.dashboardPassword === null ? signIn.password : null;
  sayWhatRuns(say, { runtime, role, address, demo, shownPassword });
  if (!demo) await sayHowForumsAnswer(say, runtime);
  const kept = opened.move();
  return { failed: runtime.failed, again: again.promise, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** What a process of this role answers over HTTP; not yet listening. */
export async function buildFor(
  role: Role,
  runtime: Runtime,
  secrets: {
    webhookSecrets: readonly string[];
    signIn: SignInSecrets;
    /** Where a forum can be connected from a page. */
    connecting?: Connecting;
    pings?: TestPings;
  },
): Promise<FastifyInstance> {
  const { config, stores, producer, crash, log, metrics } = runtime;
  const { trustProxy } = config;
  if (role === 'work') {
    return await buildApp({
      log,
      trustProxy,
      hooks: null,
      faces: (app) => openHealth(app, runtime),
    });
  }
  const prepared = secrets.webhookSecrets.map(prepareSecret);
  const keys = config.eventsSecrets.map(readEventsSecret).filter((key) => key !== null);
  const keeper = createWebhookKeeper(stores.inbox);
  const wake = (ids: readonly InboxId[]) => producer.wakeForWebhooks(ids);
  return await buildApp({
    log,
    trustProxy,
    // `all` has nobody beside it who could take over.
    drainMs: role === 'serve' ? config.drainMs : 0,
    ...(config.rulesPushSecret === null || runtime.repository === null
      ? {}
      : { rulesPush: takePushes(stores, config.rulesPushSecret) }),
    events: {
      forums: new Map(runtime.forums.map(({ id }) => [id, { id, keys }])),
      keeper,
      wake,
      observe: (forum, result) => metrics.webhooks.inc({ forum, result }),
    },
    hooks: {
      forums: new Map(runtime.forums.map((forum) => [forum.id, { id: forum.id, secrets: prepared }])),
      keeper,
      wake,
      crash,
      observe: countWebhooks(metrics),
      ...(secrets.pings === undefined ? {} : { isTestPing: secrets.pings.isExpected }),
    },
    faces: (app) => openFaces(app, runtime, secrets.signIn, secrets.connecting),
  });
}

/** Where it listens, as this machine reaches it. */
export function addressOf(app: FastifyInstance): string {
  const { address, port } = app.server.address() as AddressInfo;
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function takePushes(stores: Stores, secret: string): RulesPushOptions {
  return {
    isGenuine: (headers, body) => verifyPush(headers, body, secret),
    notePush: () => stores.ruleRepository.notePush(),
  };
}
