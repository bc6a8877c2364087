import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Progress } from '../../storage/reports/progress.ts';
import { isEqual } from '../sign-in/is-equal.ts';
import { type Health, type HealthLimits, assessHealth } from './assess-health.ts';

export interface ServedMetrics {
  contentType: string;
  /** The present numbers in Prometheus' text format. */
  render(): Promise<string>;
  /** Null: only people who have signed in may read them. */
  token: string | null;
}

const answerWithinMs = 3_000;

/** `/livez` (this process answers) and `/healthz` (work gets done; 503 when it does not). Open, and without names. */
export function serveHealth(
  app: FastifyInstance,
  options: { progress(): Promise<Progress>; limits: HealthLimits },
): void {
  app.get('/livez', { config: { access: 'anyone' } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  app.get('/healthz', { config: { access: 'anyone' } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const seen = await lookAtHealth(options, request.log);
    return reply.code(seen.status === 'failing' ? 503 : 200).send(seen);
  });
}

/** How the work of one forum gets on. */
export async function lookAtHealth(
  options: { progress(): Promise<Progress>; limits: HealthLimits },
  log: FastifyBaseLogger,
): Promise<Health & Partial<Pick<Progress, 'workers' | 'stages'>>> {
  const progress = await within(answerWithinMs, options.progress()).catch((error: unknown) => {
    log.error({ err: error }, 'progress unknown');
    return null;
  });
  if (!progress) return { status: 'failing', reasons: ['The database does not answer.'] };
  const { stages, workers } = progress;
  return { ...assessHealth(progress, options.limits), workers, stages };
}

/** `/metrics` for Prometheus, with `Authorization: Bearer <METRICS_TOKEN>`, and for whoever has signed in. */
export function serveMetrics(
  app: FastifyInstance,
  { metrics, isSignedIn }: { metrics: ServedMetrics; isSignedIn(request: FastifyRequest): Promise<boolean> },
): void {
  app.get('/metrics', { config: { access: 'own proof' } }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const hasToken = metrics.token !== null && bearer !== undefined && isEqual(bearer, metrics.token);
    if (!hasToken && !(await isSignedIn(request))) {
      const error = 'send "Authorization: Bearer <METRICS_TOKEN>", or sign in at /login';
      return reply.code(401).header('www-authenticate', 'Bearer').send({ error });
    }
    return reply.type(metrics.contentType).send(await metrics.render());
  });
}

/** A database that hangs is as good as away. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  try {
    const late = sleep(milliseconds, null, { signal: timer.signal }).then(() => {
      throw new Error(`no answer within ${milliseconds} ms`);
    });
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
