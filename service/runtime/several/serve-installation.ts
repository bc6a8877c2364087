import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { type Health, defaultHealthLimits } from '../../dashboard/health/assess-health.ts';
import { lookAtHealth, serveMetrics } from '../../dashboard/health/serve-health.ts';
import { noForumPage } from '../../dashboard/pages/no-forum-page.ts';
import { pageHeaders } from '../../dashboard/security-headers.ts';
import { chooseLanguage } from '../../look/language.ts';
import { serveLook } from '../../look/serve-look.ts';
import { mergeMetrics } from '../../metrics/merge-metrics.ts';
import { chooseForum } from './choose-forum.ts';
import type { KeptForum } from './keep-forum-open.ts';

/**
 * One listener for several forums: each request is handed to the app of the forum it is for, and what is for none is
 * answered here. Nothing here names a forum to a stranger.
 */
export async function serveInstallation(
  app: FastifyInstance,
  { forums, role, metricsToken }: { forums: readonly KeptForum[]; role: string; metricsToken: string | null },
): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const { url, headers, hostname } = request;
    // The token opens the numbers of the whole installation, from whichever host they are asked.
    if (/^\/metrics\/?(?:\?|$)/.test(url) && headers.authorization !== undefined) return;
    // Whether the door closes is known here alone, whichever forum's host a proxy looks at.
    if (/^\/(?:readyz|livez)\/?(?:\?|$)/.test(url)) return;
    const chosen = chooseForum(forums, { url, hostname });
    if (chosen === null) return;
    const current = chosen.forum.current();
    if (current === null)
      return reply
        .code(503)
        .header('retry-after', '30')
        .send({ error: 'this forum is not open yet; what is told now is found later by reading it' });
    if (current.app === null) return;
    request.raw.url = chosen.url;
    reply.hijack();
    current.app.routing(request.raw, reply.raw);
  });

  // Never 404: Discourse would switch the webhook off.
  const unknown = { error: 'unknown forum; the path names the forum as the installation does' };
  for (const place of ['/hooks/*', '/events/*'])
    app.all(place, { config: { access: 'own proof' } }, async (_request, reply) =>
      reply.code(401).send(unknown),
    );

  app.get('/livez', { config: { access: 'anyone' } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/healthz', { config: { access: 'anyone' } }, async (request, reply) => {
    const seen = await Promise.all(forums.map((forum) => healthOf(forum, request.log)));
    const failing = seen.filter(({ status }) => status === 'failing').length;
    const worst = seen.every(({ status }) => status === 'ok') ? 'ok' : 'degraded';
    // One that is ill is no reason to take the process away from the others.
    const status = failing === seen.length ? 'failing' : worst;
    return reply
      .code(status === 'failing' ? 503 : 200)
      .header('cache-control', 'no-store')
      .send({ status, forums: seen.length, failing });
  });

  const metrics = mergeMetrics(
    role,
    forums.map(({ name, current }) => ({ forum: name, metrics: () => current()?.runtime.metrics ?? null })),
  );
  serveMetrics(app, { metrics: { ...metrics, token: metricsToken }, isSignedIn: async () => false });

  await app.register(serveLook);
  await app.register(async (open) => {
    await open.register(helmet, pageHeaders(null, null));
    open.setNotFoundHandler(async (request, reply) =>
      reply
        .code(404)
        .header('cache-control', 'no-store')
        .type('text/html')
        .send(noForumPage(chooseLanguage(request.headers['accept-language']))),
    );
  });
}

async function healthOf(
  { current }: KeptForum,
  log: Parameters<typeof lookAtHealth>[1],
): Promise<Pick<Health, 'status'>> {
  const reports = current()?.runtime.reports;
  if (reports === undefined) return { status: 'failing' };
  return await lookAtHealth({ progress: reports.progress, limits: defaultHealthLimits }, log);
}
