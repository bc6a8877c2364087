import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApiShare } from '../../service/discourse/api-share.ts';
import { createMemoryShareLedger } from '../../service/discourse/memory-share-ledger.ts';
import { createPluginClient } from '../../service/discourse/plugin-client.ts';
import type { ShareLedger, ShareRequest } from '../../service/discourse/share-ledger.ts';
import type { OfferToShow } from '../../service/discourse/wire/plugin/write-plugin-offer.ts';
import { writePluginOffer } from '../../service/discourse/wire/plugin/write-plugin-offer.ts';
import { memberId, postId, resourceId, ruleId, topicId } from '../../service/model/ids.ts';
import { answer, breakOff, hang, startMisbehavingServer } from '../support/misbehaving-server.ts';
import type { Behaviour } from '../support/misbehaving-server.ts';

interface Example {
  request: { method: string; path: string; body?: unknown };
  response: { status: number; body: unknown };
}

/** What both sides of the contract have agreed upon. */
function example(name: string): Example {
  const file = new URL(`../fixtures/contract/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Example;
}

let server: Awaited<ReturnType<typeof startMisbehavingServer>>;
let asked: ShareRequest[];
let otherContracts: (readonly number[])[];

beforeEach(async () => {
  server = await startMisbehavingServer();
  asked = [];
  otherContracts = [];
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

function plugin() {
  const plain = createMemoryShareLedger(Date.now, {
    sharePerMinute: 1_000,
    postsPerWindow: 1_000,
    postGapMs: 0,
  });
  const ledger: ShareLedger = {
    ...plain,
    tryTake: (request) => {
      asked.push(request);
      return plain.tryTake(request);
    },
  };
  return createPluginClient({
    baseUrl: server.url,
    apiKey: 'k',
    apiUsername: 'waypost',
    share: createApiShare({ ledger, process: 'test' }),
    deadlineMs: 1_500,
    onOtherContract: (spoken) => void otherContracts.push(spoken),
  });
}

/** The one request that was made, as the examples write it. */
function made() {
  const [request] = server.seen;
  return {
    method: request?.method,
    path: decodeURIComponent(request?.url ?? ''),
    ...(request?.body ? { body: JSON.parse(request.body) as unknown } : {}),
  };
}

function answerAs({ response }: Example): Behaviour {
  return answer(response.status, response.body);
}

const card: OfferToShow = {
  channel: 'card',
  kind: 'help',
  memberId: memberId(7),
  rule: ruleId('export-model'),
  resource: resourceId('exporting'),
  topicId: topicId(10),
  postId: postId(42),
  title: 'Exporting your data',
  raw: 'Three steps, about a minute. Your **drafts** are not part of it.',
  form: 'checklist',
  steps: [
    { key: 'open', raw: 'Open **Preferences**, then *Account*' },
    { key: 'ask', raw: 'Press *Download all*' },
    { key: 'wait', raw: 'Wait for the message with the link' },
  ],
  link: { url: '/t/exporting/5', text: 'The whole guide' },
  why: { text: 'You asked how to export.', owner: 'Ana', reviewedOn: new Date('2026-05-03') },
  locale: 'en',
  expiresAt: new Date('2030-01-01T00:00:00.000Z'),
  replaces: null,
};
const plain = { form: null, steps: [], link: null, expiresAt: null } as const;
const banner: OfferToShow = {
  ...card,
  channel: 'banner',
  kind: 'announce',
  rule: ruleId('key-rotation'),
  resource: resourceId('key-rotation'),
  topicId: null,
  postId: null,
  title: 'Your API keys end on Friday',
  raw: 'Make a new one before then; it takes a minute.',
  form: null,
  steps: [],
  link: { url: '/t/keys/6', text: 'How to' },
  why: { text: 'You have a key of the old kind.', owner: 'Ben', reviewedOn: new Date('2026-11-01') },
};
const reply: OfferToShow = {
  ...card,
  ...plain,
  channel: 'reply',
  rule: ruleId('share-logs'),
  resource: resourceId('share-logs'),
  title: null,
  raw: 'A short guide on sharing logs, because you mentioned an error: put them between three backticks.',
  why: { text: 'You mentioned an error.', owner: 'Ana', reviewedOn: new Date('2026-05-03') },
};
const message: OfferToShow = {
  ...card,
  ...plain,
  channel: 'message',
  kind: 'celebrate',
  rule: ruleId('new-regular'),
  resource: resourceId('new-regular'),
  topicId: null,
  postId: null,
  title: 'You are a regular now',
  raw: 'People rely on your answers. Here is what a regular can do that others cannot.',
  why: null,
};

describe('the examples of the contract, from the side of the service', () => {
  test.each([
    ['offer-card', 'of_42', card, 'call', { state: 'shown', replyPostId: null }],
    ['offer-banner', 'of_44', banner, 'call', { state: 'shown', topicId: null }],
    ['offer-reply', 'of_43', reply, 'post', { state: 'sent', replyPostId: 44 }],
    ['offer-message', 'of_45', message, 'post', { state: 'sent', replyPostId: 50 }],
  ] as const)('puts and reads %s', async (name, id, offer, kind, expected) => {
    const written = example(name);
    server.plan(answerAs(written));

    const outcome = await plugin().putOffer({ id, channel: offer.channel, body: writePluginOffer(offer) });

    expect(made()).toEqual(written.request);
    expect(server.seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'api-key': 'k' });
    expect(outcome).toMatchObject({ outcome: 'done', replayed: false, offer: { id, ...expected } });
    expect(asked).toMatchObject([{ priority: 'deliver', kind }]);
  });

  test('reads a refusal', async () => {
    server.plan(answerAs(example('offer-refused')));

    const outcome = await plugin().putOffer({ id: 'of_46', channel: 'card', body: '{}' });

    expect(outcome).toEqual({ outcome: 'refused', code: 'kind_declined', retryAt: null });
  });

  test('asks what became of an offer', async () => {
    const written = example('offer-state');
    server.plan(answerAs(written));

    const state = await plugin().offer('of_42');

    expect(made()).toEqual(written.request);
    expect(state).toMatchObject({
      state: 'shown',
      version: 2,
      member: {
        seenAt: new Date('2026-11-21T09:00:04.000Z'),
        clickedAt: null,
        rating: 'helped',
        doneSteps: ['open'],
      },
    });
  });

  test('withdraws', async () => {
    const written = example('offer-withdraw');
    server.plan(answerAs(written));

    const outcome = await plugin().withdrawOffer('of_42');

    expect(made()).toEqual(written.request);
    expect(outcome).toMatchObject({ outcome: 'withdrawn', offer: { state: 'withdrawn' } });
    expect(asked).toMatchObject([{ priority: 'withdraw', kind: 'call' }]);
  });

  test('pushes the directory', async () => {
    const written = example('resources');
    server.plan(answerAs(written));
    const exporting = {
      id: resourceId('exporting'),
      owner: 'Ana',
      reviewedOn: new Date('2026-05-03'),
      listed: true,
    };
    const version = '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9';

    const outcome = await plugin().putResources({
      version,
      resources: [
        {
          ...exporting,
          locale: 'en',
          title: 'Exporting your data',
          raw: 'Three steps, about a minute.',
          form: 'steps',
          steps: [{ key: 'open', raw: 'Open **Preferences**' }],
          link: { url: '/t/exporting/5', text: 'The whole guide' },
        },
        {
          ...exporting,
          locale: 'de',
          title: 'Daten mitnehmen',
          raw: 'Drei Schritte, etwa eine Minute.',
          form: 'microguide',
          steps: [],
          link: null,
        },
      ],
    });

    expect(made()).toEqual(written.request);
    expect(outcome).toEqual({ outcome: 'kept', version, count: 2, changed: true, rejected: [] });
  });

  test('reads what the plugin can do', async () => {
    const written = example('capabilities');
    server.plan(answerAs(written));

    const capabilities = await plugin().capabilities();

    expect(made()).toEqual(written.request);
    expect(capabilities).toMatchObject({
      version: '0.1.0',
      channels: ['card', 'reply', 'message', 'banner'],
      kinds: ['help', 'celebrate', 'announce', 'promote', 'care'],
      limits: { factIds: 100, signals: 500, resources: 1000, rawLength: 4000, postRawLength: 32_000 },
    });
    expect(asked).toMatchObject([{ priority: 'background' }]);
  });

  test('reads the outbox', async () => {
    const written = example('signals');
    server.plan(answerAs(written));

    const page = await plugin().signals({ after: '0', limit: 100 });

    expect(made()).toEqual(written.request);
    expect(page).toMatchObject({ cursor: '4', more: false, gap: false, unreadable: 0 });
    expect(page?.signals.map(({ name, memberId: member }) => [name, member])).toEqual([
      ['cards_seen', 7],
      ['card_rated', 7],
      ['card_snoozed', 7],
      ['search_missed', null],
    ]);
  });

  test('reads facts of members and of topics', async () => {
    const members = example('facts-members');
    const topics = example('facts-topics');
    server.plan(answerAs(members), answerAs(topics));
    const client = plugin();

    const [mira] = (await client.memberFacts([memberId(7), memberId(999_999)])) ?? [];
    const [topic] = (await client.topicFacts([topicId(10), topicId(999_999)])) ?? [];

    const paths = server.seen.map(({ url }) => decodeURIComponent(url));
    expect(paths).toEqual([members.request.path, topics.request.path]);
    expect(mira).toMatchObject({
      id: 7,
      timeZone: 'Europe/Berlin',
      lastPostedAt: null,
      topicCount: 1,
      consent: { state: 'declined', kinds: ['promote'], quietHours: { from: '22:00', to: '07:00' } },
    });
    expect(topic).toMatchObject({ id: 10, humanAnswers: 0, solved: false, botReplies: 0 });
  });
});

describe('a forum that is not as the examples are', () => {
  const page = '<!DOCTYPE html><title>Not found</title>';

  test('has no plugin, whatever its page for that looks like', async () => {
    server.always(answer(404, page));
    const client = plugin();

    expect(await client.capabilities()).toBeNull();
    expect(await client.signals({ after: null })).toBeNull();
    expect(await client.offer('1')).toBeNull();
    expect(await client.putOffer({ id: '1', channel: 'card', body: '{}' })).toEqual({ outcome: 'gone' });
    expect(await client.withdrawOffer('1')).toEqual({ outcome: 'gone' });
    expect(await client.putResources({ version: 'v', resources: [] })).toEqual({ outcome: 'gone' });
  });

  test('is asked without the key whether there is anything: a granular key hears 403 either way', async () => {
    server.plan(answer(403, { error_type: 'invalid_access' }), answer(404, page));
    const client = plugin();

    expect([await client.isThere(), await client.isThere()]).toEqual([true, false]);
    expect(server.seen.map(({ headers }) => headers['api-key'])).toEqual([undefined, undefined]);
    expect(asked).toEqual([]);
  });

  test('speaks a later contract only, and that is told', async () => {
    server.plan(answer(200, { plugin: 'discourse-waypost', version: '9.0.0', contract: [2, 3] }));

    expect(await plugin().capabilities()).toBeNull();
    expect(otherContracts).toEqual([[2, 3]]);
  });

  test('names channels and kinds that nobody here knows: they are left out', async () => {
    server.plan(
      answer(200, { version: '2', contract: [1, 2], channels: ['hologram', 'card'], kinds: ['help', 'x'] }),
    );

    expect(await plugin().capabilities()).toMatchObject({
      channels: ['card'],
      kinds: ['help'],
      features: [],
    });
  });

  test.each<[string, Behaviour, object]>([
    [
      'for now',
      answer(422, { error_type: 'refused', code: 'snoozed', retry_at: '2026-11-28T09:00:00.000Z' }),
      { outcome: 'refused', code: 'snoozed', retryAt: new Date('2026-11-28T09:00:00.000Z') },
    ],
    [
      'with a code of a later version',
      answer(422, { error_type: 'refused', code: 'brand_new', retry_at: null }),
      { outcome: 'refused', code: 'brand_new', retryAt: null },
    ],
    ['another body', answer(409, { error_type: 'different_offer' }), { outcome: 'different_offer' }],
    [
      'a body it does not read',
      answer(400, { error_type: 'invalid_parameters' }),
      { outcome: 'not_understood' },
    ],
  ])('refuses: %s', async (_what, behaviour, expected) => {
    server.plan(behaviour);

    expect(await plugin().putOffer({ id: '1', channel: 'card', body: '{}' })).toEqual(expected);
  });

  test('says which guides it does not take, and why; a plugin of before refuses the whole directory', async () => {
    const rejected = [
      { id: 'exporting', locale: 'en', faults: ['title: expected a text of 1 to 150 characters'] },
    ];
    const errors = ['directory.resources[0].title: expected a text of 1 to 150 characters'];
    server.plan(
      answer(200, { directory: { version: 'v', count: 1, changed: true, rejected } }),
      answer(200, { directory: { version: 'v', count: 1, changed: true } }),
      answer(400, { errors, error_type: 'invalid_parameters' }),
    );
    const put = () => plugin().putResources({ version: 'v', resources: [] });

    expect(await put()).toMatchObject({ outcome: 'kept', count: 1, rejected });
    expect(await put()).toMatchObject({ outcome: 'kept', rejected: [] });
    expect(await put()).toEqual({ outcome: 'not_understood', faults: errors });
  });

  test.each<[string, Behaviour, object]>([
    ['a key without the scope', answer(403, { error_type: 'invalid_access' }), { code: 'not_allowed' }],
    [
      'a 422 that is not the plugin’s',
      answer(422, { errors: ['no'] }),
      { code: 'unexpected_answer', retry: 'later' },
    ],
    ['a 409 of a proxy', answer(409, page), { code: 'unreadable_answer', retry: 'later' }],
    ['a page instead of JSON', answer(200, page), { code: 'unreadable_answer', retry: 'later' }],
    ['an answer cut off', breakOff, { code: 'connection_lost', retry: 'later' }],
    ['no answer', hang, { code: 'timed_out', retry: 'later' }],
    [
      'its limit',
      answer(429, { extras: { wait_seconds: 3 } }),
      { code: 'rate_limited', retryAfterMs: 3_000 },
    ],
  ])('throws what is no answer: %s', async (_what, behaviour, expected) => {
    server.plan(behaviour);

    const put = plugin().putOffer({ id: '1', channel: 'card', body: '{}' });

    await expect(put).rejects.toMatchObject({ name: 'DiscourseError', ...expected });
  });

  test('sends the bytes it was given, and nothing when the turn comes to nothing', async () => {
    server.plan(answerAs(example('offer-refused')));
    const client = plugin();
    const body = '{"offer": {"raw":   "Größe"} }';

    await client.putOffer({ id: 'a', channel: 'card', body });
    const put = client.putOffer({ id: 'a', channel: 'card', body }, { onTurn: async () => false });

    await expect(put).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.seen.map((request) => request.body)).toEqual([body]);
  });
});
