import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { known } from '../../service/model/fact.ts';
import { forumId } from '../../service/model/ids.ts';
import { readCreatedPost } from '../../service/discourse/wire/read-created-post.ts';
import { readScopes } from '../../service/discourse/wire/read-site.ts';
import {
  describeMember,
  describeTopic,
  missedPost,
  readCategory,
  readLatestPosts,
  readMember,
  readPost,
  readSite,
  readTopic,
} from '../../service/discourse/wire.ts';
import { aPostPayload, aTopicAnswer } from '../support/discourse-makers.ts';
import { recordedJson } from '../support/recorded-answer.ts';

const forum = forumId('default');
const at = new Date('2026-11-21T09:00:00Z');

describe('the newest posts', () => {
  test('become the events that their webhooks would have been', () => {
    const { posts, unreadable } = readLatestPosts(recordedJson('get-posts-latest-before'));

    const [event] = posts.map((post) => missedPost(forum, post));

    expect(unreadable).toBe(0);
    expect(event).toMatchObject({
      kind: 'post.created',
      source: 'reconciliation',
      logicalKey: 'post_created:57',
      post: { id: 57, categoryId: 5, title: 'Weekly digest of the harbour, week 47', raw: 'ok' },
    });
  });

  test('are not hidden by one among them that cannot be read', () => {
    const answer = { latest_posts: [aPostPayload(), { id: 'odd' }, aPostPayload({ id: 41 })] };

    expect(readLatestPosts(answer)).toMatchObject({ posts: [{ id: 42 }, { id: 41 }], unreadable: 1 });
  });

  test.each([
    ['hidden', { hidden: true }],
    ['deleted by its author', { user_deleted: true }],
    ['a small action', { post_type: 3 }],
    ['by the system', { user_id: -1 }],
    ['without a category', { category_id: null }],
  ])('tell of no event when a post is %s', (_what, changed) => {
    const [post] = readLatestPosts({ latest_posts: [aPostPayload(changed)] }).posts;

    expect(post === undefined ? post : missedPost(forum, post)).toBeNull();
  });
});

describe('a topic', () => {
  test('is read with the raw text of its posts and who wrote them', () => {
    const topic = readTopic(recordedJson('get-topic-include-raw-as-bot'));

    expect(topic).toMatchObject({
      id: 13,
      categoryId: 5,
      tags: ['lighthouse'],
      closed: false,
      solved: null,
      canReply: true,
      pending: [],
    });
    expect(topic.posts).toHaveLength(topic.stream.length);
    expect(topic.posts[0]).toMatchObject({ id: 14, number: 1, authorName: 'klaus_b', likes: 1 });
  });

  test('that is a message is told apart, and that is deleted too', () => {
    expect(readTopic(recordedJson('get-pm-as-participant-bot'))).toMatchObject({
      isMessage: true,
      categoryId: null,
    });
    expect(readTopic(recordedJson('get-topic-deleted-as-admin'))).toMatchObject({ deleted: true });
  });

  test.each([
    ['an accepted answer', { accepted_answer: { post_number: 3 } }, true],
    ['none yet', { accepted_answer: null }, false],
    ['no plugin that could say', {}, null],
  ])('with %s says so', (_what, changed, solved) => {
    expect(readTopic(aTopicAnswer([aPostPayload()], changed)).solved).toBe(solved);
  });

  test('shows the markers of posts that wait for a moderator', () => {
    const pending_posts = [{ id: 3, raw: 'A guide\n<!-- waypost:m-1 -->', created_at: at.toISOString() }];

    expect(readTopic(aTopicAnswer([aPostPayload()], { pending_posts })).pending).toEqual([
      { reviewableId: 3, marker: 'm-1' },
    ]);
  });

  test('with a post that cannot be read is not read at all, for a marker may be in it', () => {
    expect(() => readTopic(aTopicAnswer([aPostPayload(), { id: 43, post_number: 'three' }]))).toThrow(
      'expected shape',
    );
    expect(
      readTopic(aTopicAnswer([aPostPayload(), aPostPayload({ id: 43, user_id: null })])).posts,
    ).toHaveLength(1);
  });

  test('has known answers only when its end was read', () => {
    const page = [
      aPostPayload({ id: 42 }),
      aPostPayload({ id: 43, post_number: 3, hidden: true }),
      aPostPayload({ id: 44, post_number: 4, user_id: 2 }),
    ];
    const whole = readTopic(aTopicAnswer(page));
    const beginning = readTopic(
      aTopicAnswer(page, { post_stream: { posts: page, stream: [42, 43, 44, 45] } }),
    );

    expect(repliesOf(whole)).toMatchObject({
      known: true,
      value: [
        { number: 2, isBot: false },
        { number: 4, isBot: true },
      ],
    });
    expect(repliesOf(beginning)).toEqual({ known: false, why: "only 3 of the topic's 4 posts were read" });
  });

  function repliesOf(view: ReturnType<typeof readTopic>) {
    const category = { open: known(true, 'forum', at), slugs: known(['boats'], 'forum', at) };
    return describeTopic({ forum, view, at, category, isBot: (post) => post.authorId === 2 })?.replies;
  }
});

describe('a member', () => {
  test('shows a bot less than an admin, and what is not shown is unknown', () => {
    const asBot = describeMember(forum, readMember(recordedJson('get-user-as-bot')), at);
    const asAdmin = describeMember(forum, readMember(recordedJson('get-user-as-admin')), at);

    expect(asBot).toMatchObject({
      username: 'klaus_b',
      trustLevel: { known: true, value: 2 },
      locale: { known: false },
      postCount: { known: false },
    });
    expect(asAdmin).toMatchObject({ locale: { known: true, value: 'de' } });
  });

  test('with a level that we do not know cannot be read', () => {
    expect(() => readMember({ user: { id: 4, username: 'ines', trust_level: 7 } })).toThrow('no trust level');
  });
});

describe('the answer to a new post', () => {
  test.each([
    [
      'posted',
      recordedJson('create-post-reply'),
      { outcome: 'posted', postId: 54, postNumber: 2, cookedMentions: [] },
    ],
    ['held for a moderator', recordedJson('create-post-enqueued'), { outcome: 'enqueued', reviewableId: 3 }],
    [
      'nested',
      { success: true, post: { id: 9, post_number: 4, topic_id: 3, cooked: '' } },
      { outcome: 'posted', postId: 9 },
    ],
    [
      'held, by a forum that does not say under which number',
      { action: 'enqueued', success: true },
      { outcome: 'enqueued', reviewableId: null },
    ],
  ])('says that it was %s', (_what, json, result) => {
    expect(readCreatedPost(json)).toMatchObject(result);
  });

  test('shows whom it mentions after all', () => {
    const cooked =
      '<p>see <a class="mention" href="/u/ines">@ines</a>, <a class="mention-group notify" href="/g/keepers">@keepers</a>, ' +
      '<span class="mention">@here</span>, <a class="mention" href="/u/ines">@ines</a> and <a href="/x">@not</a></p>';

    expect(readCreatedPost({ id: 9, post_number: 4, topic_id: 3, cooked })).toMatchObject({
      cookedMentions: ['ines', 'keepers', 'here'],
    });
  });

  test.each([
    [null],
    [{}],
    [{ id: 0, post_number: 1 }],
    [{ action: 'create_post', errors: ['no'] }],
    ['<html>'],
  ])('is no answer at all when it is %j', (json) => {
    expect(() => readCreatedPost(json)).toThrow(z.ZodError);
  });
});

test('categories tell who may read them, and count as closed where they do not say', () => {
  expect(readSite(recordedJson('get-site')).categories).toContainEqual({
    id: 6,
    slug: 'engines-rigging',
    parentId: 5,
    readRestricted: false,
  });
  expect(readCategory(recordedJson('get-category-show'))).toMatchObject({
    slug: 'boats',
    readRestricted: false,
  });
  expect(readCategory({ category: { id: 9, slug: 'attic' } })).toMatchObject({ readRestricted: true });
});

test('an own post that its author deleted still reads, and says so', () => {
  expect(readPost(recordedJson('get-own-deleted-post-as-bot'))).toMatchObject({
    id: 54,
    deletedByAuthor: true,
    marker: null,
  });
});

test('a granular key lists what it may do', () => {
  expect(readScopes(recordedJson('get-session-scopes-granular'))).toEqual(
    expect.arrayContaining(['topics:read', 'topics:write', 'posts:list', 'users:show']),
  );
  expect(readScopes({ scopes: [] })).toEqual([]);
});
