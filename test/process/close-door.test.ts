import { once } from 'node:events';
import { type AddressInfo, type Socket, connect } from 'node:net';
import Fastify from 'fastify';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { buildApp } from '../../service/app.ts';
import { closeDoorGently } from '../../service/close-door.ts';

const anApp = (drainMs: number) =>
  buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    drainMs,
    hooks: null,
    faces: async () => {},
  });

/** An app that is just being ended, for as long as is said. */
async function anEndingApp(drainMs: number) {
  const app = Fastify({ return503OnClosing: false });
  closeDoorGently(app, { drainMs });
  app.post('/hooks', async () => ({ kept: true }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { app, port, address: `http://127.0.0.1:${port}` };
}

const asked = 'POST /hooks HTTP/1.1\r\nhost: waypost\r\ncontent-length: 0\r\n\r\n';

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (part) => (answer += part.toString()));
  await once(socket, 'close');
  return answer;
}

test('an app that is being ended says so to proxies, and keeps what is sent to it all the same', async () => {
  const { app, address } = await anEndingApp(2_000);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);

  const closing = app.close();

  const ready = await fetch(`${address}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ status: 'ending' });
  const hook = await fetch(`${address}/hooks`, { method: 'POST' });
  expect(await hook.json()).toEqual({ kept: true });
  expect(hook.headers.get('connection')).toBe('close');
  await closing;
  await expect(fetch(`${address}/readyz`)).rejects.toThrow();
});

test('who has come in and is slow to say what they want is waited for', async () => {
  const { app, port } = await anEndingApp(0);
  const closing = app.close();
  const slow = connect(port, '127.0.0.1');
  await once(slow, 'connect');

  setTimeout(() => slow.write(asked), 100);

  expect(await answerOf(slow)).toContain('{"kept":true}');
  await closing;
});

test('who has come in and says nothing holds nobody up for long', async () => {
  const { app, port } = await anEndingApp(0);
  const closing = app.close();
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');

  await expect.poll(() => app.server.listening, { timeout: 20_000 }).toBe(false);
  silent.destroy();
  await closing;
});

test('who has said half of what they want and never says the rest holds nobody up for long', async () => {
  const { app, port } = await anEndingApp(0);
  const stalled = connect(port, '127.0.0.1');
  stalled.on('error', () => undefined).resume();
  stalled.write(`${asked.replace('length: 0', 'length: 10')}half`);
  await once(app.server, 'request');

  const closing = app.close();

  await once(stalled, 'close');
  await closing;
  expect(app.server.listening).toBe(false);
}, 60_000);

test.each([0, 5_000, 20_000])(
  'Fastify does not give up on an ending that goes on for %i ms',
  async (drainMs) => {
    const app = await anApp(drainMs);

    expect(app.initialConfig.pluginTimeout).toBeGreaterThan(drainMs + 10_000);

    await app.close();
  },
);
