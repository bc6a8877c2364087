import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApiShare } from '../../service/discourse/api-share.ts';
import { createCircuit } from '../../service/discourse/circuit.ts';
import { createDiscourseClient } from '../../service/discourse/client.ts';
import type { DiscourseClient } from '../../service/discourse/client.ts';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { createMemoryShareLedger } from '../../service/discourse/memory-share-ledger.ts';
import type { ShareLedger } from '../../service/discourse/share-ledger.ts';
import { categoryId, postId, topicId } from '../../service/model/ids.ts';
import {
  answer,
  answerAsRecorded,
  breakOff,
  flood,
  hang,
  hangUp,
  reset,
  stall,
  startMisbehavingServer,
} from '../support/misbehaving-server.ts';
import type { Behaviour } from '../support/misbehaving-server.ts';

const reply = { topicId: topicId(7), replyToPostNumber: 2, raw: 'A guide.\n\n<!-- waypost:m-1 -->' };
const htmlPage = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

let server: Awaited<ReturnType<typeof startMisbehavingServer>>;
let ledger: ShareLedger;

beforeEach(async () => {
  server = await startMisbehavingServer();
  ledger = createMemoryShareLedger(Date.now, { sharePerMinute: 1_000, postsPerWindow: 1_000, postGapMs: 0 });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

describe('what every answer to a new post means', () => {
  test.each<[what: string, behaviour: Behaviour, error: Partial<DiscourseError>]>([
    [
      '429 of the site',
      answerAsRecorded('error-429-admin-api-limit-on-post'),
      { code: 'rate_limited', retry: 'later', retryAfterMs: 44_000, errorType: 'rate_limit' },
    ],
    [
      '429 of the bot account',
      answerAsRecorded('error-429-create-post-too-fast'),
      { code: 'rate_limited', retry: 'later', retryAfterMs: 28_000 },
    ],
    [
      '429 of the address, in plain text',
      answerAsRecorded('error-429-ip-10-seconds'),
      { code: 'rate_limited', retry: 'later', retryAfterMs: 9_000, errorType: null },
    ],
    [
      '429 with the wait in the body alone',
      answer(429, { error_type: 'rate_limit', extras: { wait_seconds: 3 } }),
      { retryAfterMs: 3_000 },
    ],
    [
      '429 that names no wait',
      answer(429, ''),
      { code: 'rate_limited', retry: 'later', retryAfterMs: 30_000 },
    ],
    [
      '422 too similar',
      answerAsRecorded('error-create-post-too-similar'),
      { code: 'rejected', retry: 'never', errorType: null },
    ],
    [
      '422 no such topic',
      answerAsRecorded('error-create-post-no-such-topic'),
      { code: 'rejected', retry: 'never' },
    ],
    [
      '403',
      answerAsRecorded('error-revoked-key'),
      { code: 'not_allowed', retry: 'never', errorType: 'invalid_access', pausesForum: false },
    ],
    [
      '403 in plain text',
      answerAsRecorded('error-create-post-anonymous'),
      { code: 'not_allowed', retry: 'never', errorType: null },
    ],
    [
      '404',
      answerAsRecorded('error-get-topic-404'),
      { code: 'not_found', retry: 'never', errorType: 'not_found' },
    ],
    ['410', answer(410, ''), { code: 'gone', retry: 'never' }],
    [
      '400',
      answer(400, { errors: ['?'], error_type: 'invalid_parameters' }),
      { code: 'bad_request', retry: 'never' },
    ],
    ['409', answer(409, {}), { code: 'conflict', retry: 'never' }],
    ['401', answer(401, 'who are you?'), { code: 'unauthorised', retry: 'later', pausesForum: true }],
    [
      '301',
      answer(301, '', { location: 'https://elsewhere.example/posts.json' }),
      { code: 'redirected', retry: 'later', pausesForum: true },
    ],
    [
      '302 to a page for signing in',
      answer(302, '', { location: '/login' }),
      { code: 'redirected', pausesForum: true },
    ],
    [
      '503 while the site is read-only',
      answerAsRecorded('error-503-readonly-create-post'),
      { code: 'read_only', retry: 'later', retryAfterMs: 60_000 },
    ],
    ['503 of something else', answer(503, htmlPage), { code: 'server_error', retry: 'ambiguous' }],
    ['500', answer(500, { errors: ['oops'] }), { code: 'server_error', retry: 'ambiguous', status: 500 }],
    ['502 as a page', answer(502, htmlPage), { code: 'server_error', retry: 'ambiguous', status: 502 }],
    ['504', answer(504, ''), { code: 'server_error', retry: 'ambiguous' }],
    ['408', answer(408, ''), { code: 'server_error', retry: 'ambiguous' }],
    ['200 as a page', answer(200, htmlPage), { code: 'unreadable_answer', retry: 'ambiguous', status: 200 }],
    ['200 and empty', answer(200, ''), { code: 'unreadable_answer', retry: 'ambiguous' }],
    [
      '200 of another shape',
      answer(200, { hello: 'world' }),
      { code: 'unexpected_answer', retry: 'ambiguous' },
    ],
    [
      '200 nested for ever',
      answer(200, '['.repeat(100_000)),
      { code: 'unreadable_answer', retry: 'ambiguous' },
    ],
    ['silence', hang, { code: 'timed_out', retry: 'ambiguous', status: null }],
    ['half an answer and silence', stall, { code: 'timed_out', retry: 'ambiguous', status: 200 }],
    ['half an answer and the end', breakOff, { code: 'connection_lost', retry: 'ambiguous' }],
    ['a reset', reset, { code: 'connection_lost', retry: 'ambiguous', status: null }],
    ['a connection closed without a word', hangUp, { code: 'connection_lost', retry: 'ambiguous' }],
    ['an answer without end', flood(200_000), { code: 'answer_too_large', retry: 'ambiguous' }],
  ])('%s', async (_what, behaviour, expected) => {
    server.plan(behaviour);

    const error = await failure(client().createReply(reply));

    expect(error).toMatchObject({ name: 'DiscourseError', route: 'POST /posts.json', ...expected });
    expect(server.seen).toHaveLength(1);
  });

  test('a refused connection was never sent', async () => {
    const { url } = await closedPort();

    expect(await failure(client(url).createReply(reply))).toMatchObject({
      code: 'not_connected',
      retry: 'later',
      status: null,
    });
  });

  test('an address that nobody knows was never sent', async () => {
    expect(await failure(client('http://nowhere.invalid').createReply(reply))).toMatchObject({
      code: 'not_connected',
      retry: 'later',
    });
  });

  test('posted and held are results', async () => {
    server.plan(answerAsRecorded('create-post-reply'), answerAsRecorded('create-post-enqueued'));

    expect(await client().createReply(reply)).toMatchObject({ outcome: 'posted', postId: 54, postNumber: 2 });
    expect(await client().createReply(reply)).toEqual({ outcome: 'enqueued', reviewableId: 3 });
  });
});

describe('reading and editing, which may be repeated', () => {
  test.each<[what: string, behaviour: Behaviour, code: string]>([
    ['500', answer(500, ''), 'server_error'],
    ['502 as a page', answer(502, htmlPage), 'server_error'],
    ['200 as a page', answer(200, htmlPage), 'unreadable_answer'],
    ['silence', hang, 'timed_out'],
    ['a reset', reset, 'connection_lost'],
    ['an answer without end', flood(200_000), 'answer_too_large'],
  ])('comes later after %s', async (_what, behaviour, code) => {
    server.always(behaviour);
    const forum = client();

    expect(await failure(forum.topic(topicId(7)))).toMatchObject({
      code,
      retry: 'later',
      route: 'GET /t/{id}.json',
    });
    expect(await failure(forum.editPost({ postId: postId(9), raw: 'x', editReason: 'y' }))).toMatchObject({
      code,
      retry: 'later',
    });
  });

  test('deleting is not repeated blindly', async () => {
    server.plan(hang);

    expect(await failure(client().deletePost(postId(9)))).toMatchObject({
      code: 'timed_out',
      retry: 'ambiguous',
    });
  });
});

describe('the requests', () => {
  test('carry the key, one name for ever and the very bytes of the reply', async () => {
    server.plan(answerAsRecorded('create-post-reply'));

    await client(`${server.url}/community/`).createReply(reply);

    const [request] = server.seen;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/community/posts.json',
      headers: {
        'api-key': 'secret-key',
        'api-username': 'waypost',
        'user-agent': 'Waypost',
        accept: 'application/json',
      },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      topic_id: 7,
      reply_to_post_number: 2,
      raw: reply.raw,
      auto_track: false,
    });
  });

  test.each<[what: string, call: (forum: DiscourseClient) => Promise<unknown>, url: string]>([
    ['a topic', (forum) => forum.topic(topicId(7)), 'GET /t/7.json'],
    [
      'the bot in it',
      (forum) => forum.topic(topicId(7), { usernameFilters: ['waypost'], includeRaw: true, page: 2 }),
      'GET /t/7.json?username_filters=waypost&include_raw=true&page=2',
    ],
    ['the posts around one', (forum) => forum.topic(topicId(7), { nearNumber: 40 }), 'GET /t/7/40.json'],
    ['a post', (forum) => forum.post(postId(9)), 'GET /posts/9.json'],
    ['the newest posts', (forum) => forum.latestPosts(), 'GET /posts.json'],
    ['the newest topics', (forum) => forum.openTopics(), 'GET /latest.json'],
    ['the posts before', (forum) => forum.latestPosts({ before: postId(57) }), 'GET /posts.json?before=57'],
    [
      'a member of any name',
      (forum) => forum.member('../admin?x=1#ñ'),
      'GET /u/..%2Fadmin%3Fx%3D1%23%C3%B1.json',
    ],
    ['the site', (forum) => forum.site(), 'GET /site.json'],
    ['a category', (forum) => forum.openCategory(categoryId(5)), 'GET /c/5/show.json'],
    ['the scopes', (forum) => forum.scopes(), 'GET /session/scopes.json'],
    ['a deletion', (forum) => forum.deletePost(postId(9)), 'DELETE /posts/9.json'],
  ])('ask for %s at its address', async (_what, call, url) => {
    server.always(answer(404, {}));

    await call(client()).catch(() => {});

    expect(server.seen.map((request) => `${request.method} ${request.url}`)).toEqual([url]);
  });

  test('for what everyone can see go without the key and cost no share', async () => {
    server.plan(
      answerAsRecorded('get-site'),
      answerAsRecorded('get-category-show'),
      answer(404, {}),
      answer(403, { error_type: 'not_logged_in' }),
      answer(403, { error_type: 'invalid_access' }),
    );
    const forum = client();

    expect((await forum.site()).categories).toHaveLength(6);
    expect(await forum.openCategory(categoryId(5))).toMatchObject({ slug: 'boats' });
    for (let calls = 0; calls < 3; calls += 1) {
      expect(await forum.openCategory(categoryId(7))).toBeNull();
    }

    expect(server.seen.every((request) => request.headers['api-key'] === undefined)).toBe(true);
    expect(await ledger.state()).toMatchObject({ usedInWindow: 0 });
  });

  test('are not taken for closed because somebody on the way refuses', async () => {
    server.always(answer(403, htmlPage));

    expect(await failure(client().openCategory(categoryId(7)))).toMatchObject({ status: 403 });
  });

  test('never follow a redirect, whose target would get the key', async () => {
    await using elsewhere = await startMisbehavingServer();
    server.plan(answer(307, '', { location: `${elsewhere.url}/posts.json` }));

    await failure(client().latestPosts());

    expect(elsewhere.seen).toEqual([]);
  });

  test('keep the key out of every error', async () => {
    server.always(answer(500, htmlPage));

    const error = await failure(client().createReply(reply));

    expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toContain('secret-key');
  });

  test('stop when the caller stops', async () => {
    server.plan(hang);
    const controller = new AbortController();

    const call = client(server.url, 5_000).createReply(reply, { signal: controller.signal });
    await expect.poll(() => server.seen.length, { timeout: 20_000 }).toBe(1);
    controller.abort();

    expect(await failure(call)).toMatchObject({ code: 'cancelled', retry: 'ambiguous' });
  });
});

describe('the share of the API', () => {
  test('is blocked for everything by the limit of the site', async () => {
    server.plan(answerAsRecorded('error-429-admin-api-limit-on-post'));

    await failure(client().createReply(reply));

    const state = await ledger.state();
    expect(state.blockedForMs).toBeGreaterThan(43_000);
    expect(state.sharePerMinute).toBe(500);
  });

  test('is left alone by the pace of the bot account, which stops posts only', async () => {
    server.plan(answerAsRecorded('error-429-create-post-too-fast'), answerAsRecorded('get-user-as-bot'));
    const forum = client();

    await failure(forum.createReply(reply));

    expect(await forum.member('klaus_b')).toMatchObject({ id: 4 });
    expect(await failure(forum.createReply(reply, { maxWaitMs: 50 }))).toMatchObject({
      code: 'no_share',
      retry: 'later',
    });
    expect(await ledger.state()).toMatchObject({ blockedForMs: 0, sharePerMinute: 1_000 });
  });

  test('gets every slot back, whatever became of the call', async () => {
    server.plan(answer(200, htmlPage), reset, hang, answer(422, {}), answerAsRecorded('get-user-as-bot'));
    const { forum, share } = clientAndShare();

    for (let calls = 0; calls < 5; calls += 1) await forum.member('klaus_b').catch(() => {});

    expect(share.health()).toMatchObject({ inFlight: 0 });
  });
});

describe('a key that may be dead', () => {
  test('pauses the forum when the question that every key may ask is refused too', async () => {
    server.always(answerAsRecorded('error-revoked-key'));
    const forum = client();

    const errors = [];
    for (let calls = 0; calls < 3; calls += 1) errors.push(await failure(forum.member('klaus_b')));

    expect(errors.map((error) => error.pausesForum)).toEqual([false, false, true]);
    expect(server.seen.at(-1)?.url).toBe('/session/scopes.json');
  });

  test('does not pause the forum when only doors were closed', async () => {
    const closed = answerAsRecorded('error-revoked-key');
    server.plan(closed, closed, closed, answerAsRecorded('get-session-scopes-granular'), closed);
    const { forum, share } = clientAndShare();

    const errors = [];
    for (let calls = 0; calls < 4; calls += 1) errors.push(await failure(forum.post(postId(9))));

    expect(errors.every((error) => !error.pausesForum && error.retry === 'never')).toBe(true);
    expect(share.health().circuit.refusalsInARow).toBe(1);
  });
});

describe('a forum that shuts us out', () => {
  test.each([
    [
      'a key that is refused',
      (forum: DiscourseClient) => forum.member('klaus_b'),
      answer(401, {}),
      ['unauthorised'],
    ],
    [
      'a forum that has moved',
      (forum: DiscourseClient) => forum.latestPosts(),
      answer(301, ''),
      ['redirected'],
    ],
    ['a closed door', (forum: DiscourseClient) => forum.member('klaus_b'), answer(403, {}), []],
    ['a redirect for guests', (forum: DiscourseClient) => forum.site(), answer(302, ''), []],
  ])('is told of once and by whoever meets it: %s', async (_, call, answered, told) => {
    server.always(answered);
    const heard: string[] = [];
    const share = createApiShare({ ledger, process: 'test' });
    const forum = createDiscourseClient({
      baseUrl: server.url,
      apiKey: 'secret-key',
      apiUsername: 'waypost',
      share,
      onShutOut: async ({ code }) => void heard.push(code),
    });

    await failure(call(forum));

    expect(heard).toEqual(told);
  });
});

describe('an ill forum', () => {
  test('is left in peace, then tried with one call', async () => {
    let now = Date.now();
    const circuit = createCircuit(() => now, {
      failuresToOpen: 3,
      firstPauseMs: 60_000,
      longestPauseMs: 600_000,
    });
    server.always(answer(502, htmlPage));
    const { forum, share } = clientAndShare(server.url, circuit);
    for (let calls = 0; calls < 3; calls += 1) await failure(forum.member('klaus_b'));

    const refused = await failure(forum.member('klaus_b'));
    expect(refused).toMatchObject({ code: 'circuit_open', retry: 'later' });
    expect(refused.retryAfterMs).toBeGreaterThan(0);
    expect(server.seen).toHaveLength(3);
    expect(share.health().circuit.state).toBe('open');

    // Twice the pause, and a fifth for chance.
    now += 150_000;
    server.always(answerAsRecorded('get-user-as-bot'));
    expect(await forum.member('klaus_b')).toMatchObject({ id: 4 });
    expect(share.health().circuit).toMatchObject({ state: 'closed', failuresInARow: 0 });
  });

  test('is not well because something else answers at its address', async () => {
    const circuit = createCircuit(Date.now, {
      failuresToOpen: 3,
      firstPauseMs: 1_000,
      longestPauseMs: 1_000,
    });
    server.always(answer(302, '', { location: '/elsewhere' }));
    const { forum, share } = clientAndShare(server.url, circuit);

    for (let calls = 0; calls < 3; calls += 1) await failure(forum.site());

    expect(share.health().circuit.state).toBe('open');
  });

  test('is not ill because it refuses, limits or has closed its books', async () => {
    const circuit = createCircuit(Date.now, {
      failuresToOpen: 2,
      firstPauseMs: 1_000,
      longestPauseMs: 1_000,
    });
    server.plan(
      answer(422, {}),
      answer(404, {}),
      answer(503, { error_type: 'read_only' }),
      answer(403, {}),
      answer(404, {}),
    );
    const { forum, share } = clientAndShare(server.url, circuit);

    for (let calls = 0; calls < 5; calls += 1) await failure(forum.member('klaus_b'));

    expect(share.health().circuit.state).toBe('closed');
  });
});

test('answers of any status and any bytes come to a result or a DiscourseError', async () => {
  const circuit = createCircuit(Date.now, { failuresToOpen: 1e9, firstPauseMs: 1, longestPauseMs: 1 });
  const forum = clientAndShare(server.url, circuit).forum;
  ledger.block = async () => {};
  const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code));
  const body = fc.oneof(fc.string(), fc.json(), fc.constantFrom(htmlPage, '{"post_stream":{"posts":[{}]}}'));

  await fc.assert(
    fc.asyncProperty(status, body, async (code, text) => {
      server.always(answer(code, text));
      const calls = [
        forum.createReply(reply, { maxWaitMs: 500 }),
        forum.topic(topicId(7), {}, { maxWaitMs: 500 }),
      ];
      const settled = await Promise.allSettled<unknown>(calls);
      const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(reasons.every((reason) => reason instanceof DiscourseError)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

function clientAndShare(baseUrl = server.url, circuit = createCircuit(Date.now), deadlineMs = 1_500) {
  const share = createApiShare({ ledger, process: 'test', circuit });
  const settings = { apiKey: 'secret-key', apiUsername: 'waypost', deadlineMs, maxAnswerBytes: 150_000 };
  return { share, forum: createDiscourseClient({ baseUrl, share, ...settings }) };
}

function client(baseUrl = server.url, deadlineMs = 1_500): DiscourseClient {
  return clientAndShare(baseUrl, createCircuit(Date.now), deadlineMs).forum;
}

async function failure(call: Promise<unknown>): Promise<DiscourseError> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof DiscourseError) return error;
  throw error;
}

async function closedPort(): Promise<{ url: string }> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise<void>((resolve) => listener.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}` };
}
