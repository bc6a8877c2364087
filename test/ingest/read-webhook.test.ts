import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../service/ingest/read-webhook.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { aFreshPayload, readKept, sendSigned } from '../support/signed-webhooks.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

describe('what nobody wants ends with a counted reason, and its text is gone', () => {
  test.each([
    ['a private message', { topic_archetype: 'private_message' }, 'private_message'],
    ['a post without a category', { category_id: null }, 'private_message'],
    ['a post of the system', { user_id: -1, username: 'system' }, 'system_or_bot'],
    ['a post of another bot', { user_id: 44, username: 'discobot' }, 'ignored_member'],
    ['a whisper', { post_type: 4 }, 'whisper'],
    ['a small action', { post_type: 3 }, 'small_action'],
    ['a post of a former member', { user_id: null, username: null }, 'author_gone'],
    ['a hidden post', { hidden: true }, 'hidden_post'],
    ['a post that only staff can read', { category_id: 8 }, 'closed_category'],
  ])('%s', async (_, payload, reason) => {
    await using spine = await openSpine({
      rulebook: aRulebook(ruleText(), { 'site.yml': 'ignore_members: [discobot]' }),
    });
    const post = aFreshPayload(payload);
    await sendSigned(spine, 'post_created', { post });

    expect(await readKept(spine)).toEqual([]);

    const about = { aboutPost: String(post['id']), aboutTopic: String(post['topic_id']) };
    expect(await spine.inbox()).toMatchObject([{ state: 'unwanted', reason, body: null, ...about }]);
    expect(await spine.events()).toEqual([]);
  });

  test('a post in a category that no rule looks at; that it exists still counts', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('where: { category: support }')) });
    await sendSigned(spine, 'post_created', { post: aFreshPayload({ category_id: 7, id: 77 }) });

    await readKept(spine);

    expect(await spine.inbox()).toMatchObject([
      { state: 'unwanted', reason: 'category_not_asked_for', body: null },
    ]);
    expect(await spine.stores.posts.unseen(spine.forum, [77 as never])).toEqual([]);
  });

  test('loses its body in the transaction that ends it', async () => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload({ topic_archetype: 'private_message' }) });
    const { finish } = spine.stores.inbox;
    const failing = {
      ...spine.reading,
      inbox: {
        ...spine.stores.inbox,
        finish: async (...args: Parameters<typeof finish>) => {
          await finish(...args);
          throw new Error('killed');
        },
      },
    };

    const [id] = await spine.stores.inbox.due({ limit: 1, idleMs: 0 });
    await expect(readWebhook(failing, id!)).rejects.toThrow('killed');

    expect(await spine.inbox()).toMatchObject([{ state: 'received', body: expect.any(Buffer) }]);
  });
});

describe('what cannot be read never blocks', () => {
  test.each([
    ['no JSON', 'not json'],
    ['NUL bytes', Buffer.from([0, 0, 0])],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['an endless list', '['.repeat(500_000)],
    ['a list', '[]'],
    ['null', 'null'],
    ['a post without its fields', '{"post":{}}'],
    ['a post and a topic', '{"post":{},"topic":{}}'],
    ['an id beyond every number', `{"post":{"id":1e400}}`],
  ])('%s is set aside with a reason, and what came after it is read', async (_, body) => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', body);
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });

    expect(await readKept(spine)).toHaveLength(1);

    const [bad] = await spine.inbox();
    expect(bad).toMatchObject({
      state: 'quarantined',
      reason: expect.stringMatching(/\w/),
      body: expect.any(Buffer),
    });
  });

  test.each([
    ['an id larger than Postgres keeps', { id: 2 ** 40 }],
    ['a name with a NUL', { username: 'ta\u0000riq' }],
  ])('%s is set aside at the first attempt: it would fail in the same way for ever', async (_, payload) => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload(payload) });
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });

    expect(await readKept(spine)).toHaveLength(1);

    expect(await spine.inbox()).toContainEqual(
      expect.objectContaining({ state: 'quarantined', attempts: 1 }),
    );
  });

  test.each([
    ['NUL', 'export model \u0000 files'],
    ['a lone surrogate', 'export model \ud83d files'],
    ['spelled-out escapes', String.raw`export model \u0000 \ud83d files`],
  ])('a text with %s becomes an event all the same', async (_, raw) => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload({ raw }) });

    expect(await readKept(spine)).toHaveLength(1);
  });

  test('a row that kills its reader is set aside after ten attempts', async () => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });
    await sql`update inbox set attempts = 10`.execute(spine.db);

    await readKept(spine);

    expect(await spine.inbox()).toMatchObject([{ state: 'quarantined' }]);
  });

  test('a replayed one is read again', async () => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });
    await sql`update inbox set state = 'quarantined', reason = 'a fault of ours', attempts = 11`.execute(
      spine.db,
    );
    const [row] = await spine.inbox();

    const count = await spine.actions.replay({
      forum: spine.forum,
      subject: 'inbox',
      ids: [row!.id, 'no id'],
      who: 'ana',
      why: 'mended',
    });

    expect(count).toBe(1);
    expect(await readKept(spine)).toHaveLength(1);
  });

  test('an event of a name that nobody knows is kept and counted', async () => {
    await using spine = await openSpine();
    await sendSigned(spine, 'spaceship_landed', { spaceship: { id: 1 } });

    await readKept(spine);

    expect(await spine.inbox()).toMatchObject([{ state: 'done', reason: 'unknown_event:spaceship_landed' }]);
  });
});

describe('a private message leaves no text behind', () => {
  const secret = { topic_archetype: 'private_message', raw: 'Between you and me' };

  test.each([
    ['of a shape that nobody knows', 'post_created', { post: aFreshPayload({ ...secret, version: 'one' }) }],
    ['under a name that nobody knows', 'post_moved', { post: aFreshPayload(secret) }],
    ['under a key that nobody knows', 'post_created', { message: aFreshPayload(secret) }],
    [
      'as a topic without its fields',
      'topic_created',
      { topic: { archetype: 'private_message', title: 'Between us' } },
    ],
    ['in a like without a member', 'post_liked', { like: { post: aFreshPayload(secret) } }],
    [
      'cut off in the middle',
      'post_created',
      `{"post":{"topic_archetype": "private_message","raw":"Between you`,
    ],
  ])('%s', async (_, name, body) => {
    await using spine = await openSpine();
    await sendSigned(spine, name, body);

    expect(await readKept(spine)).toEqual([]);

    expect(await spine.inbox()).toMatchObject([{ state: 'unwanted', reason: 'private_message', body: null }]);
  });

  test('nor is a post taken for one because its text speaks of such fields', async () => {
    await using spine = await openSpine();
    const raw = 'Here it says "topic_archetype":"private_message" all the time';
    await sendSigned(spine, 'post_created', { post: aFreshPayload({ raw, version: 'one' }) });

    await readKept(spine);

    expect(await spine.inbox()).toMatchObject([{ state: 'quarantined' }]);
  });
});

test('a post whose payload says nothing of the author’s trust level is read all the same', async () => {
  await using spine = await openSpine();
  const { trust_level: _, ...post } = aFreshPayload();
  await sendSigned(spine, 'post_created', { post });

  expect(await readKept(spine)).toHaveLength(1);
});

describe('one happening is one event', () => {
  test('though two webhooks tell of it with different bytes', async () => {
    await using spine = await openSpine();
    const post = aFreshPayload();
    await sendSigned(spine, 'post_created', { post });
    await sendSigned(spine, 'post_created', { post: { ...post, reads: 3 } });

    expect(await readKept(spine)).toHaveLength(1);

    expect(await spine.events()).toHaveLength(1);
    expect(new Set((await spine.inbox()).map(({ reason }) => reason))).toEqual(
      new Set(['known_already', null]),
    );
  });

  test('and a worker whose lease was taken over writes nothing', async () => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });
    const [id] = await spine.stores.inbox.due({ limit: 1, idleMs: 0 });
    const slow = {
      ...spine.reading,
      crash: () => {},
      ledger: {
        note: async (...args: Parameters<typeof spine.stores.ledger.note>) => {
          await sql`update inbox set lease = gen_random_uuid()`.execute(spine.db);
          await spine.stores.ledger.note(...args);
        },
      },
    };

    await expect(readWebhook(slow, id!)).rejects.toThrow('taken over');

    expect(await spine.events()).toEqual([]);
    expect(await spine.inbox()).toMatchObject([{ state: 'received' }]);
  });

  test('is left whole by a death before the commit', async () => {
    await using spine = await openSpine();
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });
    spine.state.crash = () => {
      throw new Error('killed');
    };
    await expect(readKept(spine)).rejects.toThrow('killed');
    expect(await spine.events()).toEqual([]);
    spine.state.crash = () => {};
    await sql`update inbox set lease_until = now() - interval '1 second'`.execute(spine.db);

    expect(await readKept(spine)).toHaveLength(1);
  });
});

describe('while the forum cannot be asked', () => {
  test('who may read a category, a webhook waits and burns no attempt', async () => {
    await using spine = await openSpine();
    await spine.known.knowledge();
    spine.demo.misbehave({ mode: 'server-error' });
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });

    expect(await readKept(spine)).toEqual([]);
    expect(await spine.inbox()).toMatchObject([{ state: 'received', attempts: 0, lease: null }]);

    spine.demo.behave();
    await sql`update inbox set next_at = now()`.execute(spine.db);
    expect(await readKept(spine)).toHaveLength(1);
  });
});

/** The bytes of the newest webhook of that name, as somebody on the way could have noted them. */
async function captured(spine: Spine, eventName: string): Promise<Buffer> {
  await spine.demo.settled();
  const row = (await spine.inbox()).findLast(
    (kept) => kept.eventName === eventName && kept.state === 'received',
  );
  if (!row?.body) throw new Error(`no ${eventName} has come`);
  return row.body;
}

describe('an unsigned event name', () => {
  test.each(['post_destroyed', 'post_recovered', 'post_edited'])(
    '%s on a body that was signed as a new post takes no post away',
    async (name) => {
      await using spine = await openSpine();
      const question = askAboutExport(spine);
      const signed = await captured(spine, 'post_created');
      await spine.work();

      await sendSigned(spine, name, signed);
      await spine.work();

      const replies = await spine.stores.posts.repliesIn(spine.db, spine.forum, question.topicId as never);
      expect(replies.map(({ postId }) => postId)).toEqual([question.id]);
    },
  );

  test('takes no reply of ours for removed', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.work();
    await spine.makeDue();
    await spine.deliver();
    const signed = await captured(spine, 'post_created');
    await spine.work();

    await sendSigned(spine, 'post_destroyed', signed);
    await spine.work();

    expect(await spine.offer()).toMatchObject({ state: 'sent' });
  });

  test('forgets no member', async () => {
    await using spine = await openSpine();
    spine.demo.addMember({ username: 'lena', name: 'Lena' });
    const signed = await captured(spine, 'user_created');
    await spine.work();

    await sendSigned(spine, 'user_destroyed', signed);
    await spine.work();

    const { member } = (await spine.stores.members.find(
      spine.db,
      spine.forum,
      spine.demo.member('lena').id as never,
    ))!;
    expect(member.username).toBe('lena');
  });
});

describe('a member who never signed up', () => {
  const tell = async (spine: Spine, name: string, body: object) => {
    await sendSigned(spine, name, body);
    await readKept(spine);
    return await spine.stores.members.isStaged(spine.forum, 6 as never);
  };
  const aUser = (changes: object) => ({ user: { id: 6, username: 'tariq', ...changes } });

  test('stays so until a payload says otherwise', async () => {
    await using spine = await openSpine();
    await spine.known.knowledge();

    expect(await tell(spine, 'user_created', aUser({ staged: true }))).toBe(true);
    expect(await tell(spine, 'user_added_to_group', { group_user: { user_id: 6, group_id: 10 } })).toBe(true);
    expect(await tell(spine, 'user_updated', aUser({ locale: 'de' }))).toBe(true);
    expect(await tell(spine, 'user_updated', aUser({ staged: false }))).toBe(false);
  });
});

test('"stop" is heard in a category that no rule looks at any more, and the rest of what is said there is not kept', async () => {
  await using spine = await openSpine();
  const question = await withReply(spine);
  const [reply] = spine.replies();
  spine.state.rulebook = aRulebook(ruleText('where: { category: crew-room }'));
  const answering = { as: 'tariq', topicId: question.topicId, replyToPostNumber: reply!.number };

  const thanks = spine.demo.writePost({ ...answering, raw: 'Thank you, that was what I needed.' });
  spine.demo.writePost({ ...answering, raw: 'Stop, please!' });
  await spine.work();

  const member = await spine.stores.members.find(spine.db, spine.forum, 6 as never);
  expect(member?.consent).toMatchObject({ state: 'declined', scope: 'all' });
  expect((await spine.events()).filter(({ postId }) => postId === thanks.id)).toEqual([]);
});

describe('an own post', () => {
  test('that a moderator deletes is recorded, and triggers nothing', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.work();
    await spine.makeDue();
    await spine.deliver();
    await spine.work();
    const events = (await spine.events()).length;

    spine.demo.deletePost({ as: 'mira', postId: spine.replies()[0]!.id });
    await spine.work();

    expect(await spine.offer()).toMatchObject({
      state: 'withdrawn',
      stateBecause: [{ code: 'removed_by_moderator' }],
    });
    expect(await spine.events()).toHaveLength(events);
  });

  test('that flags have hidden is taken back by the community: it is recorded as removed', async () => {
    await using spine = await openSpine();
    await withReply(spine);
    const [reply] = spine.replies();

    await sendSigned(spine, 'post_edited', { post: anOwnPayload(spine, { hidden: true, version: 2 }) });
    await spine.work();

    expect(await spine.offer()).toMatchObject({ state: 'withdrawn', replyPostId: reply?.id });
  });

  test('whose deletion is told before its creation ends as removed', async () => {
    await using spine = await openSpine();
    await withReply(spine);
    await sql`update offer set state = 'unknown', reply_post_id = null`.execute(spine.db);
    spine.demo.removeWebhook(spine.hook);
    spine.demo.deletePost({ as: 'mira', postId: spine.replies()[0]!.id });

    await sendSigned(spine, 'post_destroyed', { post: anOwnPayload(spine) });
    await spine.work();
    await sendSigned(spine, 'post_created', { post: anOwnPayload(spine) });
    await spine.work();

    expect(await spine.offer()).toMatchObject({
      state: 'withdrawn',
      stateBecause: [{ code: 'removed_by_moderator' }],
    });
  });

  test('whose marker a member has copied stays theirs', async () => {
    await using spine = await openSpine();
    const question = await withReply(spine);
    const { marker, replyPostId } = await spine.offer();

    spine.demo.writePost({
      as: 'ren',
      topicId: question.topicId,
      raw: `I copied this. <!-- waypost:${marker} -->`,
    });
    await spine.work();

    expect(await spine.offer()).toMatchObject({ replyPostId, state: 'sent' });
    expect(await spine.stores.posts.doubledMarkers(spine.forum)).toEqual([]);
  });
});

async function withReply(spine: Spine) {
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  await spine.work();
  return question;
}

/** The reply of the bot as a webhook tells it. */
function anOwnPayload(spine: Spine, changes: Readonly<Record<string, unknown>> = {}) {
  const reply = spine.demo.posts().find((post) => post.userId === 2)!;
  return aFreshPayload({
    id: reply.id,
    topic_id: reply.topicId,
    post_number: reply.number,
    user_id: 2,
    username: 'waypost',
    raw: reply.raw,
    created_at: reply.createdAt,
    updated_at: new Date().toISOString(),
    ...changes,
  });
}
