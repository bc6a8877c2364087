import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../service/config.ts';
import { neededRoles } from '../../service/dashboard/sign-in/access.ts';
import { openRuntime } from '../../service/runtime.ts';
import { buildFor } from '../../service/start.ts';
import { openTestDatabase } from '../support/database.ts';

const secret = 'a secret of the tests, long enough for anything';
const opened = new AsyncDisposableStack();
let app: FastifyInstance;

/** The whole service as `serve` runs it, with everything switched on that has routes. */
beforeAll(async () => {
  const database = opened.use(await openTestDatabase());
  const forum = { url: 'http://127.0.0.1:9', apiKey: 'x', apiUsername: 'waypost', apiShare: 30 };
  const config = readConfig({
    DATABASE_URL: database.url,
    QUEUE: 'postgres',
    DISCOURSE_URL: forum.url,
    DISCOURSE_API_KEY: forum.apiKey,
    DISCOURSE_API_USERNAME: forum.apiUsername,
    WEBHOOK_SECRET: secret,
    EVENTS_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
    DISCOURSE_CONNECT_SECRET: secret,
    DASHBOARD_PASSWORD: secret,
    METRICS_TOKEN: secret,
    RULES_PUSH_SECRET: secret,
    LOG_LEVEL: 'silent',
  });
  const log = pino({ level: 'silent' });
  const runtime = opened.use(await openRuntime(config, log, { role: 'serve', forum, isDemo: false }));
  app = await buildFor('serve', runtime, {
    webhookSecrets: [secret],
    signIn: { password: secret, connectSecret: secret },
  });
  opened.defer(() => app.close());
  await app.ready();
});
afterAll(() => opened.disposeAsync());

const routesThat = (isWanted: (access: unknown) => boolean) =>
  app.knownRoutes
    .filter(({ config }) => isWanted(config?.access))
    .flatMap(({ method, url }) => [method].flat().map((each) => ({ method: each, url })));
const pathOf = (url: string) => url.replaceAll(/:[^/]+/g, 'x').replace('*', 'x');

describe('the whole service', () => {
  it('answers strangers at these places, with scripts and styles, and at no other', async () => {
    const all = routesThat((access) => access === 'anyone').filter(({ method }) => method !== 'HEAD');
    const isAsset = ({ url }: { url: string }) => /^\/[a-z-]+\/[a-z-]+\.(css|js|svg)$/.test(url);
    const open = all.filter((route) => !isAsset(route));

    expect(open.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual([
      'GET /healthz',
      'GET /livez',
      'GET /login',
      'GET /login/forum',
      'GET /login/forum/return',
      'GET /o/:id',
      'GET /o/return',
      'GET /o/sign-in',
      'GET /privacy',
      'GET /readyz',
      'POST /login',
    ]);
    for (const { url } of all.filter(isAsset)) {
      const { headers } = await app.inject(url);
      expect(headers['content-type'], url).toMatch(/^(text\/css|text\/javascript|image\/svg\+xml)/);
    }
  });

  it('refuses whoever comes without the proof that a place asks for', async () => {
    const places = routesThat((access) => access === 'own proof');
    expect(places.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/hooks/discourse/:forum', '/metrics']),
    );

    for (const { method, url } of places) {
      const payload =
        method === 'POST' ? { payload: '{}', headers: { 'content-type': 'application/json' } } : {};
      const answer = await app.inject({ method: method as 'GET', url: pathOf(url), ...payload });
      expect(answer.statusCode, `${method} ${url}`).toBe(401);
    }
  });

  it('asks everybody else to sign in, at every other place and by every method', async () => {
    const guarded = routesThat((access) => neededRoles(access as 'viewer').length > 0);
    expect(guarded.length).toBeGreaterThan(40);

    for (const { method, url } of guarded) {
      const headers = { accept: 'text/html', host: 'localhost:4600', origin: 'http://localhost:4600' };
      const answer = await app.inject({ method: method as 'GET', url: pathOf(url), headers });

      expect(answer.statusCode, `${method} ${url}`).toBe(303);
      expect(String(answer.headers.location), `${method} ${url}`).toMatch(/^\/login\?next=/);
    }
  });
});
