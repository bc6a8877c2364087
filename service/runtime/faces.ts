import type { FastifyInstance } from 'fastify';
import { dashboard } from '../dashboard/dashboard.ts';
import { defaultHealthLimits } from '../dashboard/health/assess-health.ts';
import { serveHealth, serveMetrics } from '../dashboard/health/serve-health.ts';
import { createSessions } from '../dashboard/sign-in/sessions.ts';
import type { Runtime } from '../runtime.ts';
import { defaultForum } from './forums.ts';

/** Pages, queue dashboard, health and metrics, all behind one password but health. */
export async function openFaces(app: FastifyInstance, runtime: Runtime, password: string): Promise<void> {
  const { config, reports, producer, actions, rules, metrics } = runtime;
  await app.register(dashboard, {
    deps: {
      forum: defaultForum,
      password,
      publicUrl: config.publicUrl,
      reports,
      rulebook: () => rules.current(),
      actions,
      queues: producer.queues,
      metrics: {
        contentType: metrics.contentType,
        render: () => metrics.render(),
        token: config.metricsToken,
      },
    },
  });
}

/** What a process without pages shows: whether it lives, whether work gets done, and its numbers. */
export async function openHealth(app: FastifyInstance, runtime: Runtime, password: string): Promise<void> {
  const { config, reports, metrics } = runtime;
  serveHealth(app, { progress: () => reports.progress(), limits: defaultHealthLimits });
  serveMetrics(app, {
    metrics: { contentType: metrics.contentType, render: () => metrics.render(), token: config.metricsToken },
    sessions: createSessions({ password }),
  });
}
