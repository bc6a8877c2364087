import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildApp } from '../../service/app.ts';
import { createWebhookKeeper, type WebhookKeeper } from '../../service/ingest/keep-webhook.ts';
import {
  prepareSecret,
  readSignature,
  sign,
  verifySignature,
} from '../../service/ingest/verify-signature.ts';
import type { InboxId } from '../../service/model/ids.ts';
import { forum, openTestStores, type TestStores } from '../support/storage-makers.ts';
import { readSentWebhook, recordingSecret } from '../support/sent-webhook.ts';

const secret = 'the new secret of the webhook, long';
const previous = 'the old secret of the webhook, long';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores[Symbol.asyncDispose]());
beforeEach(async () => {
  await stores.db.deleteFrom('inbox').execute();
  await stores.db.deleteFrom('webhookDigest').execute();
});

interface Hooks extends AsyncDisposable {
  app: FastifyInstance;
  woken: InboxId[];
  post(body: string | Buffer, headers?: Record<string, string | string[]>, url?: string): Promise<number>;
}

async function openHooks(
  options: { keeper?: WebhookKeeper; failuresPerMinute?: number; secrets?: string[] } = {},
): Promise<Hooks> {
  const woken: InboxId[] = [];
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    hooks: {
      forums: new Map([
        ['default', { id: forum, secrets: (options.secrets ?? [secret, previous]).map(prepareSecret) }],
      ]),
      keeper: options.keeper ?? createWebhookKeeper(stores.inbox),
      wake: (ids) => void woken.push(...ids),
      crash: () => {},
      failuresPerMinute: options.failuresPerMinute ?? 1_000,
    },
    faces: async () => {},
  });
  return {
    app,
    woken,
    async post(body, headers = signed(body), url = '/hooks/discourse/default') {
      const { statusCode } = await app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', ...headers },
        payload: body,
      });
      return statusCode;
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

function signatureOf(body: string | Buffer, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}
const signed = (body: string | Buffer, key = secret) => ({
  'x-discourse-event': 'post_created',
  'x-discourse-event-signature': signatureOf(body, key),
});
const kept = async () => (await stores.db.selectFrom('inbox').selectAll().execute()).length;

describe('a forged webhook is answered 401 and leaves nothing', () => {
  const body = '{"post":{"id":1}}';
  const right = signatureOf(body);

  test('whichever bit of the signature is flipped', async () => {
    await using hooks = await openHooks();
    const bytes = Buffer.from(right.slice('sha256='.length), 'hex');
    const answers = new Set<number>();

    for (let bit = 0; bit < 256; bit += 1) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      answers.add(
        await hooks.post(body, { 'x-discourse-event-signature': `sha256=${forged.toString('hex')}` }),
      );
    }

    expect([...answers]).toEqual([401]);
    expect(await kept()).toBe(0);
  });

  test.each([
    ['is missing', {}],
    ['is empty', { 'x-discourse-event-signature': '' }],
    ['is in upper case', { 'x-discourse-event-signature': right.toUpperCase() }],
    ['has digits in upper case', { 'x-discourse-event-signature': `sha256=${right.slice(7).toUpperCase()}` }],
    ['lacks its prefix', { 'x-discourse-event-signature': right.slice(7) }],
    ['is of another kind', { 'x-discourse-event-signature': `sha1=${right.slice(7)}` }],
    ['is too short', { 'x-discourse-event-signature': right.slice(0, -1) }],
    ['is too long', { 'x-discourse-event-signature': `${right}0` }],
    ['has a space', { 'x-discourse-event-signature': `${right} x` }],
    ['is there twice', { 'x-discourse-event-signature': [right, right] }],
    ['fits another body', { 'x-discourse-event-signature': signatureOf(`${body} `) }],
    [
      'is made with another secret',
      { 'x-discourse-event-signature': signatureOf(body, 'a secret that nobody has configured') },
    ],
    ['is made with no secret', { 'x-discourse-event-signature': signatureOf(body, '') }],
  ])('when the signature %s', async (_, headers) => {
    await using hooks = await openHooks();

    expect(await hooks.post(body, headers)).toBe(401);
    expect(await kept()).toBe(0);
  });

  test.each([
    '/hooks/discourse/other',
    '/hooks/discourse/',
    '/hooks/discourse',
    '/hooks/',
    '/hooks',
    '/hooks/discourse/default/more',
    '/hooks/discourse/constructor',
    '/hooks/discourse/%00',
  ])('at %s, which is no forum: never 404 or 410, at which the forum would give up', async (url) => {
    await using hooks = await openHooks();

    expect(await hooks.post(body, signed(body), url)).toBe(401);
    expect(await kept()).toBe(0);
  });

  test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'] as const)(
    'by the method %s',
    async (method) => {
      await using hooks = await openHooks();

      const { statusCode } = await hooks.app.inject({ method, url: '/hooks/discourse/default' });

      expect(statusCode).toBe(401);
    },
  );
});

describe('a genuine webhook', () => {
  test.each([
    ['the secret', secret, 200],
    ['the secret used before', previous, 200],
    ['neither', 'something else that is long enough', 401],
  ])('signed with %s', async (_, key, status) => {
    await using hooks = await openHooks();

    expect(await hooks.post('{"ping":"OK"}', signed('{"ping":"OK"}', key))).toBe(status);
  });

  test('as a real forum sent it is kept byte for byte', async () => {
    await using hooks = await openHooks({ secrets: [recordingSecret] });
    const webhook = readSentWebhook('013-post_created');
    const { host: _host, 'content-length': _length, connection: _connection, ...headers } = webhook.headers;

    expect(await hooks.post(webhook.body, headers)).toBe(200);

    const row = await stores.db.selectFrom('inbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ forumId: 'default', eventName: 'post_created', state: 'received' });
    expect(row.body?.equals(webhook.body)).toBe(true);
    expect(hooks.woken).toEqual([row.id]);
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
  ])('is kept when it calls itself %s', async (type) => {
    await using hooks = await openHooks();
    const body = '{"post":{"id":2}}';

    expect(await hooks.post(body, { ...signed(body), 'content-type': type })).toBe(200);
    expect(await kept()).toBe(1);
  });

  test.each([
    ['no JSON', 'not json at all'],
    ['a bomb', '['.repeat(1_000_000)],
    ['NUL and invalid UTF-8', Buffer.from([0, 0xff, 0xfe, 0x7b])],
    ['2 MiB exactly', Buffer.alloc(2 * 1024 * 1024, 32)],
  ])('is kept unread, be it %s', async (_, body) => {
    await using hooks = await openHooks();

    expect(await hooks.post(body)).toBe(200);
    expect(await kept()).toBe(1);
  });

  test('of more than 2 MiB is told so', async () => {
    await using hooks = await openHooks();

    expect(await hooks.post(Buffer.alloc(2 * 1024 * 1024 + 1, 32))).toBe(413);
    expect(await kept()).toBe(0);
  });

  test('that comes again is acknowledged, and wakes nobody', async () => {
    await using hooks = await openHooks();
    const body = '{"post":{"id":3}}';

    expect([await hooks.post(body), await hooks.post(body)]).toEqual([200, 200]);
    expect(hooks.woken).toHaveLength(1);
    expect(await kept()).toBe(1);
  });

  test('shares its commit with those that come at the same moment, and each gets an answer of its own', async () => {
    let commits = 0;
    const keeper = createWebhookKeeper({
      keepWebhooks: (batch) => {
        commits += 1;
        return stores.inbox.keepWebhooks(batch);
      },
    });
    await using hooks = await openHooks({ keeper });

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => hooks.post(`{"post":{"id":${index}}}`)),
    );

    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await kept()).toBe(60);
    expect(commits).toBeLessThan(30);
  });

  test('is not acknowledged when it could not be kept', async () => {
    await using hooks = await openHooks({
      keeper: createWebhookKeeper({ keepWebhooks: () => Promise.reject(new Error('gone')) }),
    });

    expect(await hooks.post('{"post":{"id":4}}')).toBe(503);
    expect(hooks.woken).toEqual([]);
  });
});

describe('a flood of wrong signatures', () => {
  const wrong = { 'x-discourse-event-signature': `sha256=${'0'.repeat(64)}` };

  test('is answered 429 after a while, and a genuine webhook from the same address is kept all the same', async () => {
    await using hooks = await openHooks({ failuresPerMinute: 5 });
    const answers = [];
    for (let tries = 0; tries < 8; tries += 1) answers.push(await hooks.post('{"post":{"id":5}}', wrong));

    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect(await hooks.post('{"post":{"id":5}}')).toBe(200);
    expect(await hooks.post('{"post":{"id":6}}', {})).toBe(429);
    expect(await kept()).toBe(1);
  });

  test('of genuine ones is no flood', async () => {
    await using hooks = await openHooks({ failuresPerMinute: 5 });
    const answers = new Set<number>();

    for (let sent = 0; sent < 50; sent += 1) answers.add(await hooks.post(`{"post":{"id":${sent}}}`));

    expect([...answers]).toEqual([200]);
  });
});

describe('a signature', () => {
  test('is the HMAC-SHA256 of the bytes, for keys of any length', () => {
    for (const key of ['x', 'k'.repeat(64), 'k'.repeat(65), 'schlüssel '.repeat(20)]) {
      const body = Buffer.from(`body of ${key}`);
      expect(sign(prepareSecret(key), body).toString('hex')).toBe(
        createHmac('sha256', key).update(body).digest('hex'),
      );
    }
  });

  test('is held against every secret, whichever of them fits', () => {
    const body = Buffer.from('body');
    const secrets = ['one', 'two', 'three'].map(prepareSecret);

    for (const fitting of secrets) expect(verifySignature(secrets, sign(fitting, body), body)).toBe(true);
    expect(verifySignature([], sign(secrets[0]!, body), body)).toBe(false);
    expect(readSignature(undefined)).toBeNull();
  });
});
