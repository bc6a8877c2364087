import { expect, test } from 'vitest';
import { interpretWebhook, screen } from '../../service/discourse/wire.ts';
import type { ForumKnowledge, Screened } from '../../service/discourse/wire.ts';
import { forumId, memberId } from '../../service/model/ids.ts';
import { aPostPayload, someKnowledge } from '../support/discourse-makers.ts';
import { readSentWebhook } from '../support/sent-webhook.ts';

const bot = 2;

test.each<
  [what: string, changed: Record<string, unknown>, knowledge: Partial<ForumKnowledge>, outcome: object]
>([
  ['lets a public post pass', {}, {}, { outcome: 'event', event: { kind: 'post.created' }, reread: null }],
  [
    'lets go of another bot',
    { username: 'Helper_Bot' },
    { ignoredUsernames: new Set(['helper_bot']) },
    { reason: 'ignored_member' },
  ],
  ['lets go of a staged member', {}, { isStaged: (id) => id === 12 }, { reason: 'staged_member' }],
  ['lets go of a hidden post', { hidden: true }, {}, { reason: 'hidden_post' }],
  [
    'lets go of a category that not everyone can read',
    {},
    { isOpenCategory: () => 'no' },
    { reason: 'closed_category' },
  ],
  [
    'does not take unknown for yes',
    {},
    { isOpenCategory: () => 'unknown' },
    { outcome: 'undecided', categoryId: 5 },
  ],
])('%s', (_what, changed, knowledge, outcome) => {
  expect(screened('post_created', { post: aPostPayload(changed) }, knowledge)).toMatchObject(outcome);
});

test.each<[name: string, change: string, reread: string | null]>([
  ['post_created', 'created', null],
  ['post_edited', 'edited', null],
  ['post_destroyed', 'deleted', 'post'],
  ['post_recovered', 'recovered', 'post'],
])('takes %s of an own post as news of an offer, never as a trigger', (name, change, reread) => {
  const raw = 'A guide.\n\n<!-- waypost:abc-1 -->';

  const seen = screened(
    name,
    { post: aPostPayload({ user_id: bot, raw, hidden: true }) },
    { isOpenCategory: () => 'no' },
  );

  expect(seen).toMatchObject({
    outcome: 'own_post',
    change,
    reread,
    postId: 42,
    details: { marker: 'abc-1', hidden: true },
  });
});

test('takes a like of an own post as news of an offer', () => {
  const like = { post: aPostPayload({ user_id: bot }), user: { id: 12 } };

  expect(screened('post_liked', { like })).toMatchObject({ outcome: 'own_post', change: 'liked' });
});

test('gives no weight to a marker that a member has typed', () => {
  const raw = 'Look, I am the bot <!-- waypost:abc-1 -->';

  expect(screened('post_created', { post: aPostPayload({ raw }) })).toMatchObject({ outcome: 'event' });
});

test('lets a like by the bot go', () => {
  expect(screened('post_liked', { like: { post: aPostPayload(), user: { id: bot } } })).toMatchObject({
    reason: 'system_or_bot',
  });
});

test('lets go of topics that Waypost opened, and of topics in closed categories', () => {
  const own = readSentWebhook('113-topic_created');
  const staffOnly = readSentWebhook('091-topic_created');

  expect(screened(own.eventName, own.body)).toMatchObject({ reason: 'own_topic' });
  expect(
    screened(staffOnly.eventName, staffOnly.body, { isOpenCategory: (id) => (id === 7 ? 'no' : 'yes') }),
  ).toMatchObject({
    reason: 'closed_category',
  });
});

test('lets go of a post that only staff can see, which looks like any other', () => {
  const sent = readSentWebhook('092-post_created');

  expect(
    screened(sent.eventName, sent.body, { isOpenCategory: (id) => (id === 7 ? 'no' : 'yes') }),
  ).toMatchObject({
    outcome: 'unwanted',
    reason: 'closed_category',
  });
});

test('lets go of news about the bot account itself', () => {
  const user = { id: bot, username: 'waypost', trust_level: 2, created_at: '2026-11-20T08:00:00.000Z' };

  expect(screened('user_updated', { user })).toMatchObject({ reason: 'system_or_bot' });
  expect(screened('user_updated', { user: { ...user, id: 9 } })).toMatchObject({ outcome: 'event' });
});

function screened(
  eventName: string,
  body: Buffer | object,
  knowledge: Partial<ForumKnowledge> = {},
): Screened {
  const interpreted = interpretWebhook({
    forum: forumId('default'),
    eventName,
    body: body instanceof Buffer ? body : JSON.stringify(body),
    receivedAt: new Date('2026-11-21T09:00:00Z'),
  });
  if (interpreted.outcome !== 'event') throw new Error(`expected an event, not ${interpreted.outcome}`);
  return screen(interpreted, someKnowledge({ botId: memberId(bot), ...knowledge }));
}
