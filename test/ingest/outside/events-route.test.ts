import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildApp } from '../../../service/app.ts';
import { createWebhookKeeper, type WebhookKeeper } from '../../../service/ingest/keep-webhook.ts';
import { readEventsSecret } from '../../../service/ingest/outside/verify-told.ts';
import { forum, openTestStores, type TestStores } from '../../support/storage-makers.ts';
import { type ToldEvent, eventsSecret, tellEvent } from '../../support/told-event.ts';

const previous = `whsec_${Buffer.from('the key that was good until yesterday').toString('base64')}`;
const stranger = `whsec_${Buffer.from('a key that nobody here has configured').toString('base64')}`;
const release = { type: 'release.published', data: { version: '5.8' } };

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores[Symbol.asyncDispose]());
beforeEach(async () => {
  await stores.db.deleteFrom('inbox').execute();
  await stores.db.deleteFrom('webhookDigest').execute();
});

async function openEvents(
  options: { keeper?: WebhookKeeper; failuresPerMinute?: number; secrets?: string[]; now?: Date } = {},
) {
  const { secrets = [eventsSecret, previous], now } = options;
  const keys = secrets.map(readEventsSecret).filter((key) => key !== null);
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    hooks: null,
    events: {
      forums: new Map([['default', { id: forum, keys }]]),
      keeper: options.keeper ?? createWebhookKeeper(stores.inbox),
      wake: () => {},
      failuresPerMinute: options.failuresPerMinute ?? 1_000,
      ...(now ? { now: () => now } : {}),
    },
    faces: async () => {},
  });
  return {
    async post({ body, headers }: ToldEvent, url = '/events/default') {
      return (await app.inject({ method: 'POST', url, headers, payload: body })).statusCode;
    },
    async whyRefused({ body, headers }: ToldEvent) {
      const answer = await app.inject({ method: 'POST', url: '/events/default', headers, payload: body });
      return answer.statusCode === 401 ? answer.json<{ error: string }>().error : '';
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}

const kept = async () => (await stores.db.selectFrom('inbox').selectAll().execute()).length;

test.each([
  ['with the secret', [eventsSecret]],
  ['with the secret used before', [previous]],
  ['with one of two secrets', [stranger, eventsSecret]],
])('what is signed %s is kept before it is acknowledged', async (_, secrets) => {
  await using events = await openEvents();

  expect(await events.post(tellEvent(release, { secrets }))).toBe(200);
  expect(await kept()).toBe(1);
});

describe('refused with 401, and nothing kept', () => {
  const good = tellEvent(release);
  const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const without = (name: string): ToldEvent => ({
    ...good,
    headers: Object.fromEntries(Object.entries(good.headers).filter(([header]) => header !== name)),
  });
  const having = (headers: Record<string, string>): ToldEvent => ({
    ...good,
    headers: { ...good.headers, ...headers },
  });

  test.each<[string, ToldEvent, string?]>([
    ['another secret', tellEvent(release, { secrets: [stranger] })],
    ['another body', { ...good, body: `${good.body} ` }],
    ['another id', having({ 'webhook-id': 'msg_another' })],
    ['another time', having({ 'webhook-timestamp': '1700000000' })],
    ['six minutes ago', tellEvent(release, { at: minutesFromNow(-6) })],
    ['in six minutes', tellEvent(release, { at: minutesFromNow(6) })],
    ['a time that is none', having({ 'webhook-timestamp': 'now' })],
    ['no id', without('webhook-id')],
    ['no time', without('webhook-timestamp')],
    ['no signature', without('webhook-signature')],
    ['a signature of another version', having({ 'webhook-signature': `v2,${'A'.repeat(43)}=` })],
    [
      'a signature cut short',
      having({ 'webhook-signature': good.headers['webhook-signature']!.slice(0, -2) }),
    ],
    ['a forum that is not there', good, '/events/elsewhere'],
  ])('%s', async (_, told, url) => {
    await using events = await openEvents();

    expect(await events.post(told, url)).toBe(401);
    expect(await kept()).toBe(0);
  });

  test.each<[string, ToldEvent, string]>([
    ['no signature', without('webhook-signature'), 'missing: webhook-signature'],
    ['a time that is none', having({ 'webhook-timestamp': 'now' }), 'the seconds since 1970'],
    ['an id with a space', having({ 'webhook-id': 'one two' }), 'webhook-id: expected'],
    ['an empty signature', having({ 'webhook-signature': 'v1,' }), 'found 0 characters behind "v1,"'],
    [
      'hex in place of base64',
      having({ 'webhook-signature': `v1,${'a1'.repeat(32)}` }),
      'found 64 characters',
    ],
    ['another version', having({ 'webhook-signature': 'v2,x' }), 'found none that begins with "v1,"'],
    ['no base64', having({ 'webhook-signature': `v1,${'*'.repeat(44)}` }), 'not all of them base64'],
  ])('and told what is wrong: %s', async (_, told, why) => {
    await using events = await openEvents();

    expect(await events.whyRefused(told)).toContain(why);
  });

  test('everything, where no secret is set', async () => {
    await using events = await openEvents({ secrets: [] });

    expect(await events.post(good)).toBe(401);
  });
});

test('a time four minutes off is still good, either way', async () => {
  await using events = await openEvents();

  expect(await events.post(tellEvent(release, { at: new Date(Date.now() - 240_000) }))).toBe(200);
  expect(await events.post(tellEvent(release, { at: new Date(Date.now() + 240_000) }))).toBe(200);
});

test('the same id is one event, also signed anew for a second attempt; another id is another', async () => {
  await using events = await openEvents();

  expect(await events.post(tellEvent(release, { id: 'msg_1' }))).toBe(200);
  expect(await events.post(tellEvent(release, { id: 'msg_1', at: new Date(Date.now() - 60_000) }))).toBe(200);
  expect(await kept()).toBe(1);
  await events.post(tellEvent(release, { id: 'msg_2' }));
  expect(await kept()).toBe(2);
});

test('more than 64 KiB is answered 413, and just as much is kept', async () => {
  await using events = await openEvents();
  const padded = (length: number) => tellEvent(JSON.stringify(release).padEnd(length));

  expect(await events.post(padded(64 * 1024))).toBe(200);
  expect(await events.post(padded(64 * 1024 + 1))).toBe(413);
});

test('only refusals are counted: a sender who is right is never told to slow down', async () => {
  await using events = await openEvents({ failuresPerMinute: 3 });
  const wrong = tellEvent(release, { secrets: [stranger] });

  for (let sent = 0; sent < 10; sent += 1) expect(await events.post(tellEvent(release))).toBe(200);
  const answers = [];
  for (let sent = 0; sent < 5; sent += 1) answers.push(await events.post(wrong));

  expect(answers).toEqual([401, 401, 401, 429, 429]);
  expect(await events.post(tellEvent(release))).toBe(200);
});

test('what could not be kept is answered 503, so that it is sent again', async () => {
  const keeper = { keep: () => Promise.reject(new Error('the database is away')), waiting: () => 0 };
  await using events = await openEvents({ keeper });

  expect(await events.post(tellEvent(release))).toBe(503);
});

test.each([
  ['whsec_', null],
  ['a secret without its prefix, and long enough', null],
  [`whsec_${Buffer.alloc(23).toString('base64')}`, null],
  [`whsec_${Buffer.alloc(24).toString('base64')}`, 24],
  [`whsec_${Buffer.alloc(64).toString('base64')}`, 64],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, null],
])('the secret %j has a key of %j bytes', (written, length) => {
  expect(readEventsSecret(written)?.length ?? null).toBe(length);
});
