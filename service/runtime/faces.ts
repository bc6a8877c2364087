import type { FastifyInstance } from 'fastify';
import type { Connecting } from '../dashboard/connect/port.ts';
import { dashboard } from '../dashboard/dashboard.ts';
import { defaultHealthLimits } from '../dashboard/health/assess-health.ts';
import { serveHealth, serveMetrics } from '../dashboard/health/serve-health.ts';
import type { Runtime } from '../runtime.ts';
import { createOfferPages } from '../measure/offer-pages.ts';
import { createReviews } from '../steer/review-offers.ts';
import { cookForPages } from './cook-for-pages.ts';
import { openRuleHistory } from './open-rule-history.ts';
import { openWorkbench } from './open-workbench.ts';

/** By what people sign in to the dashboard: the forum's secret, the password, or both. */
export interface SignInSecrets {
  password: string | null;
  /** Null: no forum says who somebody is. */
  connectSecret: string | null;
}

/** Pages, queue dashboard, health and metrics; what people may use depends on who they are. */
export async function openFaces(
  app: FastifyInstance,
  runtime: Runtime,
  { password, connectSecret }: SignInSecrets,
  connecting?: Connecting,
): Promise<void> {
  const { config, reports, producer, actions, rules, metrics, stores, forums } = runtime;
  const [forum] = forums;
  await app.register(dashboard, {
    deps: {
      forum: config.forumName,
      signIn: {
        store: stores.sessions,
        password,
        forum:
          forum === undefined || connectSecret === null
            ? null
            : {
                forum: forum.id,
                url: forum.config.url,
                secret: connectSecret,
                previous: config.previousConnectSecret,
              },
        roleGroups: config.dashboardRoles,
      },
      publicUrl: config.publicUrl,
      nameAmongOthers: config.isListed ? config.forumName : null,
      retention: config.retention,
      forumUrl: forum?.config.url ?? null,
      reports,
      rulebook: () => rules.current(),
      ...openWorkbench(runtime),
      ...openRuleHistory(runtime),
      ...(connecting === undefined ? {} : { connecting }),
      actions,
      reviews: createReviews({ ...stores, rulebook: () => rules.current() }),
      offerPages: createOfferPages({ ...stores, optOut: (member) => actions.optOut(member) }),
      cook: cookForPages(forum?.config.url ?? null),
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
export async function openHealth(app: FastifyInstance, runtime: Runtime): Promise<void> {
  const { config, reports, metrics } = runtime;
  serveHealth(app, { progress: () => reports.progress(), limits: defaultHealthLimits });
  serveMetrics(app, {
    metrics: { contentType: metrics.contentType, render: () => metrics.render(), token: config.metricsToken },
    // Nobody can sign in here.
    isSignedIn: async () => false,
  });
}
