import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { serveLook } from '../look/serve-look.ts';
import { answerErrors } from './answer-errors.ts';
import { type HealthLimits, defaultHealthLimits } from './health/assess-health.ts';
import { type ServedMetrics, serveHealth, serveMetrics } from './health/serve-health.ts';
import { pageHeaders } from './security-headers.ts';
import { type DashboardActions, serveChanges } from './serve-changes.ts';
import { type PagesDeps, servePages } from './serve-pages.ts';
import { type ShownQueue, serveQueues } from './serve-queues.ts';
import { guard } from './sign-in/guard.ts';
import { serveSignIn } from './sign-in/serve-sign-in.ts';
import { createSessions } from './sign-in/sessions.ts';

export interface DashboardDeps extends PagesDeps {
  password: string;
  /** The address people use, where a proxy stands in front. */
  publicUrl: string | null;
  actions: DashboardActions;
  queues: readonly ShownQueue[];
  metrics: ServedMetrics;
  /** From when on work counts as late. */
  healthLimits?: HealthLimits;
}

/**
 * Fastify plugin: the pages of operators, `/queues`, `/healthz`, `/livez`, `/metrics` and `/look/*`.
 * Each route declares who may use it; a guard holds it to that.
 */
export async function dashboard(app: FastifyInstance, { deps }: { deps: DashboardDeps }): Promise<void> {
  const { password, publicUrl, queues, metrics, reports, healthLimits = defaultHealthLimits } = deps;
  const access = { sessions: createSessions({ password }), publicUrl };
  app.decorateRequest('signedIn', null);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 65_536 });
  answerErrors(app);

  await app.register(serveLook);
  serveHealth(app, { progress: reports.progress, limits: healthLimits });
  serveMetrics(app, { metrics, sessions: access.sessions });
  await app.register(async (open) => {
    await open.register(helmet, pageHeaders(publicUrl));
    guard(open, access);
    await open.register(async (signIn) => serveSignIn(signIn, access));
    servePages(open, deps);
    serveChanges(open, deps);
  });
  await app.register(async (inside) => serveQueues(inside, { ...access, queues }));
}
