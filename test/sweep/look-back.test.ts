import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { postId, ruleId, topicId } from '../../service/model/ids.ts';
import { lookBack } from '../../service/sweep/look-back.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const someHoursMs = 2 * 3_600_000;

/** Asked two hours ago, when there was no Waypost: no webhook tells of it. */
function askedLongAgo(spine: Spine, changes: { as?: string; categoryId?: number; title?: string } = {}) {
  const createdAt = new Date(Date.now() - someHoursMs).toISOString();
  const title = 'A question about my drawing';
  const raw = 'How can I export model files from the app?';
  return spine.demo.importPost({ as: 'tariq', title, categoryId: 5, raw, createdAt, ...changes });
}

async function look(spine: Spine, posts = 200) {
  const { stores, client, known, state } = spine;
  const deps = { ...stores, client, known, ignoredMembers: () => state.rulebook.site.ignoreMembers };
  const looked = await lookBack(deps, spine.forum, { posts });
  await spine.work();
  return looked;
}

const report = (spine: Spine) => spine.stores.reports.lookingBack(spine.forum);

describe('looking back', () => {
  test('tells what the rules would have done before Waypost came', async () => {
    await using spine = await openSpine();
    const question = askedLongAgo(spine);
    await look(spine);

    expect(await report(spine)).toMatchObject({
      open: 0,
      considered: 1,
      offers: [{ rule: 'export-model', resource: 'export-model', count: 1, posts: [question.id] }],
    });
    expect(await spine.decisions()).toMatchObject([{ rung: 'shadow', verdict: 'offer' }]);
  });

  test('never sends anything of it, though the rule is live, and also after it is promoted again', async () => {
    await using spine = await openSpine();
    askedLongAgo(spine);
    await look(spine);
    const change = { forum: spine.forum, who: 'a test', why: 'to try', rule: ruleId('export-model') };
    await spine.actions.setRung({ ...change, rung: 'shadow' });
    await spine.actions.setRung({ ...change, rung: 'live' });
    await spine.makeDue();
    await spine.work();
    await spine.deliver();

    expect(await spine.offers()).toMatchObject([{ state: 'shadow' }]);
    expect(spine.replies()).toEqual([]);
    expect(await spine.reservations()).toEqual([]);
  });

  test('counts against nobody: the same member is helped when they ask today', async () => {
    await using spine = await openSpine();
    askedLongAgo(spine);
    await look(spine);
    const today = spine.demo.writePost({
      as: 'tariq',
      title: 'Another question of mine',
      categoryId: 5,
      raw: 'Again: how can I export model files from the app?',
    });
    await spine.work();
    await spine.makeDue();
    await spine.deliver();

    expect(spine.replies()).toMatchObject([{ topicId: today.topicId }]);
  });

  test('leaves what was written since Waypost came to those who answer it', async () => {
    await using spine = await openSpine();
    await sql`update forum set watched_since = now() - interval '400 days'`.execute(spine.db);
    askedLongAgo(spine);

    expect((await look(spine)).recorded).toEqual([]);
  });

  test('looks at public posts of members alone, and at so many as it is told', async () => {
    await using spine = await openSpine();
    const closed = spine.demo.addCategory({ name: 'Crew room', readRestricted: true });
    askedLongAgo(spine, { as: 'mira', categoryId: closed.id, title: 'A question among ourselves' });
    askedLongAgo(spine, { as: 'waypost', title: 'A thing the bot once wrote' });
    askedLongAgo(spine, { title: 'The older of two questions' });
    const newest = askedLongAgo(spine, { title: 'The newer of two questions' });
    await look(spine, 1);

    expect(await spine.events()).toMatchObject([{ postId: newest.id, source: 'look-back' }]);
  });

  test('goes on below the newest ids where those show nothing', async () => {
    await using spine = await openSpine();
    const question = askedLongAgo(spine);
    for (let count = 0; count < 60; count += 1) {
      const { topicId } = askedLongAgo(spine, { title: `A question that is gone, number ${count}` });
      spine.demo.deleteTopic({ as: 'mira', topicId });
    }
    await look(spine);

    expect(await spine.events()).toContainEqual(
      expect.objectContaining({ postId: question.id, source: 'look-back' }),
    );
  });

  test('makes a bounded number of calls where there is nothing to see', async () => {
    await using spine = await openSpine();
    let calls = 0;
    spine.client.latestPosts = async ({ before } = {}) => {
      calls += 1;
      return { posts: [], unreadable: 0, before };
    };
    spine.client.openTopics = async () => [
      { id: topicId(1), highestPostNumber: 1, lastPostedAt: new Date() },
    ];
    const { topic } = spine.client;
    spine.client.topic = async (id, ...rest) => ({
      ...(await topic(id, ...rest)),
      stream: [postId(1_000_000)],
    });

    expect(await look(spine)).toMatchObject({ recorded: [], read: 0 });

    expect(calls).toBeLessThanOrEqual(100);
  });

  test('goes on where it left off, and makes nothing twice', async () => {
    await using spine = await openSpine();
    askedLongAgo(spine);
    await look(spine);
    const before = await report(spine);
    await look(spine);

    expect(await report(spine)).toEqual(before);
  });

  test('begins no wait for an answer, no stage and no figure of today', async () => {
    await using spine = await openSpine();
    askedLongAgo(spine);
    await look(spine);

    expect(await spine.db.selectFrom('openTopic').selectAll().execute()).toEqual([]);
    expect(await spine.db.selectFrom('stageChange').selectAll().execute()).toEqual([]);
    expect(await spine.stores.reports.overview(spine.forum)).toMatchObject({
      arrivals: { posts: 0 },
      decisions: { offers: 0, held: 0 },
    });
  });
});
