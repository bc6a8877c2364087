import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { defaultHealthLimits } from '../../service/dashboard/health/assess-health.ts';
import { serveHealth, serveMetrics } from '../../service/dashboard/health/serve-health.ts';
import { createReports } from '../../service/storage/reports.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { dashboardPassword, metricsToken, openDashboard } from '../support/open-dashboard.ts';
import { seedForum } from '../support/seeded-community.ts';
import { type Operator, formOf, ownOrigin, signIn } from '../support/signed-in.ts';

/** The only paths of a process that answer strangers. `/hooks` proves itself by its signature; scripts and styles tell nothing. */
const openToStrangers =
  /^\/(hooks\/|livez$|readyz$|healthz$|login$|privacy$|[a-z-]+\/[a-z-]+\.(css|js|svg)$)/;

interface Route {
  method: string;
  url: string;
}

let database: TestDatabase;
let app: FastifyInstance;
let routes: Route[];
let changes: object[];

beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
  routes = [];
  ({ app, changes } = await openDashboard(database.db, {}, (each) => {
    for (const method of [each.method].flat()) routes.push({ method, url: each.url });
  }));
  await app.ready();
});

afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const pathOf = (url: string) => url.replaceAll(/:[^/]+/g, 'x').replace('*', 'x');

describe('a stranger', () => {
  it('is answered by nothing but health, sign-in, what is kept of members, and the look, whatever the route and the method', async () => {
    const guarded = routes.filter(({ url }) => !openToStrangers.test(url));
    expect(guarded.length).toBeGreaterThan(20);
    expect(guarded.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/', '/posts', '/metrics', '/queues/api/queues', '/pause']),
    );

    for (const { method, url } of guarded) {
      const answer = await app.inject({
        method: method as 'GET',
        url: pathOf(url),
        headers: { accept: 'text/html', origin: ownOrigin, host: 'localhost:4600' },
      });

      const isTurnedAway =
        answer.statusCode === 401 ||
        (answer.statusCode === 303 && String(answer.headers.location).startsWith('/login?next='));
      expect(isTurnedAway, `${method} ${url} answered ${answer.statusCode}`).toBe(true);
      expect(answer.body).not.toContain('forum.example');
    }
  });

  it('is sent to the sign-in page, and from there to where they wanted to go', async () => {
    const answer = await app.inject({ url: '/posts?url=42', headers: { accept: 'text/html' } });

    expect(answer.headers.location).toBe('/login?next=%2Fposts%3Furl%3D42');
  });

  it('may see that the process lives and works', async () => {
    expect((await app.inject('/livez')).json()).toEqual({ status: 'ok' });
    expect((await app.inject('/healthz')).json()).toMatchObject({ status: 'ok', reasons: [], workers: 1 });
  });
});

describe('signing in', () => {
  it('takes the password and gives a cookie that scripts and other sites cannot use', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/login',
      ...formOf({ password: dashboardPassword, next: '/rules' }),
    });

    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/rules');
    expect(answer.headers['set-cookie']).toMatch(
      /^waypost_session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('marks the cookie Secure where people come over https', async () => {
    await using own = await openSecondDashboard({ publicUrl: 'https://waypost.example' });

    const answer = await own.app.inject({
      method: 'POST',
      url: '/login',
      ...formOf({ password: dashboardPassword }),
    });

    expect(answer.headers['set-cookie']).toContain('; Secure;');
  });

  it('refuses another password, and says so in the reader’s language', async () => {
    const { payload, headers } = formOf({ password: 'guess' });

    const answer = await app.inject({
      method: 'POST',
      url: '/login',
      payload,
      headers: { ...headers, 'accept-language': 'de' },
    });

    expect(answer.statusCode).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).toContain('Das ist nicht das Passwort');
  });

  it('refuses a form from another site, even with the right password', async () => {
    const { payload, headers } = formOf({ password: dashboardPassword });

    const answer = await app.inject({
      method: 'POST',
      url: '/login',
      payload,
      headers: { ...headers, origin: 'https://evil.example' },
    });

    expect(answer.statusCode).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('is tried ten times a minute at most from one address', async () => {
    await using own = await openSecondDashboard({});
    const attempt = () => own.app.inject({ method: 'POST', url: '/login', ...formOf({ password: 'guess' }) });
    for (let tries = 0; tries < 10; tries += 1) expect((await attempt()).statusCode).toBe(401);

    const eleventh = await own.app.inject({
      method: 'POST',
      url: '/login',
      ...formOf({ password: dashboardPassword }),
    });

    expect(eleventh.statusCode).toBe(429);
    expect(eleventh.body).toContain('Too many tries');
  });

  it('ends with signing out', async () => {
    const operator = await signIn(app);

    const answer = await operator.change('/logout');

    expect(answer.headers.location).toBe('/login?out');
    expect(answer.headers['set-cookie']).toMatch(/^waypost_session=;/);
  });
});

describe('a change', () => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await signIn(app);
  });

  it('is refused without its proof, with a wrong one, from another site and from nowhere, whichever it is', async () => {
    const before = changes.length;
    const send = async (path: string, form: Record<string, string>, headers: Record<string, string>) => {
      const sent = formOf(form);
      return await app.inject({
        method: 'POST',
        url: path,
        payload: sent.payload,
        headers: { ...sent.headers, cookie: operator.cookie, ...headers },
      });
    };
    const paths = routes
      .filter(({ method, url }) => method === 'POST' && !url.startsWith('/queues') && url !== '/login')
      .map(({ url }) => pathOf(url));
    expect(paths).toEqual(expect.arrayContaining(['/pause', '/resume', '/replay', '/rung', '/logout']));

    for (const path of paths) {
      const form = { csrf: operator.csrf };
      const answers = await Promise.all([
        send(path, {}, {}),
        send(path, { csrf: `${operator.csrf.slice(1)}A` }, {}),
        send(path, form, { origin: 'https://evil.example' }),
        send(path, form, { origin: 'null' }),
      ]);

      expect(
        answers.map(({ statusCode }) => statusCode),
        path,
      ).toEqual([403, 403, 403, 403]);
    }
    expect(changes).toHaveLength(before);
    expect((await operator.open('/')).statusCode).toBe(200);
  });

  it('to a queue is refused altogether: jobs are only looked at', async () => {
    const writing = routes.filter(
      ({ method, url }) => url.startsWith('/queues') && !['GET', 'HEAD', 'OPTIONS'].includes(method),
    );
    expect(writing.length).toBeGreaterThan(5);

    for (const { method, url } of writing) {
      const answer = await app.inject({
        method: method as 'PUT',
        url: pathOf(url),
        headers: { cookie: operator.cookie, origin: ownOrigin, host: 'localhost:4600' },
      });

      expect(answer.statusCode, `${method} ${url}`).toBe(403);
    }
  });
});

describe('metrics', () => {
  it('are for who holds the token and for who has signed in', async () => {
    const operator = await signIn(app);
    const read = (headers: Record<string, string>) => app.inject({ url: '/metrics', headers });

    expect((await read({})).statusCode).toBe(401);
    expect((await read({ authorization: 'Bearer guess' })).statusCode).toBe(401);
    expect((await read({ authorization: `Bearer ${metricsToken}` })).body).toBe('waypost_up 1\n');
    expect((await read({ cookie: operator.cookie })).statusCode).toBe(200);
  });

  it('are open to no token when none is set', async () => {
    await using own = await openSecondDashboard({
      metrics: { contentType: 'text/plain', render: async () => '', token: null },
    });

    expect(
      (await own.app.inject({ url: '/metrics', headers: { authorization: 'Bearer null' } })).statusCode,
    ).toBe(401);
  });
});

describe('every page', () => {
  it('is told to load nothing from elsewhere, to stand in no frame and to be kept by nobody', async () => {
    const operator = await signIn(app);

    const { headers } = await operator.open('/');

    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
  });
});

async function openSecondDashboard(deps: Parameters<typeof openDashboard>[1]) {
  const own = await openDashboard(database.db, deps);
  return { app: own.app, [Symbol.asyncDispose]: () => own.app.close() };
}

describe('a process without pages', () => {
  it('still tells its health to everybody and its numbers to who holds the token', async () => {
    const own = Fastify();
    const progress = createReports(database.db).progress;
    serveHealth(own, { progress, limits: defaultHealthLimits });
    const metrics = { contentType: 'text/plain', render: async () => 'waypost_up 1\n', token: metricsToken };
    serveMetrics(own, { metrics, isSignedIn: async () => false });

    const health = await own.inject('/healthz');
    const stranger = await own.inject('/metrics');
    const holder = await own.inject({
      url: '/metrics',
      headers: { authorization: `Bearer ${metricsToken}` },
    });
    await own.close();

    expect([health.statusCode, stranger.statusCode, holder.statusCode]).toEqual([200, 401, 200]);
  });
});
