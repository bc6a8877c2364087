import { describe, expect, test } from 'vitest';
import type { DiscourseClient } from '../../service/discourse/client.ts';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { createFactsCache } from '../../service/discourse/facts-cache.ts';
import { findMarker } from '../../service/discourse/find-marker.ts';
import { readMember, readTopic } from '../../service/discourse/wire.ts';
import type { CategoryView, SiteView, TopicView } from '../../service/discourse/wire.ts';
import { categoryId, memberId, topicId } from '../../service/model/ids.ts';
import { aPostPayload, aTopicAnswer } from '../support/discourse-makers.ts';

const minute = 60_000;

describe('the facts that are kept', () => {
  test('ask for a member once a quarter of an hour, however many ask at once', async () => {
    const { cache, asked, pass } = aCache();

    const [one, two] = await Promise.all([cache.member('Ines'), cache.member('ines')]);
    pass(14 * minute);
    await cache.member('ines');
    expect(one).toBe(two);
    expect(asked).toEqual(['member Ines']);

    pass(minute);
    await cache.member('ines');
    expect(asked).toEqual(['member Ines', 'member ines']);
  });

  test('say when they were true', async () => {
    const { cache, pass } = aCache();
    const first = await cache.member('ines');
    pass(5 * minute);

    expect((await cache.member('ines')).at).toEqual(first.at);
  });

  test('are asked for again after news of the member', async () => {
    const { cache, asked } = aCache();
    await cache.member('ines');
    await cache.member('klaus');

    cache.forgetMember(memberId(1));

    await cache.member('klaus');
    await cache.member('ines');
    expect(asked).toEqual(['member ines', 'member klaus', 'member ines']);
  });

  test('are not kept when the news came while the answer was on its way', async () => {
    const { cache, asked } = aCache();
    const asking = cache.member('ines');
    cache.forgetMember(memberId(1));
    await asking;

    await cache.member('ines');

    expect(asked).toEqual(['member ines', 'member ines']);
  });

  test('never answer for a forum that does not answer', async () => {
    const { cache, pass, fail } = aCache();
    await cache.member('ines');
    pass(16 * minute);
    fail(failure('server_error', 502));

    await expect(cache.member('ines')).rejects.toMatchObject({ code: 'server_error' });
    fail(null);
    await expect(cache.member('ines')).resolves.toBeDefined();
  });

  test('keep a bounded number of members, the lately used ones', async () => {
    const { cache, asked } = aCache({ mostMembers: 2 });
    for (const name of ['ines', 'klaus', 'ines', 'yuki']) await cache.member(name);

    await cache.member('ines');
    await cache.member('klaus');

    expect(asked).toEqual(['member ines', 'member klaus', 'member yuki', 'member klaus']);
  });
});

describe('categories', () => {
  test('are open when everyone can see them, with the slugs of those above', async () => {
    const { cache, asked } = aCache();
    expect(cache.isOpenCategory(categoryId(6))).toBe('unknown');

    expect((await cache.category(categoryId(6))).value).toEqual({
      isOpen: true,
      slugs: ['engines', 'boats'],
    });

    expect(cache.isOpenCategory(categoryId(6))).toBe('yes');
    expect(asked).toEqual(['site']);
  });

  test('that a large site does not list are asked for by themselves', async () => {
    const { cache, asked } = aCache({
      alone: { id: categoryId(90), slug: 'attic', parentId: categoryId(5), readRestricted: false },
    });

    expect((await cache.category(categoryId(90))).value).toEqual({ isOpen: true, slugs: ['attic', 'boats'] });

    expect(cache.isOpenCategory(categoryId(90))).toBe('yes');
    expect(asked).toEqual(['site', 'category 90']);
  });

  test('that not everyone can see are closed, and keep their slug for who has named them', async () => {
    const { cache, asked } = aCache();

    expect((await cache.category(categoryId(7))).value).toEqual({ isOpen: false, slugs: ['crew-room'] });
    expect((await cache.category(categoryId(77))).value).toEqual({ isOpen: false, slugs: null });

    expect(cache.isOpenCategory(categoryId(7))).toBe('no');
    expect(asked).toEqual(['site', 'category 7', 'site as the bot', 'category 77']);
  });

  test('are all closed on a forum that shows nothing without signing in', async () => {
    const { cache } = aCache({ siteFails: failure('not_allowed', 403, 'not_logged_in') });

    expect((await cache.category(categoryId(5))).value).toEqual({ isOpen: false, slugs: ['boats'] });
  });

  test('stay unknown while somebody between us and the forum refuses guests', async () => {
    const { cache } = aCache({ siteFails: failure('not_allowed', 403) });

    await expect(cache.category(categoryId(5))).rejects.toMatchObject({ status: 403 });
    expect(cache.isOpenCategory(categoryId(5))).toBe('unknown');
  });

  test('are unknown again after ten minutes, or when one of them has changed', async () => {
    const { cache, pass } = aCache();
    await cache.category(categoryId(5));
    cache.forgetSite();
    expect(cache.isOpenCategory(categoryId(5))).toBe('unknown');

    await cache.category(categoryId(5));
    pass(10 * minute);
    expect(cache.isOpenCategory(categoryId(5))).toBe('unknown');
  });
});

describe('the search for a reply whose answer was lost', () => {
  const search = { topicId: topicId(7), botUsername: 'Waypost', marker: 'm-1' };
  const opening = aPostPayload({ id: 1, post_number: 1, raw: 'typed by a member: <!-- waypost:m-1 -->' });
  const own = (id: number, marker: string) =>
    aPostPayload({
      id,
      post_number: id,
      user_id: 2,
      username: 'waypost',
      raw: `A guide\n<!-- waypost:${marker} -->`,
    });

  test('finds it among the posts of the bot alone', async () => {
    const { client, asked } = aTopicClient([{ posts: [opening, own(5, 'm-1')], stream: [1, 5] }]);

    const found = await findMarker(client, search);

    expect(found).toMatchObject({ complete: true, pendingReviewableId: null, posts: [{ id: 5 }] });
    expect(asked).toEqual([
      { query: { usernameFilters: ['Waypost'], includeRaw: true }, priority: 'lookup' },
    ]);
  });

  test('finds all of them, oldest first, for the janitor', async () => {
    const { client } = aTopicClient([
      { posts: [opening, own(8, 'm-1'), own(5, 'm-1'), own(6, 'm-2')], stream: [1, 5, 6, 8] },
    ]);

    expect((await findMarker(client, search)).posts.map((post) => post.id)).toEqual([5, 8]);
  });

  test('turns the pages until every post of the bot was seen', async () => {
    const { client, asked } = aTopicClient([
      { posts: [opening, own(2, 'a')], stream: [1, 2, 3, 4] },
      { posts: [own(3, 'b'), own(4, 'm-1')], stream: [1, 2, 3, 4] },
    ]);

    expect(await findMarker(client, search)).toMatchObject({ complete: true, posts: [{ id: 4 }] });
    expect(asked).toHaveLength(2);
  });

  test('does not claim that it is absent when not everything could be read', async () => {
    const { client } = aTopicClient([{ posts: [opening, own(2, 'a')], stream: [1, 2, 3] }]);
    const withoutRaw = aTopicClient([{ posts: [opening, { ...own(2, 'a'), raw: null }], stream: [1, 2] }]);

    expect(await findMarker(client, search)).toMatchObject({ complete: false, posts: [] });
    expect(await findMarker(withoutRaw.client, search)).toMatchObject({ complete: false, posts: [] });
  });

  test('finds it where it waits for a moderator', async () => {
    const pending_posts = [{ id: 3, raw: 'A guide\n<!-- waypost:m-1 -->' }];
    const { client } = aTopicClient([{ posts: [opening], stream: [1], pending_posts }]);

    expect(await findMarker(client, search)).toMatchObject({
      complete: true,
      posts: [],
      pendingReviewableId: 3,
    });
  });

  test('passes on that the topic is gone', async () => {
    const { client } = aTopicClient([]);

    await expect(findMarker(client, search)).rejects.toMatchObject({ code: 'not_found' });
  });
});

function failure(
  code: 'server_error' | 'not_allowed' | 'not_found',
  status: number,
  errorType: string | null = null,
): DiscourseError {
  return new DiscourseError({
    code,
    retry: 'never',
    retryAfterMs: null,
    status,
    errorType,
    route: 'GET /x',
    pausesForum: false,
  });
}

function aCache({
  mostMembers,
  alone,
  siteFails,
}: { mostMembers?: number; alone?: CategoryView; siteFails?: DiscourseError } = {}) {
  let clock = Date.parse('2026-11-21T09:00:00Z');
  let fails: DiscourseError | null = null;
  const asked: string[] = [];
  const ids: Record<string, number> = { ines: 1, klaus: 2, yuki: 3 };
  const open = [
    { id: categoryId(5), slug: 'boats', parentId: null, readRestricted: false },
    { id: categoryId(6), slug: 'engines', parentId: categoryId(5), readRestricted: false },
  ];
  const client: Pick<DiscourseClient, 'site' | 'openCategory' | 'member'> = {
    async site({ asBot = false } = {}): Promise<SiteView> {
      asked.push(asBot ? 'site as the bot' : 'site');
      if (!asBot && siteFails !== undefined) throw siteFails;
      const closed = { id: categoryId(7), slug: 'crew-room', parentId: null, readRestricted: true };
      return { categories: asBot ? [...open, closed] : open, groups: null };
    },
    async openCategory(id) {
      asked.push(`category ${id}`);
      return alone !== undefined && alone.id === id ? alone : null;
    },
    async member(username) {
      asked.push(`member ${username}`);
      if (fails !== null) throw fails;
      return readMember({ user: { id: ids[username.toLowerCase()], username, trust_level: 1 } });
    },
  };
  const bounds = mostMembers === undefined ? {} : { mostMembers };
  return {
    cache: createFactsCache({ client, now: () => clock, ...bounds }),
    asked,
    pass: (ms: number) => void (clock += ms),
    fail: (error: DiscourseError | null) => void (fails = error),
  };
}

interface Page {
  posts: readonly Record<string, unknown>[];
  stream: readonly number[];
  pending_posts?: readonly object[];
}

function aTopicClient(pages: readonly Page[]) {
  const asked: object[] = [];
  const client: Pick<DiscourseClient, 'topic'> = {
    async topic(_id, query = {}, options = {}): Promise<TopicView> {
      asked.push({ query, ...options });
      const page = pages[(query.page ?? 1) - 1];
      if (page === undefined) throw failure('not_found', 404);
      const { posts, stream, pending_posts = [] } = page;
      return readTopic(aTopicAnswer([], { post_stream: { posts, stream }, pending_posts }));
    },
  };
  return { client, asked };
}
