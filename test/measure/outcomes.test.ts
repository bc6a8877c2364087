import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DiscourseClient } from '../../service/discourse/client.ts';
import { followOutcomes, type OutcomesDeps } from '../../service/measure/follow-outcomes.ts';
import { createOfferPages } from '../../service/measure/offer-pages.ts';
import type { MemberId } from '../../service/model/ids.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

let spine: Spine;
beforeEach(async () => {
  spine = await openSpine();
});
afterEach(() => spine[Symbol.asyncDispose]());

/** A reply that stands under tariq's question. */
async function aReply() {
  askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  await spine.work();
  const offer = await spine.offer();
  expect(offer.state).toBe('sent');
  return { ...offer, replyPostId: offer.replyPostId ?? 0, topicId: offer.topicId ?? 0 };
}

async function measure(changes: Partial<OutcomesDeps> = {}) {
  await sql`update forum set measured_at = null`.execute(spine.db);
  const deps = { ...spine.stores, clients: new Map(), publicUrl: null, log: spine.log, ...changes };
  return await followOutcomes(deps, spine.forum);
}

async function outcomes() {
  const rows = await sql<{ what: string; byWhom: string; count: number }>`
    select what, by_whom, count from outcome order by what, by_whom`.execute(spine.db);
  return rows.rows.map(({ what, byWhom }) => `${what} by ${byWhom}`);
}

/** Moves what was shown, and the question before it, into the past. */
async function shownDaysAgo(days: number): Promise<void> {
  await sql`update offer set sent_at = now() - ${days} * interval '1 day'`.execute(spine.db);
  await sql`update post set created_at = created_at - interval '30 days'`.execute(spine.db);
}

describe('what happens after an offer', () => {
  test('a like counts once for its author and once for others, however often it is told', async () => {
    const { replyPostId } = await aReply();
    for (const as of ['tariq', 'nova', 'mira']) spine.demo.likePost({ as, postId: replyPostId });
    await spine.work();
    await sql`update inbox set state = 'received', finished_at = null, next_at = now()
      where event_name = 'post_liked' and body is not null`.execute(spine.db);
    await spine.work();

    expect(await outcomes()).toEqual(['liked by author', 'liked by member']);
  });

  test('a like of somebody else’s post says nothing of ours', async () => {
    const { postId } = await aReply();
    spine.demo.likePost({ as: 'nova', postId: postId ?? 0 });
    await spine.work();

    expect(await outcomes()).toEqual([]);
  });

  test('a person who answers, and the member who writes again, are found where posts are kept', async () => {
    const { topicId } = await aReply();
    spine.demo.writePost({ as: 'nova', topicId, raw: 'I always use the other button.' });
    spine.demo.writePost({ as: 'tariq', topicId, raw: 'Thank you both, that did it for me.' });
    await spine.work();
    await measure();
    await measure();

    expect(await outcomes()).toEqual(['answered by member', 'posted_again by author']);
  });

  test('a member who is seen again within the day has not come back yet, and a day later has', async () => {
    await aReply();
    await shownDaysAgo(0.5);
    const seenNow = sql`update member set facts = facts || jsonb_build_object('lastSeenAt',
      jsonb_build_object('value', now(), 'source', 'webhook', 'at', now()))`;
    await seenNow.execute(spine.db);
    await measure();
    expect(await outcomes()).toEqual([]);

    await shownDaysAgo(2);
    await measure();

    expect(await outcomes()).toEqual(['came_back by author']);
  });

  test('a solution counts though no rule waits for one, and taken back it does not', async () => {
    const { topicId } = await aReply();
    const answer = spine.demo.writePost({ as: 'nova', topicId, raw: 'I always use the other button.' });
    spine.demo.solve(answer.id);
    await spine.work();
    expect(await outcomes()).toEqual(['solved by forum']);

    spine.demo.unsolve(answer.id);
    await spine.work();

    expect(await outcomes()).toEqual([]);
  });

  test('a reply that is itself the solution is accepted', async () => {
    const { replyPostId } = await aReply();
    spine.demo.solve(replyPostId);
    await spine.work();

    expect(await outcomes()).toEqual(['accepted by member', 'solved by forum']);
  });

  test('a moderator who deletes it has spoken', async () => {
    const { replyPostId } = await aReply();
    spine.demo.deletePost({ as: 'mira', postId: replyPostId });
    await spine.work();
    await measure();

    expect(await outcomes()).toEqual(['removed by staff']);
  });

  test('a moderator who rewrites it has spoken; the very same words say nothing', async () => {
    const { replyPostId, body } = await aReply();
    spine.demo.editPost({ as: 'mira', postId: replyPostId, raw: `${body}\n` });
    await spine.work();
    expect(await outcomes()).toEqual([]);

    spine.demo.editPost({ as: 'mira', postId: replyPostId, raw: 'Please write to the support instead.' });
    await spine.work();

    expect(await outcomes()).toEqual(['edited by staff']);
  });

  test('a flag counts when moderators agree with it, and not before', async () => {
    const { replyPostId } = await aReply();
    spine.demo.decideFlag(replyPostId, { agreed: false });
    await spine.work();
    expect(await outcomes()).toEqual([]);

    spine.demo.decideFlag(replyPostId, { agreed: true });
    await spine.work();

    expect(await outcomes()).toContain('flagged by staff');
  });

  test('what comes more than two weeks later is not put down to it', async () => {
    const { topicId, replyPostId } = await aReply();
    await shownDaysAgo(14.5);
    spine.demo.likePost({ as: 'nova', postId: replyPostId });
    spine.demo.writePost({ as: 'nova', topicId, raw: 'I always use the other button.' });
    await spine.work();
    await measure();

    expect(await outcomes()).toEqual([]);
  });

  test('of help in need nothing is followed', async () => {
    const { topicId, replyPostId } = await aReply();
    await sql`update offer set kind = 'care'`.execute(spine.db);
    spine.demo.likePost({ as: 'nova', postId: replyPostId });
    spine.demo.writePost({ as: 'nova', topicId, raw: 'I always use the other button.' });
    await spine.work();
    await measure();

    expect(await outcomes()).toEqual([]);
  });

  test('an erased member leaves nothing that they did', async () => {
    const { topicId } = await aReply();
    spine.demo.writePost({ as: 'tariq', topicId, raw: 'Thank you both, that did it for me.' });
    spine.demo.writePost({ as: 'nova', topicId, raw: 'I always use the other button.' });
    await spine.work();
    await measure();
    const { memberId } = await spine.offer();
    await spine.db
      .transaction()
      .execute((trx) => spine.stores.members.forget(trx, spine.forum, memberId as never));
    await measure();

    expect(await outcomes()).toEqual(['answered by member']);
  });
});

test('a reply links to the page of its offer where people reach our pages, and what they say there counts', async () => {
  askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver({ publicUrl: 'https://waypost.example' });
  const { marker, memberId } = await spine.offer();
  expect(spine.replies()[0]?.raw).toContain(`[Did it help?](https://waypost.example/o/${marker})`);
  const pages = createOfferPages({ ...spine.stores, optOut: spine.actions.optOut });
  const by = { id: memberId as MemberId, username: 'tariq' };

  await pages.vote(spine.forum, marker, { by, helped: true });
  await measure();
  expect(await outcomes()).toEqual(['helped by author']);
  await pages.vote(spine.forum, marker, { by, helped: false });
  await measure();

  expect(await outcomes()).toEqual(['not_helped by author']);
});

describe('how often links are followed', () => {
  /** The forum's answer with its count of links. */
  function counting(clicks: number) {
    const asked: string[] = [];
    const topic: DiscourseClient['topic'] = async (id, query, options) => {
      asked.push(String(options?.priority));
      const view = await spine.client.topic(id, query, options);
      const links = [
        { url: 'https://forum.example/t/export/7', clicks },
        { url: 'https://waypost.example/o/1234', clicks: 100 },
      ];
      return { ...view, posts: view.posts.map((post) => ({ ...post, links })) };
    };
    const clients = new Map([[spine.forum, { topic }]]);
    return { asked, deps: { clients, publicUrl: 'https://waypost.example' } };
  }
  const clicks = () =>
    sql<{ count: number }>`select count from outcome where what = 'clicked' and by_whom = 'forum'`
      .execute(spine.db)
      .then(({ rows }) => rows.map(({ count }) => count));

  test('is asked a few times at growing intervals, after everything else, and our own links do not count', async () => {
    await aReply();
    const forum = counting(3);
    expect(await measure(forum.deps)).toBe(0);

    for (const [days, reads] of [
      [1.1, 1],
      [2, 0],
      [3.1, 1],
      [7.1, 1],
      [13, 0],
      [14.1, 1],
      [15, 0],
    ] as const) {
      await shownDaysAgo(days);
      expect(await measure(forum.deps)).toBe(reads);
    }

    expect(forum.asked).toEqual(['background', 'background', 'background', 'background']);
    expect(await clicks()).toEqual([3]);
  });

  test('grows, and an unanswered question costs nothing but its turn', async () => {
    await aReply();
    await shownDaysAgo(1.1);
    await measure(counting(2).deps);
    await shownDaysAgo(3.1);
    spine.demo.misbehave('server-error');
    await measure(counting(9).deps);
    spine.demo.behave();
    await shownDaysAgo(7.1);
    await measure(counting(5).deps);

    expect(await clicks()).toEqual([5]);
  });

  test('none of several processes asks a second time', async () => {
    await aReply();
    await shownDaysAgo(1.1);
    const forum = counting(2);
    await sql`update forum set measured_at = null`.execute(spine.db);
    const deps = { ...spine.stores, log: spine.log, ...forum.deps };

    await Promise.all([1, 2, 3].map(() => followOutcomes(deps, spine.forum)));

    expect(forum.asked).toHaveLength(1);
  });
});
