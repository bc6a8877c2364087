import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Misbehaviour } from '../../service/demo-forum/misbehaviour.ts';
import { ruleId } from '../../service/model/ids.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

/** A member has asked, the rule has decided, and the wait for humans is over. */
async function withDueOffer(spine: Spine) {
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  return question;
}

const codes = (because: readonly unknown[]) => because.map((reason) => (reason as { code: string }).code);

/** Lets every silence pass, and sends what is due each time. */
async function deliverUntilSettled(spine: Spine, rounds = 4) {
  for (let round = 0; round < rounds; round += 1) {
    await spine.makeDue();
    await spine.deliver();
    await sleep(40);
  }
}

test('answers the post with one reply that carries its marker', async () => {
  await using spine = await openSpine();
  const question = await withDueOffer(spine);

  await spine.deliver();

  const offer = await spine.offer();
  expect(offer).toMatchObject({ state: 'sent', attempts: 1, postId: question.id });
  const [reply] = spine.replies();
  expect(reply).toMatchObject({ topicId: question.topicId, id: offer.replyPostId });
  expect(reply?.raw).toContain(offer.marker);
  expect(reply?.raw).toBe(offer.body);
});

test('sends nothing before the wait for humans is over', async () => {
  await using spine = await openSpine();
  askAboutExport(spine);
  await spine.work();

  await spine.deliver();

  expect(spine.replies()).toEqual([]);
  expect(await spine.offer()).toMatchObject({ state: 'waiting' });
});

describe('what is no longer needed is not sent', () => {
  const people: [string, string, (spine: Spine, question: { id: number; topicId: number }) => unknown][] = [
    [
      'a person has answered',
      'human_answered',
      (spine, { topicId }) => spine.demo.writePost({ as: 'ren', topicId, raw: 'In the menu, under File.' }),
    ],
    [
      'the question was edited away',
      'post_edited_away',
      (spine, { id }) =>
        spine.demo.editPost({ as: 'tariq', postId: id, raw: 'Never mind, I found out all by myself.' }),
    ],
    [
      'the post was deleted',
      'post_deleted',
      (spine, { topicId }) => {
        const reply = spine.demo.posts().find((post) => post.topicId === topicId && post.number === 2);
        spine.demo.deletePost({ as: 'mira', postId: reply!.id });
      },
    ],
    [
      'the topic was deleted',
      'topic_deleted',
      (spine, { topicId }) => spine.demo.deleteTopic({ as: 'mira', topicId }),
    ],
    [
      'the topic was closed',
      'topic_closed',
      (spine, { topicId }) => spine.demo.closeTopic({ as: 'mira', topicId }),
    ],
    [
      'the topic was archived',
      'topic_archived',
      (spine, { topicId }) =>
        spine.demo.setTopicStatus({ as: 'mira', topicId, status: 'archived', enabled: true }),
    ],
    [
      'the member said stop meanwhile',
      'opted_out',
      (spine) => spine.actions.optOut({ forum: spine.forum, member: 6 as never, username: 'tariq' }),
    ],
    [
      'the rule was demoted',
      'rule_demoted',
      (spine) =>
        spine.actions.setRung({
          forum: spine.forum,
          rule: ruleId('export-model'),
          rung: 'shadow',
          who: 'ana',
          why: 'too noisy',
        }),
    ],
    [
      'the rule was taken out of the files',
      'rule_gone',
      (spine) => (spine.state.rulebook = aRulebook(ruleText('', 'other-rule'))),
    ],
    [
      'its guide is overdue for a review',
      'resource_overdue',
      (spine) =>
        (spine.state.rulebook = aRulebook(ruleText(), {
          'resources/export-model.md':
            '---\ntitle: Exporting\nowner: ana\nreviewed_on: 2024-01-01\nreview_every: 30d\n---\n\nHello {{member}}.\n',
        })),
    ],
  ];

  test.each(people)('when %s', async (_, code, happens) => {
    await using spine = await openSpine();
    const opening = spine.demo.writePost({
      as: 'tariq',
      title: 'Something about my drawing',
      categoryId: 5,
      raw: 'This is only the beginning of it.',
    });
    const question =
      code === 'post_deleted' ? askAboutExport(spine, { topicId: opening.topicId }) : askAboutExport(spine);
    await spine.work();
    await spine.makeDue();
    await happens(spine, question);

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer.state).toBe('held');
    expect(codes(offer.stateBecause)).toContain(code);
    expect(spine.replies()).toEqual([]);
    expect(await spine.reservations()).toEqual([]);
  });

  test('when its time is over', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    await sql`update offer set expires_at = now() - interval '1 second'`.execute(spine.db);

    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ state: 'expired', stateBecause: [{ code: 'out_of_date' }] });
    expect(await spine.reservations()).toEqual([]);
  });
});

describe('a pause', () => {
  const paused = [
    ['of the forum', { scope: 'forum' }, 'forum_paused'],
    ['of the rule', { scope: 'rule', rule: ruleId('export-model') }, 'rule_paused'],
  ] as const;

  test.each(paused)(
    '%s is in force at the very next send, and what waited is sent at once after it',
    async (_, scope, code) => {
      await using spine = await openSpine();
      await withDueOffer(spine);
      await spine.actions.pause({ forum: spine.forum, ...scope, who: 'ana', why: 'something is wrong' });

      await spine.deliver();

      expect(await spine.offer()).toMatchObject({ state: 'waiting', stateBecause: [{ code }] });
      expect(spine.replies()).toEqual([]);

      await spine.actions.resume({ forum: spine.forum, ...scope, who: 'ana', why: 'all is well' });
      await spine.deliver();
      expect(await spine.offer()).toMatchObject({ state: 'sent' });
    },
  );

  test('pressed between the last question and the request stops the request', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    const { limitsAllowFrom } = spine.stores.offers;

    await spine.deliver({
      offers: {
        ...spine.stores.offers,
        async limitsAllowFrom(id) {
          await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'ana', why: 'stop now' });
          return await limitsAllowFrom(id);
        },
      },
    });

    expect(spine.replies()).toEqual([]);
    expect(await spine.offer()).toMatchObject({ state: 'waiting', attempts: 0, firstSentAt: null });
  });
});

describe('every answer of the forum has its branch', () => {
  const misbehave = (spine: Spine, misbehaviour: Misbehaviour) =>
    spine.demo.misbehave({ routes: ['create-post'], ...misbehaviour });

  test('429: nothing was carried out; it waits as long as asked and burns no attempt', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    misbehave(spine, { mode: 'too-many-requests', times: 1, retryAfterSeconds: 7 });

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer).toMatchObject({ state: 'waiting', attempts: 0, firstSentAt: null });
    expect(offer.nextAt.getTime() - Date.now()).toBeGreaterThan(5_000);
    expect((await spine.reservations()).every(({ usedAt }) => usedAt === null)).toBe(true);
  });

  test('read only: it waits, and is sent when the forum writes again', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    misbehave(spine, { mode: 'read-only' });
    await spine.deliver();
    expect(await spine.offer()).toMatchObject({ state: 'waiting', attempts: 0 });
    spine.demo.behave();

    await deliverUntilSettled(spine, 1);

    expect(await spine.offer()).toMatchObject({ state: 'sent' });
  });

  test.each([['server-error'], ['bad-gateway']] as const)(
    '%s: nobody knows; after two looks the same bytes go again, once',
    async (mode) => {
      await using spine = await openSpine();
      await withDueOffer(spine);
      misbehave(spine, { mode, times: 1 });
      await spine.deliver();
      const { state, body } = await spine.offer();
      expect(state).toBe('unknown');

      await deliverUntilSettled(spine);

      expect(await spine.offer()).toMatchObject({ state: 'sent', attempts: 2 });
      expect(spine.replies().map(({ raw }) => raw)).toEqual([body]);
    },
  );

  test.each([['bad-gateway-after-posting'], ['answer-never-comes'], ['connection-dropped']] as const)(
    '%s: the look-up finds the reply, and nothing is sent again',
    async (mode) => {
      await using spine = await openSpine();
      await withDueOffer(spine);
      // Nor may the webhook of the reply give it away.
      spine.demo.removeWebhook(spine.hook);
      misbehave(spine, { mode, times: 1 });
      await spine.deliver();
      expect(await spine.offer()).toMatchObject({ state: 'unknown' });

      await deliverUntilSettled(spine);

      expect(spine.replies()).toHaveLength(1);
      expect(await spine.offer()).toMatchObject({
        state: 'sent',
        attempts: 1,
        replyPostId: spine.replies()[0]?.id,
      });
    },
  );

  test('held for approval: it is never sent again; the moderator’s yes makes it sent', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'held-for-approval', times: 1 });
    await spine.deliver();
    expect(await spine.offer()).toMatchObject({ state: 'in_review' });
    await deliverUntilSettled(spine, 2);
    expect(spine.replies()).toEqual([]);

    spine.demo.approve(spine.demo.pending()[0]!.id);
    await spine.work();

    expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: spine.replies()[0]?.id });
    expect(spine.replies()).toHaveLength(1);
  });

  test('held for approval: the moderator’s no ends it and gives its places back', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'held-for-approval', times: 1 });
    await spine.deliver();

    spine.demo.reject(spine.demo.pending()[0]!.id);
    await spine.work();

    expect(await spine.offer()).toMatchObject({
      state: 'refused',
      stateBecause: [{ code: 'removed_by_moderator' }],
    });
    expect(await spine.reservations()).toEqual([]);
  });

  test('422 at the first attempt: refused, after a look that finds nothing', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('limit: { topic: 9 }')) });
    await withDueOffer(spine);
    spine.demo.core.limits.maxPostLength = 10;

    await deliverUntilSettled(spine, 2);

    const offer = await spine.offer();
    expect(offer).toMatchObject({ state: 'refused' });
    expect(codes(offer.stateBecause)).toEqual(['refused_by_forum']);
    expect(await spine.reservations()).toEqual([]);
  });

  test('422 after an answer that was lost, and no post to be found: a person decides', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    misbehave(spine, { mode: 'server-error', times: 1 });
    await spine.deliver();
    spine.demo.core.limits.maxPostLength = 10;

    await deliverUntilSettled(spine, 5);

    expect(await spine.offer()).toMatchObject({ state: 'dead' });
    expect(await spine.reservations()).not.toEqual([]);
  });

  test('a revoked key: nothing is lost, the forum is left alone until a person has looked', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    spine.demo.revokeApiKey(spine.demo.apiKey);

    const isBlocked = async () => (await spine.stores.forums.find(spine.forum))?.blockedUntil !== null;
    for (let tries = 0; tries < 3 && !(await isBlocked()); tries += 1) {
      await spine.makeDue();
      await spine.deliver();
    }

    expect(await spine.offer()).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await spine.stores.forums.find(spine.forum)).toMatchObject({ blockedBecause: 'not_allowed' });
  });

  test('the forum is away: it waits, with the reason', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'server-error', routes: ['read-topic'] });

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(codes(offer.stateBecause)).toEqual(['forum_unreachable']);
  });
});

describe('a lost answer', () => {
  async function withLostAnswer(spine: Spine, mode: Misbehaviour['mode'] = 'server-error') {
    const question = await withDueOffer(spine);
    spine.demo.misbehave({ mode, routes: ['create-post'], times: 1 });
    await spine.deliver();
    return question;
  }

  test('is looked up only after the silence in which the forum may still be at work', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine, 'bad-gateway-after-posting');
    let looks = 0;
    await sql`update offer set next_at = now()`.execute(spine.db);

    await spine.deliver({
      quietMs: 60_000,
      findWritten: () => {
        looks += 1;
        throw new Error('too early');
      },
    });

    expect(looks).toBe(0);
    expect(await spine.offer()).toMatchObject({ state: 'unknown', lookups: 0 });
  });

  test('needs two looks before each further attempt', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'server-error', routes: ['create-post'], times: 2 });
    let looks = 0;
    const findWritten: typeof spine.delivery.findWritten = (offer) => {
      looks += 1;
      return spine.delivery.findWritten(offer);
    };
    const looksBeforeAttempt: number[] = [];
    const { createReply } = spine.client;
    spine.client.createReply = (...args) => {
      looksBeforeAttempt.push(looks);
      return createReply(...args);
    };

    for (let round = 0; round < 6; round += 1) {
      await spine.makeDue();
      await spine.deliver({ findWritten });
      await sleep(40);
    }

    expect(looksBeforeAttempt).toEqual([0, 2, 4]);
    expect(spine.replies()).toHaveLength(1);
  });

  test('ends with a person after eight attempts', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine);
    await sql`update offer set attempts = 8, lookups = 1`.execute(spine.db);

    await deliverUntilSettled(spine, 2);

    expect(await spine.offer()).toMatchObject({ state: 'dead', stateBecause: [{ code: 'answer_lost' }] });
    expect(spine.replies()).toEqual([]);
  });

  test('and a second attempt refused for certain: it is looked up again before a third', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine);
    spine.demo.misbehave({
      mode: 'too-many-requests',
      routes: ['create-post'],
      times: 1,
      retryAfterSeconds: 1,
    });
    await deliverUntilSettled(spine, 2);

    expect(await spine.offer()).toMatchObject({ state: 'unknown', attempts: 1 });
  });

  test('whose reply a moderator removed meanwhile is never posted again', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine, 'bad-gateway-after-posting');
    const reply = spine.replies()[0]!;
    spine.demo.deletePost({ as: 'mira', postId: reply.id });
    // Both webhooks are read before the look-up.
    await spine.work();

    await deliverUntilSettled(spine);

    expect(['dead', 'withdrawn']).toContain((await spine.offer()).state);
    expect(spine.replies()).toEqual([]);
  });

  test('whose reply was removed, and no webhook told of it, is not posted again once anything else has happened', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('withdraw_when: []')) });
    const question = await withDueOffer(spine);
    spine.demo.removeWebhook(spine.hook);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', times: 1 });
    await spine.deliver();
    spine.demo.deletePost({ as: 'mira', postId: spine.replies()[0]!.id });
    spine.demo.writePost({ as: 'mira', topicId: question.topicId, raw: 'No advertising in here, please.' });

    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({ state: 'dead', stateBecause: [{ code: 'answer_lost' }] });
    expect(spine.replies()).toEqual([]);
  });

  test('whose reply was seen once and is gone is never posted again, though nothing says who took it away', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine);
    const { marker, topicId } = await spine.offer();
    const seen = new Date();
    await spine.db.transaction().execute((trx) =>
      spine.stores.posts.see(trx, {
        forum: spine.forum,
        id: 9_999 as never,
        topicId: topicId as never,
        number: 2,
        authorId: 2 as never,
        authorName: 'waypost',
        isBot: true,
        categoryId: null,
        createdAt: seen,
        updatedAt: seen,
        marker,
        seenThrough: 'webhook',
      }),
    );

    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({
      state: 'dead',
      stateBecause: [{ code: 'removed_by_moderator' }],
    });
    expect(spine.replies()).toEqual([]);
  });

  test('is told by the webhook of the reply itself', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine, 'connection-dropped');

    await spine.work();

    expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: spine.replies()[0]?.id });
  });

  test('is not answered twice when the member says stop before the second attempt', async () => {
    await using spine = await openSpine();
    await withLostAnswer(spine);
    await spine.actions.optOut({ forum: spine.forum, member: 6 as never, username: 'tariq' });

    await deliverUntilSettled(spine);

    expect(spine.replies()).toEqual([]);
    expect(await spine.offer()).toMatchObject({ state: 'held' });
  });
});

describe('a process that dies', () => {
  const dieAt = (spine: Spine, where: 'deliver.before-send' | 'deliver.after-send') => {
    spine.state.crash = (at) => {
      if (at === where) throw new Error('killed');
    };
  };
  const another = async (spine: Spine) => {
    spine.state.crash = () => {};
    await sql`update offer set lease_until = now() - interval '1 second'`.execute(spine.db);
    await sql`update forum set sender_until = now() - interval '1 second'`.execute(spine.db);
  };

  test.each([
    ['deliver.before-send', 2],
    ['deliver.after-send', 1],
  ] as const)('at %s leaves one reply, sent in %i attempts', async (where, attempts) => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    spine.demo.removeWebhook(spine.hook);
    dieAt(spine, where);
    await spine.deliver();
    await another(spine);

    for (let round = 0; round < 4; round += 1) {
      await spine.makeDue();
      await spine.deliver({ process: 'another' });
      await sleep(40);
    }

    expect(spine.replies()).toHaveLength(1);
    expect(await spine.offer()).toMatchObject({ state: 'sent', attempts });
  });
});

describe('two processes', () => {
  test('with many offers due send each of them once', async () => {
    await using spine = await openSpine({
      rulebook: aRulebook(ruleText('limit: { member: 99 per day }'), {
        'site.yml':
          'caps: { member: 99 per day, member_spacing: 0s, member_rule: 99 per day, forum: 99 per day, topic: 1 }',
      }),
    });
    for (let asked = 0; asked < 6; asked += 1)
      askAboutExport(spine, { title: `A question about drawing ${asked}` });
    await spine.work();
    await spine.makeDue();

    await Promise.all([
      spine.deliver({ process: 'one' }),
      spine.deliver({ process: 'two' }),
      spine.deliver({ process: 'one' }),
    ]);
    await spine.deliver();
    await sleep(1_050);
    await spine.deliver();

    expect((await spine.offers()).map(({ state }) => state)).toEqual(Array(6).fill('sent'));
    expect(spine.replies()).toHaveLength(6);
  });

  test('never send two replies to one member within the spacing, though a pause pushed them together', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('limit: { member: 9 per day }')) });
    askAboutExport(spine);
    askAboutExport(spine, { title: 'Another question about drawing' });
    await spine.work();
    // They were planned four hours apart; a long pause makes both due.
    const offers = await spine.offers();
    expect(offers.length).toBe(2);
    await sql`update offer set expires_at = now() + interval '1 day'`.execute(spine.db);
    await spine.makeDue();

    await Promise.all([spine.deliver({ process: 'one' }), spine.deliver({ process: 'one' })]);
    await sleep(1_050);
    await spine.deliver();

    expect(spine.replies()).toHaveLength(1);
  });
});
