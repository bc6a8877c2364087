import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';

import { compareShape } from './compare-shape.ts';
import { aHarbour } from './harbour-forum.ts';
import type { Harbour } from './harbour-forum.ts';
import { recordedExchange } from './recordings.ts';
import type { RecordedExchange } from './recordings.ts';

type Arrange = (harbour: Harbour) => unknown;

/** Every recorded exchange of the routes that are served, and what had happened before it. */
const exchanges: Readonly<Record<string, Arrange>> = {
  'create-post-reply': nothing,
  'create-topic': nothing,
  'create-topic-as-bot': nothing,
  'create-pm': nothing,
  'create-pm-as-bot': nothing,
  'create-post-enqueued': ({ forum }) => forum.misbehave('held-for-approval'),
  'create-topic-enqueued': ({ forum }) => forum.misbehave('held-for-approval'),
  'create-post-same-request-again': (harbour) => harbour.replay(recordedExchange('create-post-reply')),
  'create-post-form-encoded': nothing,
  'create-post-as-other-user': nothing,
  'create-post-consecutive': nothing,
  'create-post-closed-topic': ({ forum }) => forum.closeTopic({ as: 'mira_mod', topicId: 13 }),
  'create-post-archived-topic': ({ forum }) =>
    forum.setTopicStatus({ as: 'mira_mod', topicId: 13, status: 'archived', enabled: true }),
  'create-post-silenced-user': ({ forum }) => forum.changeMember('api_renamed', { standing: 'silenced' }),
  'create-post-skip-validations': nothing,
  'create-post-import-mode': nothing,
  'create-topic-external-id': nothing,
  'error-create-topic-external-id-taken': (harbour) =>
    harbour.replay(recordedExchange('create-topic-external-id')),
  'error-create-pm-unknown-user': nothing,
  'error-create-post-anonymous': nothing,
  'error-create-post-consecutive-replies': ({ forum }) => writeThrice(forum, 35),
  'error-create-post-deleted-topic': nothing,
  'error-create-post-empty': nothing,
  'error-create-post-forbidden-topic': nothing,
  'error-create-post-missing-raw': nothing,
  'error-create-post-no-such-topic': nothing,
  'error-create-post-readonly-key': nothing,
  'error-create-post-same-request-after-128s': async (harbour) => {
    await harbour.replay(recordedExchange('error-create-post-same-request-after-128s'));
    harbour.pass(128_000);
  },
  'error-create-post-too-long': nothing,
  'error-create-post-too-short': nothing,
  'error-create-post-too-similar': ({ forum }) => {
    const raw =
      'First answer of the service account, with auto_track off, so that it does not follow the topic.';
    forum.writePost({ as: 'waypost', topicId: 36, raw });
  },
  'error-create-topic-title-too-short': nothing,
  'error-whisper-not-allowed': nothing,
  'error-429-admin-api-limit': useUpApi,
  'error-429-admin-api-limit-on-post': useUpApi,
  'error-wrong-key-while-limited': useUpApi,
  'error-429-create-post-too-fast': async (harbour) => {
    await harbour.replay(recordedExchange('create-post-reply'));
    harbour.pass(2_000);
  },
  'error-503-readonly-create-post': ({ forum }) => forum.misbehave('read-only'),
  'error-503-readonly-edit-post': ({ forum }) => forum.misbehave('read-only'),
  'get-post-in-readonly-mode': ({ forum }) => forum.misbehave('read-only'),
  'error-wrong-key': nothing,
  'error-revoked-key': nothing,
  'error-unknown-username': nothing,
  'error-single-user-key-forged-username': nothing,
  'error-granular-key-route-not-allowed': nothing,
  'error-no-such-route': nothing,
  'error-get-admin-user-as-bot': nothing,
  'error-admin-anonymous': nothing,
  'edit-post': ({ forum }) =>
    forum.core.state.posts.put({ ...postOf(forum, 15), versionAt: forum.core.now().toISOString() }),
  'edit-post-as-bot': replyFirst,
  'edit-topic-title': nothing,
  'error-edit-post-of-another': nothing,
  'delete-own-post-as-bot': replyFirst,
  'delete-post-by-moderator': nothing,
  'error-delete-post-again': deleteReply,
  'error-delete-post-of-another': nothing,
  'get-own-deleted-post-as-bot': deleteReply,
  'recover-own-post-as-bot': deleteReply,
  'delete-topic': ({ forum }) => forum.recoverTopic({ as: 'harbormaster', topicId: 34 }),
  like: nothing,
  'put-topic-status-closed': nothing,
  'get-post-as-bot': nothing,
  'get-post-by-number': nothing,
  'error-get-post-404': nothing,
  'error-get-post-of-deleted-topic-as-member': nothing,
  'error-get-whisper-as-bot': nothing,
  'get-posts-latest-as-bot': nothing,
  'get-topic-as-bot': nothing,
  'get-topic-include-raw-as-bot': nothing,
  'get-topic-posts-by-ids': nothing,
  'get-topic-posts-by-ids-include-raw': nothing,
  'get-pm-as-participant-bot': nothing,
  'get-topic-by-external-id': (harbour) => harbour.replay(recordedExchange('create-topic-external-id')),
  'error-get-topic-404': nothing,
  'error-get-topic-forbidden': nothing,
  'error-get-topic-deleted-as-member': nothing,
  'error-get-topic-page-beyond-end': nothing,
  'error-get-pm-of-others-as-bot': nothing,
  'get-user-as-bot': nothing,
  'get-user-granular-key': nothing,
  'error-get-user-404': nothing,
  'get-site': nothing,
  'get-latest': nothing,
  'get-latest-anonymous': nothing,
  'get-categories': nothing,
  'get-categories-anonymous': nothing,
  'get-session-scopes-granular': nothing,
  'get-srv-status': nothing,
};

describe('the demo forum answers as the recorded forum did', () => {
  for (const [name, arrange] of Object.entries(exchanges)) {
    it(name, async () => {
      const harbour = aHarbour();
      await arrange(harbour);

      const recorded = recordedExchange(name);
      const answer = await harbour.replay(recorded);

      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(recorded.response.status);
      expect(headersOf(answer)).toEqual(recordedHeaders(recorded));
      expectSameBody(answer, recorded);
    });
  }
});

function expectSameBody(answer: LightMyRequestResponse, { response }: RecordedExchange): void {
  const body = response.body ?? '';
  if (
    !response.headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('application/json'))
  ) {
    const isRedirect = response.status === 301;
    expect(isRedirect ? answer.body.slice(0, 40) : answer.body).toBe(isRedirect ? body.slice(0, 40) : body);
    return;
  }
  const [recorded, ours] = [JSON.parse(body), JSON.parse(answer.body)];
  expect(compareShape(recorded, ours)).toEqual([]);
  if ('errors' in recorded) {
    expect(ours.errors).toEqual(recorded.errors);
    expect(ours.error_type).toBe(recorded.error_type);
    if (recorded.error_type === 'rate_limit') expect(ours.extras).toEqual(recorded.extras);
  } else {
    expect(stableValues(ours)).toEqual(stableValues(recorded));
  }
  if (hasMarkup(body) && hasMarkup(answer.body))
    expect(answer.body.includes('\\u003c')).toBe(body.includes('\\u003c'));
}

function hasMarkup(json: string): boolean {
  return /<|\\u003c/.test(json);
}

/** What does not depend on ids, times and the history of the recorded forum. */
function stableValues(answer: Record<string, unknown>): Record<string, unknown> {
  const post = typeof answer['post'] === 'object' && answer['post'] !== null ? answer['post'] : answer;
  const names = new Set([
    ...[
      'username',
      'post_type',
      'yours',
      'topic_id',
      'raw',
      'can_edit',
      'can_delete',
      'can_recover',
      'moderator',
      'admin',
      'staff',
    ],
    ...[
      'user_id',
      'hidden',
      'trust_level',
      'deleted_at',
      'user_deleted',
      'action',
      'success',
      'pending_count',
      'archetype',
      'chunk_size',
    ],
  ]);
  const isNewTopic = 'post_number' in post && post.post_number === 1;
  const isOldText = 'version' in post && !('draft_sequence' in post);
  return Object.fromEntries(
    Object.entries(post).filter(
      ([key]) => names.has(key) && !(isNewTopic && key === 'topic_id') && !(isOldText && key === 'raw'),
    ),
  );
}

const notCompared = new Set([
  'date',
  'connection',
  'content-length',
  'set-cookie',
  'keep-alive',
  'transfer-encoding',
]);
const valueVaries = new Set(['x-request-id', 'x-runtime', 'location', 'content-security-policy']);

function headersOf(answer: LightMyRequestResponse): Record<string, string> {
  return normalise(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
}

function recordedHeaders({ response }: RecordedExchange): Record<string, string> {
  return normalise(response.headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function normalise(headers: [string, string][]): Record<string, string> {
  const kept = headers.filter(([name]) => !notCompared.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, valueVaries.has(name) ? '*' : value]));
}

function nothing(): void {}

function postOf(forum: Harbour['forum'], id: number) {
  const post = forum.posts().find((candidate) => candidate.id === id);
  if (!post) throw new Error(`post ${id} is not there`);
  return post;
}

function writeThrice(forum: Harbour['forum'], topicId: number): void {
  for (const number of [1, 2, 3])
    forum.writePost({ as: 'waypost', topicId, raw: `Answer number ${number} of the service account.` });
}

/** The bot's reply that was post 54. */
function replyFirst({ forum }: Harbour): void {
  forum.importPost({
    as: 'waypost',
    topicId: 28,
    raw: 'First answer of the service account.',
    ids: { post: 54 },
  });
}

function deleteReply(harbour: Harbour): void {
  replyFirst(harbour);
  harbour.forum.deletePost({ as: 'waypost', postId: 54 });
}

/** Sixty calls, the first of them sixteen seconds ago. */
async function useUpApi(harbour: Harbour): Promise<void> {
  const read = recordedExchange('get-post-as-bot');
  for (let call = 0; call < 60; call += 1) {
    await harbour.replay(read);
    if (call === 0) harbour.pass(16_000);
  }
}
