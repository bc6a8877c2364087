import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { aRulebook } from '../support/engine-makers.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

const promoted = (lines = 'as: message', extra: Record<string, string> = {}) =>
  aRulebook(
    `id: level-three\ngoal: Members know what they can do\nowner: ana\non: member.promoted\nlevel: 3
${lines}\noffer: export-model\nrollout: live\ncases: { fires: [{ level: 3 }, { level: 3, stage: regular }], silent: [{ level: 1 }, { level: 2 }] }`,
    extra,
  );

/** Somebody who has written before rises to trust level 3, and the message for it is due. */
async function withDueMessage(spine: Spine) {
  askAboutExport(spine);
  await spine.work();
  spine.demo.setTrustLevel('tariq', 3);
  await spine.work();
  await spine.makeDue();
}

async function deliverUntilSettled(spine: Spine, rounds = 5) {
  for (let round = 0; round < rounds; round += 1) {
    await spine.makeDue();
    await spine.deliver();
    await sleep(40);
  }
}

const messagesOf = ({ demo }: Spine) =>
  [...demo.core.state.topics.all()].filter(
    ({ archetype, userId }) => archetype === 'private_message' && userId === 2,
  );
const idOf = ({ demo }: Spine, name: string) => demo.members.find(({ username }) => username === name)?.id;
const codesOf = (because: readonly unknown[]) => because.map((reason) => (reason as { code: string }).code);

describe.each([
  ['by the forum’s own API', false],
  ['by its plugin', true],
])('a message %s', (_how, plugin) => {
  test('goes to its member alone, with greeting, reason and way out', async () => {
    await using spine = await openSpine({
      plugin,
      rulebook: promoted('as: message', {
        'resources/export-model.md':
          '---\ntitle: What you can do now\nowner: ana\n---\n\nYou can rename topics.\n',
      }),
    });
    await withDueMessage(spine);

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer).toMatchObject({ channel: 'message', state: 'sent', topicId: null, attempts: 1 });
    const [topic] = messagesOf(spine);
    expect(topic).toMatchObject({ title: 'What you can do now', allowedUserIds: [2, idOf(spine, 'tariq')] });
    const [post] = spine.replies();
    expect(post?.id).toBe(offer.replyPostId);
    expect(post?.raw).toMatch(
      /^Hello tariq,\n\nYou can rename topics\.\n\n<small>.*because you have reached trust level 3\..*answer “stop sending me these”\.<\/small>\n\n<!-- waypost:/,
    );
    expect(post?.raw).toContain(offer.marker);
  });

  test('is answered with "stop", and that is obeyed; nothing else there or elsewhere is read', async () => {
    await using spine = await openSpine({ plugin, rulebook: promoted() });
    await withDueMessage(spine);
    await spine.deliver();
    await spine.work();
    const topicId = messagesOf(spine)[0]!.id;
    const other = spine.demo.writePost({ as: 'tariq', to: ['ren'], title: 'Between us', raw: 'stop' });
    spine.demo.writePost({ as: 'tariq', topicId, raw: 'Thank you, a secret word of mine.' });
    await spine.work();
    const consentOf = async () =>
      (await spine.stores.members.find(spine.db, spine.forum, idOf(spine, 'tariq') as never))?.consent.state;
    expect(await consentOf()).toBe('open');

    spine.demo.writePost({ as: 'tariq', topicId, raw: 'Stop, please.' });
    await spine.work();

    expect(await consentOf()).toBe('declined');
    const { rows } = await sql<{ id: number }>`select id from topic where is_ours`.execute(spine.db);
    expect(rows).toEqual([{ id: topicId }]);
    expect(rows.map(({ id }) => id)).not.toContain(other.topicId);
    const kept =
      await sql`select body from inbox where convert_from(body, 'utf8') like '%secret word%'`.execute(
        spine.db,
      );
    expect(kept.rows).toEqual([]);
  });

  test('is not sent to who takes none, and that is said', async () => {
    await using spine = await openSpine({ plugin, rulebook: promoted('as: [message, banner]') });
    await withDueMessage(spine);
    spine.demo.takeMessages({ as: 'tariq', takes: false });

    await deliverUntilSettled(spine, 2);

    const offer = await spine.offer();
    expect(offer.state).toBe('refused');
    expect(codesOf(offer.stateBecause)).toEqual([plugin ? 'channel_declined' : 'message_refused']);
    expect(messagesOf(spine)).toEqual([]);
    expect(await spine.reservations()).toEqual([]);
  });

  test('keeps to the messages that the site allows a day, below what Discourse does', async () => {
    await using spine = await openSpine({
      plugin,
      rulebook: promoted('as: message', { 'site.yml': 'caps: { messages: 1 per day }' }),
    });
    askAboutExport(spine);
    spine.demo.writePost({
      as: 'ren',
      title: 'Another topic of mine',
      categoryId: 5,
      raw: 'Something to say here.',
    });
    await spine.work();
    spine.demo.setTrustLevel('tariq', 3);
    spine.demo.setTrustLevel('ren', 3);
    await spine.work();

    await spine.makeDue();
    await spine.deliver();

    expect(messagesOf(spine)).toHaveLength(1);
    expect((await spine.decisions()).map(({ because }) => codesOf(because as never)).flat()).toContain(
      'cap_deferred',
    );
  });

  test('waits while the member sleeps', async () => {
    const night = new Date(Date.now() - 3_600_000).toISOString().slice(11, 16);
    const morning = new Date(Date.now() + 3_600_000).toISOString().slice(11, 16);
    await using spine = await openSpine({
      plugin,
      rulebook: promoted('as: message', {
        'site.yml': `quiet_hours: { from: "${night}", to: "${morning}" }`,
      }),
    });
    askAboutExport(spine);
    await spine.work();
    const about = { forum: spine.forum, id: idOf(spine, 'tariq') as never, username: 'tariq' };
    await spine.db.transaction().execute((trx) =>
      spine.stores.members.learn(trx, {
        ...about,
        facts: { timeZone: 'UTC' },
        source: 'webhook',
        at: new Date(),
      }),
    );
    spine.demo.setTrustLevel('tariq', 3);
    await spine.work();

    await spine.deliver();

    expect(messagesOf(spine)).toEqual([]);
    const [decision] = await spine.decisions();
    expect(codesOf(decision?.because as never)).toContain('quiet_hours');
  });
});

describe('one message, never two', () => {
  test.each([['bad-gateway-after-posting'], ['answer-never-comes'], ['connection-dropped']] as const)(
    '%s: it is found by its name, and nothing is sent again',
    async (mode) => {
      await using spine = await openSpine({ rulebook: promoted() });
      await withDueMessage(spine);
      spine.demo.removeWebhook(spine.hook);
      spine.demo.misbehave({ mode, times: 1, routes: ['create-post'] });
      await spine.deliver();

      await deliverUntilSettled(spine);

      expect(messagesOf(spine)).toHaveLength(1);
      expect(await spine.offer()).toMatchObject({ state: 'sent', attempts: 1 });
      const { rows } = await sql<{ id: number }>`select id from topic where is_ours`.execute(spine.db);
      expect(rows).toEqual([{ id: messagesOf(spine)[0]?.id }]);
    },
  );

  test.each([['server-error'], ['bad-gateway']] as const)(
    '%s: the very same bytes go again, once',
    async (mode) => {
      await using spine = await openSpine({ rulebook: promoted() });
      await withDueMessage(spine);
      spine.demo.misbehave({ mode, times: 1, routes: ['create-post'] });
      await spine.deliver();
      const { state, body } = await spine.offer();
      expect(state).toBe('unknown');

      await deliverUntilSettled(spine);

      expect(await spine.offer()).toMatchObject({ state: 'sent', attempts: 2, body });
      expect(messagesOf(spine)).toHaveLength(1);
    },
  );

  test('a request that arrives after its successor is refused by the forum', async () => {
    await using spine = await openSpine({ rulebook: promoted() });
    await withDueMessage(spine);
    await spine.deliver();
    const { body } = await spine.offer();
    // The memory of equal requests is over, and the texts are not compared any more.
    spine.demo.core.state.rateWindows.put({ id: 'none', times: [] });

    const late = spine.client.createMessage(body!.replace('"title":"', '"title":"A late '));

    await expect(late).rejects.toMatchObject({ code: 'rejected' });
    expect(messagesOf(spine)).toHaveLength(1);
  });

  test('one that a moderator removed while its answer was lost makes no second one', async () => {
    await using spine = await openSpine({ rulebook: promoted() });
    await withDueMessage(spine);
    spine.demo.removeWebhook(spine.hook);
    spine.demo.misbehave({ mode: 'connection-dropped', times: 1, routes: ['create-post'] });
    await spine.deliver({ quietMs: 10_000 });
    const topicId = messagesOf(spine)[0]!.id;
    spine.demo.core.state.topics.put({
      ...spine.demo.core.state.topics.get(topicId)!,
      deletedAt: new Date().toISOString(),
    });
    await deliverUntilSettled(spine, 6);

    expect(messagesOf(spine)).toHaveLength(1);
    // Within two minutes the forum answers an equal request as it did the first time.
    expect(await spine.offer()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test.each([['deliver.before-send'], ['deliver.after-send']] as const)(
    'a process that dies at %s leaves one message, by one way',
    async (point) => {
      for (const plugin of [false, true]) {
        await using spine = await openSpine({ plugin, rulebook: promoted('as: [banner, message]') });
        await withDueMessage(spine);
        spine.state.crash = (at) => {
          if (at === point) throw new Error('the process dies');
        };
        await spine.deliver();
        spine.state.crash = () => {};
        await sql`update offer set lease = null, lease_until = null`.execute(spine.db);
        // The plugin goes away, or comes, while nobody knows.
        spine.demo.switchPlugin(!plugin);
        await spine.known.plugin.askAgain();

        await deliverUntilSettled(spine);
        spine.demo.switchPlugin(plugin);
        await spine.known.plugin.askAgain();
        await deliverUntilSettled(spine);

        const banners = spine.demo.waypost.offers().filter(({ state }) => state === 'shown');
        expect(banners.length + messagesOf(spine).length).toBe(1);
        expect(await spine.offer()).toMatchObject({ state: 'sent' });
      }
    },
  );
});

describe('the next way', () => {
  test('of a card, where the plugin goes away before anything left, is a message', async () => {
    const rulebook = aRulebook(
      `id: export-model\ngoal: People can export\nowner: ana\non: post.created\ntext: { any: [export model] }
as: [card, message]\noffer: export-model\nrollout: live\ncases: { fires: [export model, Export model], silent: [{ text: x }, { text: y }] }`,
    );
    await using spine = await openSpine({ plugin: true, rulebook });
    askAboutExport(spine);
    await spine.work();
    expect(await spine.offer()).toMatchObject({ channel: 'card' });
    spine.demo.switchPlugin(false);

    await deliverUntilSettled(spine, 3);

    const offer = await spine.offer();
    expect(offer).toMatchObject({ channel: 'message', state: 'sent' });
    expect(messagesOf(spine)).toHaveLength(1);
    expect(spine.replies()).toHaveLength(1);
    expect((await spine.reservations()).map(({ scope }) => scope)).toContain('messages');
  });

  test('a banner needs no post, and is shown by the plugin to its member', async () => {
    await using spine = await openSpine({ plugin: true, rulebook: promoted('as: banner') });
    await withDueMessage(spine);

    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ channel: 'banner', state: 'sent', topicId: null });
    expect(spine.demo.waypost.offers()).toMatchObject([{ channel: 'banner', state: 'shown', topicId: null }]);
  });

  test('there is none for a rule of banners on a forum without the plugin', async () => {
    await using spine = await openSpine({ rulebook: promoted('as: banner') });
    await withDueMessage(spine);

    expect(await spine.offers()).toEqual([]);
    expect((await spine.decisions()).map(({ because }) => codesOf(because as never))).toEqual([
      ['no_channel'],
    ]);
  });
});
