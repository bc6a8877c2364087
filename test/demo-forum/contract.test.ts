import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import type { TestForum } from './a-forum.ts';
import { compareShape } from './compare-shape.ts';
import { aCard, aPluginForum, named } from './plugin-forum.ts';
import { aReceiver } from './webhook-receiver.ts';

const folder = new URL('../fixtures/contract/', import.meta.url);

interface Example {
  request?: { method: 'GET' | 'PUT' | 'DELETE'; path: string; body?: object; body_of?: string };
  response?: { status: number; body: unknown };
}

/** What has to be so before an example's request is made. */
const settings: Record<string, (demo: TestForum) => Promise<void> | void> = {
  'admin-overview.json': async (demo) => {
    demo.forum.changeMember(named.member, { admin: true });
    demo.forum.addWebhook({ url: 'http://127.0.0.1:9/hook', secret: 'a long enough secret' });
    await show(demo, 'of_42');
    demo.forum.waypost.rate({ as: named.member, id: 'of_42', helped: true });
    await demo.call('PUT', '/waypost/resources.json', example('resources.json').request?.body);
  },
  'cards.json': (demo) => show(demo, 'of_42'),
  'my-data.json': async (demo) => {
    await show(demo, 'of_42');
    demo.forum.waypost.rate({ as: named.member, id: 'of_42', helped: true });
    demo.forum.waypost.visitCategory({ as: named.member, categoryId: 4 });
    demo.forum.waypost.missSearch({ as: named.member, term: 'two factor' });
  },
  'offer-refused.json': (demo) =>
    void demo.forum.waypost.changePreferences({ as: named.member, preferences: { kinds: { help: false } } }),
  'offer-state.json': async (demo) => {
    await show(demo, 'of_42');
    demo.forum.waypost.see({ as: named.member, ids: ['of_42'] });
    demo.forum.waypost.rate({ as: named.member, id: 'of_42', helped: true });
    demo.forum.waypost.markStep({ as: named.member, id: 'of_42', step: 'open', done: true });
  },
  'offer-withdraw.json': (demo) => show(demo, 'of_42'),
  'signals.json': async (demo) => {
    const { waypost } = demo.forum;
    await show(demo, 'of_42');
    waypost.see({ as: named.member, ids: ['of_42'] });
    waypost.rate({ as: named.member, id: 'of_42', helped: true });
    waypost.snooze({ as: named.member, id: 'of_42', days: 7 });
    for (const name of ['ada', 'bo', 'cy', 'di', 'eli']) {
      demo.forum.addMember({ username: name, name }, { silent: true });
      waypost.missSearch({ as: name, term: 'two factor' });
    }
  },
};

const examples = readdirSync(folder).filter((file) => example(file).request !== undefined);

describe('the demo forum keeps the contract of the plugin', () => {
  it('has examples to keep', () => {
    expect(examples.length).toBeGreaterThan(12);
  });

  for (const file of examples) {
    it(file, async () => {
      await using demo = aPluginForum();
      await settings[file]?.(demo);
      const { request, response } = example(file);
      if (!request || !response) throw new Error(`${file} has no response`);
      const body = request.body ?? (request.body_of ? example(request.body_of).request?.body : undefined);

      const answer = await demo.app.inject({
        method: request.method,
        url: request.path,
        headers: isOfService(request.path)
          ? { 'api-key': demo.forum.apiKey }
          : { cookie: `demo_member=${named.member}` },
        ...(body ? { payload: body } : {}),
      });

      expect(answer.statusCode).toBe(response.status);
      const theirs = unfold(response.body);
      const ours: unknown = answer.json();
      // One's own data and the overview may hold more than the example, and signals of all kinds.
      if (isOfService(request.path)) expect(settle(ours)).toEqual(settle(theirs));
      else expect(compareShape(theirs, ours).filter((fault) => !isMore(fault))).toEqual([]);
    });
  }

  it('webhook.json', async () => {
    await using receiver = await aReceiver();
    await using demo = aPluginForum();
    await show(demo, 'of_42');
    demo.forum.addWebhook({ url: receiver.url, secret: 'a long enough secret' });
    demo.forum.waypost.rate({ as: named.member, id: 'of_42', helped: true });
    await demo.forum.settled();

    const wanted: { headers: Record<string, string>; body: unknown } = JSON.parse(read('webhook.json'));
    const [sent] = receiver.received;
    expect(Object.fromEntries(sent?.headers ?? [])).toMatchObject(wanted.headers);
    expect(settle(JSON.parse(sent?.body ?? '{}'))).toEqual(settle(wanted.body));
  });

  it('card.json', async () => {
    await using demo = aPluginForum();
    await show(demo, 'of_42');

    const answer = await demo.app.inject({
      url: '/waypost/cards.json?post_ids=42',
      headers: { cookie: `demo_member=${named.member}` },
    });

    expect(answer.json().posts['42'][0]).toEqual(JSON.parse(read('card.json')));
  });
});

async function show(demo: TestForum, id: string): Promise<void> {
  const body = example('offer-card.json').request?.body ?? aCard();
  expect((await demo.call('PUT', `/waypost/offers/${id}.json`, body)).statusCode).toBe(201);
}

function isOfService(path: string): boolean {
  return /^\/waypost\/(capabilities|offers|signals|facts|resources)/.test(path);
}

function example(file: string): Example {
  return JSON.parse(read(file));
}

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

/** An example with the examples it refers to in their places: `{"like": "card.json"}`. */
function unfold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unfold);
  if (typeof value !== 'object' || value === null) return value;
  const { like, ...rest } = value as Record<string, unknown>;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, unfold(one)]));
  if (typeof like !== 'string') return inner;
  const shown: unknown = JSON.parse(read(like));
  const whole = isAnswer(shown) ? Object.values(Object(shown.response.body))[0] : shown;
  return { ...Object(whole), ...inner };
}

function isMore(fault: string): boolean {
  return (
    fault.endsWith('not in the recording') ||
    fault.startsWith('.overview.problems') ||
    /^\.signals\[\d+\]\.data/.test(fault)
  );
}

function isAnswer(value: unknown): value is { response: { body: unknown } } {
  return typeof value === 'object' && value !== null && 'response' in value;
}

/** What differs from forum to forum and from day to day made equal: times, random ids, sentences, history. */
function settle(value: unknown, key = ''): unknown {
  if (key === 'errors') return ['said'];
  if (/(_id|_at|until|cursor|username|version)$/.test(key) && value !== null) return `some ${key}`;
  if (
    /^(post_count|topic_count|days_visited|posts_read_count|topics_entered|likes_\w+|trust_level)$/.test(key)
  )
    return 'some number';
  if (/^(groups|consent|locale|last_\w+)$/.test(key)) return `some ${key}`;
  if (Array.isArray(value)) return value.map((one) => settle(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, settle(one, name)]));
}
