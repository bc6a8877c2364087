import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { closeDoorGently, longestCloseMs } from './close-door.ts';
import { refuseUndeclaredRoutes } from './dashboard/sign-in/access.ts';
import { type EventsOptions, events } from './ingest/outside/events-route.ts';
import { type HooksOptions, hooks } from './ingest/route.ts';
import { type RulesPushOptions, rulesPush } from './ingest/rules-push-route.ts';

export interface AppOptions {
  log: FastifyBaseLogger;
  trustProxy: boolean;
  /** How long it goes on, once it is to end, so that proxies find out; left out: not at all. */
  drainMs?: number;
  /** Null where no webhooks are taken. */
  hooks: HooksOptions | null;
  /** What other systems tell; left out where nothing is taken from them. */
  events?: EventsOptions;
  /** Pushes to the rules repository; left out where there is none, or no secret for it. */
  rulesPush?: RulesPushOptions;
  /** Pages, queue dashboard, health and metrics. */
  faces: (app: FastifyInstance) => Promise<void>;
}

/** The service over HTTP, built and not yet listening; tests inject into it. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { drainMs = 0 } = options;
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    pluginTimeout: longestCloseMs(drainMs),
    // A webhook that comes over an open connection while we close is kept like any other: nobody would send it again.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.server.headersTimeout = 10_000;
  app.server.maxConnections = 2_000;
  refuseUndeclaredRoutes(app);
  closeDoorGently(app, { drainMs });
  if (options.hooks) await app.register(hooks, { ...options.hooks, prefix: '/hooks' });
  if (options.events) await app.register(events, { ...options.events, prefix: '/events' });
  if (options.rulesPush) await app.register(rulesPush, { ...options.rulesPush, prefix: '/hooks' });
  await app.register(options.faces);
  return app;
}
