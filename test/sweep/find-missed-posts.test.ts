import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { unknown } from '../../service/model/fact.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

/** Posts that no webhook told of, without the forum's limits on how often one may write. */
function writeSilently(spine: Spine, count: number, categoryId = 5): number[] {
  return Array.from({ length: count }, (_, index) => {
    const writing = {
      as: 'jonna',
      title: `A thing to tell, number ${index}`,
      categoryId,
      raw: `This is the thing I wanted to say, number ${index}.`,
      createdAt: new Date(Date.now() + index).toISOString(),
    };
    return spine.demo.importPost(writing).id;
  });
}

/** A deleted topic keeps its ids, and no list shows its posts. */
function deleteTopics(spine: Spine, ids: readonly number[]): void {
  for (const post of spine.demo.posts()) {
    if (ids.includes(post.id)) spine.demo.deleteTopic({ as: 'mira', topicId: post.topicId });
  }
}

const unseen = (spine: Spine, ids: readonly number[]) => spine.stores.posts.unseen(spine.forum, ids as never);
const reached = async (spine: Spine) => (await spine.stores.forums.find(spine.forum))?.reconciledTo;

test('finds a post whose webhook was lost, and answers it like any other', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  spine.demo.misbehave('lost-webhooks');
  const question = askAboutExport(spine);

  expect(await spine.missedPostsFinder()()).toBe(1);

  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  expect(spine.replies()).toMatchObject([{ topicId: question.topicId }]);
  expect(await spine.events()).toContainEqual(
    expect.objectContaining({ postId: question.id, source: 'reconciliation' }),
  );
  expect(spine.state.woken.events).toHaveLength(1);
});

test('finds nothing where webhooks have told all, and makes no second event of a post when its webhook comes late', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  askAboutExport(spine);
  await spine.demo.settled();
  expect(await spine.missedPostsFinder()()).toBe(1);

  await spine.work();

  expect((await spine.events()).filter(({ kind }) => kind === 'post.created')).toHaveLength(1);
  expect(await spine.missedPostsFinder()()).toBe(0);
});

test('goes back to when Waypost came, though the first round is made late', async () => {
  await using spine = await openSpine();
  const ids = writeSilently(spine, 120);

  expect(await spine.missedPostsFinder()()).toBeGreaterThanOrEqual(120);

  expect(await unseen(spine, ids)).toEqual([]);
  expect(await reached(spine)).toBe(Math.max(...ids));
});

test('catches up over several rounds of ten calls each, and forgets none', async () => {
  await using spine = await openSpine();
  const find = spine.missedPostsFinder();
  await find();
  const before = await reached(spine);
  const ids = writeSilently(spine, 620);

  const first = await find();
  expect(first).toBeGreaterThan(450);
  expect(first).toBeLessThanOrEqual(500);
  expect(await reached(spine)).toBe(before);
  // What is written meanwhile is found in the next round too.
  const later = writeSilently(spine, 3);
  const second = await find();

  expect(first + second).toBe(623);
  expect(await unseen(spine, [...ids, ...later])).toEqual([]);
  expect(await reached(spine)).toBe(later.at(-1));
});

test('catches up though every round is made by another process', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  const ids = writeSilently(spine, 620);

  for (let round = 0; round < 3; round += 1) await spine.missedPostsFinder()();

  expect(await unseen(spine, ids)).toEqual([]);
});

test('loses no post of a category that cannot be asked about just now', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  const before = await reached(spine);
  const ids = writeSilently(spine, 2);
  writeSilently(spine, 60, 7);
  const { category } = spine.known;
  const cannotSay = unknown('the forum cannot be asked now');
  spine.known.category = async () => ({ open: cannotSay, slugs: cannotSay });
  await spine.missedPostsFinder()();
  expect(await reached(spine)).toBe(before);
  spine.known.category = category;

  await spine.missedPostsFinder()();

  expect(await unseen(spine, ids)).toEqual([]);
});

test('finds a post below a hundred ids that nobody can see', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  const [lost] = writeSilently(spine, 1);
  deleteTopics(spine, writeSilently(spine, 120));
  const [newest] = writeSilently(spine, 1);

  expect(await spine.missedPostsFinder()()).toBe(2);

  expect(await unseen(spine, [lost!])).toEqual([]);
  expect(await reached(spine)).toBe(newest);
});

describe('where the newest ids show nothing', () => {
  test('finds the post below them', async () => {
    await using spine = await openSpine();
    await spine.missedPostsFinder()();
    const [lost] = writeSilently(spine, 1);
    deleteTopics(spine, writeSilently(spine, 60));

    expect(await spine.missedPostsFinder()()).toBe(1);

    expect(await unseen(spine, [lost!])).toEqual([]);
    expect(await reached(spine)).toBe(lost);
  });

  test('catches up below them over several rounds', async () => {
    await using spine = await openSpine();
    await spine.missedPostsFinder()();
    const ids = writeSilently(spine, 620);
    deleteTopics(spine, writeSilently(spine, 60));

    for (let round = 0; round < 3; round += 1) await spine.missedPostsFinder()();

    expect(await unseen(spine, ids)).toEqual([]);
    expect(await reached(spine)).toBe(ids.at(-1));
  });

  test('asks for no page again when all is read', async () => {
    await using spine = await openSpine();
    deleteTopics(spine, writeSilently(spine, 60));
    await spine.missedPostsFinder()();
    const asked: unknown[] = [];
    const { latestPosts } = spine.client;
    spine.client.latestPosts = (query, options) => {
      asked.push(query);
      return latestPosts(query, options);
    };

    expect(await spine.missedPostsFinder()()).toBe(0);

    expect(asked).toEqual([{}]);
  });

  test('finds the post below them also where guests see no list', async () => {
    await using spine = await openSpine();
    await spine.missedPostsFinder()();
    spine.client.openTopics = async () => [];
    const [lost] = writeSilently(spine, 1);
    deleteTopics(spine, writeSilently(spine, 60));

    expect(await spine.missedPostsFinder()()).toBe(1);

    expect(await unseen(spine, [lost!])).toEqual([]);
  });
});

test('concludes nothing from empty pages where no list says better', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  const before = await spine.stores.forums.find(spine.forum);
  const [lost] = writeSilently(spine, 1);
  const { latestPosts } = spine.client;
  spine.client.openTopics = async () => [];
  spine.client.latestPosts = async () => ({ posts: [], unreadable: 0 });
  expect(await spine.missedPostsFinder()()).toBe(0);
  expect(await reached(spine)).toBe(before?.reconciledTo);
  spine.client.latestPosts = latestPosts;

  expect(await spine.missedPostsFinder()()).toBe(1);

  expect(await unseen(spine, [lost!])).toEqual([]);
});

test('notes posts from before Waypost came, and lets them trigger nothing', async () => {
  await using spine = await openSpine();
  await sql`update forum set watched_since = now() + interval '1 hour'`.execute(spine.db);
  const [id] = writeSilently(spine, 1);

  expect(await spine.missedPostsFinder()()).toBe(0);

  expect(await unseen(spine, [id!])).toEqual([]);
  expect(await spine.events()).toEqual([]);
});

test('leaves alone what only staff can read, private messages and other bots', async () => {
  await using spine = await openSpine({
    rulebook: aRulebook(ruleText(), { 'site.yml': 'ignore_members: [ren]' }),
  });
  await spine.missedPostsFinder()();
  spine.demo.misbehave('lost-webhooks');
  spine.demo.writePost({
    as: 'mira',
    title: 'Something among the staff',
    categoryId: 8,
    raw: 'How can I export model files?',
  });
  spine.demo.writePost({
    as: 'tariq',
    title: 'Just for you',
    to: ['jonna'],
    raw: 'How can I export model files?',
  });
  spine.demo.writePost({
    as: 'ren',
    title: 'Something by a bot here',
    categoryId: 5,
    raw: 'How can I export model files?',
  });

  expect(await spine.missedPostsFinder()()).toBe(0);

  expect(await spine.events()).toEqual([]);
});

test('leaves alone whom a webhook has told to be staged', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  await spine.stores.members.setStaged(spine.forum, spine.demo.member('jonna').id as never, true);
  writeSilently(spine, 1);

  expect(await spine.missedPostsFinder()()).toBe(0);

  expect(await spine.events()).toEqual([]);
});

test('tells from an own post what became of the offer whose answer was lost', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  spine.demo.removeWebhook(spine.hook);
  spine.demo.misbehave({ mode: 'connection-dropped', times: 1 });
  await spine.deliver();
  expect(await spine.offer()).toMatchObject({ state: 'unknown' });

  await spine.missedPostsFinder()();

  expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: spine.replies()[0]?.id });
  expect((await spine.events()).filter(({ kind }) => kind === 'post.created')).toHaveLength(1);
});

test('takes nobody’s third post for a first one while it is still catching up', async () => {
  await using spine = await openSpine({
    rulebook: aRulebook(ruleText('on: post.first\nwho: { trust_level: { max: 1 } }')),
  });
  const find = spine.missedPostsFinder();
  await find();
  spine.demo.addMember({ username: 'lena', name: 'Lena' });
  await spine.work();
  const write = (nth: number) => {
    const createdAt = new Date(Date.now() + nth * 1_000).toISOString();
    const writing = { as: 'lena', categoryId: 5, raw: `I wanted to tell about this: ${nth}`, createdAt };
    return spine.demo.importPost({ ...writing, title: `Number ${nth} of her things` }).id;
  };
  const ids = [write(1)];
  writeSilently(spine, 520);
  ids.push(write(2), write(3));

  await find();
  await spine.work();
  expect(await spine.decisions()).toEqual([]);

  await find();
  await sql`update event set next_at = now()`.execute(spine.db);
  await spine.work();

  const offered = (await spine.offers()).map(({ postId }) => postId);
  expect(offered).toEqual([ids[0]]);
});

test('is the turn of one process, until it is a quarter of a minute late', async () => {
  await using spine = await openSpine();
  const { forums } = spine.stores;
  const take = (process: string) => forums.takeReconciliation(spine.forum, process, 60_000);
  const pass = (seconds: number) =>
    sql`update forum set reconcile_at = reconcile_at - ${seconds} * interval '1 second'`.execute(spine.db);

  expect(await take('one')).toBe(true);
  expect(await take('one')).toBe(false);
  await pass(61);
  expect(await take('two')).toBe(false);
  expect(await take('one')).toBe(true);
  await pass(76);
  expect(await take('two')).toBe(true);
});

test('is handed on at once by a process that ends', async () => {
  await using spine = await openSpine();
  const { forums } = spine.stores;
  await forums.takeReconciliation(spine.forum, 'one', 60_000);
  await sql`update forum set reconcile_at = now()`.execute(spine.db);

  await forums.leaveReconciliation(spine.forum, 'one');

  expect(await forums.takeReconciliation(spine.forum, 'two', 60_000)).toBe(true);
});
