import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { buildApp } from '../../../service/app.ts';
import type { KeptForum } from '../../../service/runtime/several/keep-forum-open.ts';
import { serveInstallation } from '../../../service/runtime/several/serve-installation.ts';

const opened: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of opened.splice(0).toReversed()) await app.close();
});

/** A forum that says its name at every path; without an app it is not open. */
async function aForum(name: string, isOpen = true): Promise<KeptForum> {
  const app = Fastify({ return503OnClosing: false });
  app.all('/*', (request, reply) => reply.send({ name, url: request.url, said: request.body ?? null }));
  await app.ready();
  opened.push(app);
  const runtime = { metrics: { read: async () => [] }, reports: { progress: async () => null } };
  const forum = { app, runtime, [Symbol.asyncDispose]: async () => undefined };
  return {
    name,
    publicUrl: `http://${name}.localhost`,
    current: () => (isOpen ? (forum as unknown as ReturnType<KeptForum['current']>) : null),
    opened: Promise.resolve(forum as never),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function listen(forums: readonly KeptForum[], drainMs = 0) {
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    drainMs,
    hooks: null,
    faces: (outer) => serveInstallation(outer, { forums, role: 'serve', metricsToken: null }),
  });
  opened.push(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { app, address: `http://127.0.0.1:${port}` };
}

test('hands a request over whole, body and all, and pushes to rules as the forum itself calls them', async () => {
  const { address } = await listen([await aForum('harbour'), await aForum('garden')]);
  const post = async (path: string) =>
    await (
      await fetch(address + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      })
    ).json();

  expect(await post('/hooks/discourse/garden?x=1')).toEqual({
    name: 'garden',
    url: '/hooks/discourse/garden?x=1',
    said: { a: 1 },
  });
  expect(await post('/hooks/rules/harbour')).toMatchObject({ name: 'harbour', url: '/hooks/rules' });
  expect((await fetch(`${address}/hooks/discourse/meadow`, { method: 'POST' })).status).toBe(401);
});

test('webhooks of a forum that is not open are told to come again', async () => {
  const { address } = await listen([await aForum('harbour'), await aForum('garden', false)]);
  const answer = await fetch(`${address}/hooks/discourse/garden`, { method: 'POST' });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
});

test('while it ends, proxies hear so at every host, and what they send is taken all the same', async () => {
  // The only forum of an installation is at every host.
  const { app, address } = await listen([await aForum('harbour')], 1_500);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  const closing = app.close();

  expect((await fetch(`${address}/readyz`)).status).toBe(503);
  const hook = await fetch(`${address}/hooks/discourse/harbour`, { method: 'POST' });
  expect([hook.status, hook.headers.get('connection')]).toEqual([200, 'close']);
  await closing;
});

test('an address of no forum is answered in the language of who asks, and names none', async () => {
  const { address } = await listen([await aForum('harbour'), await aForum('garden')]);
  const answer = await fetch(`${address}/rules`, { headers: { 'accept-language': 'de' } });
  const text = await answer.text();
  expect(answer.status).toBe(404);
  expect(text).toContain('Hier läuft Waypost');
  expect(text).not.toMatch(/harbour|garden/);
});
