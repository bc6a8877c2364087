import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createPluginClient } from '../../service/discourse/plugin-client.ts';
import { withdrawNeedless } from '../../service/deliver/withdraw-needless.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

const withPlugin = { plugin: true };
const codesOf = (because: readonly unknown[]) => because.map((reason) => (reason as { code: string }).code);

/** A member asks, and what is decided is due. */
async function withDueOffer(spine: Spine) {
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  return question;
}

/** Lets every wait pass, and sends what is due each time. */
async function deliverUntilSettled(spine: Spine, rounds = 4) {
  for (let round = 0; round < rounds; round += 1) {
    await spine.makeDue();
    await spine.deliver();
    await sleep(10);
  }
}

describe('on a forum with the plugin', () => {
  test('a card appears at once under the post, for its author, and nothing is posted', async () => {
    await using spine = await openSpine(withPlugin);
    const question = askAboutExport(spine);
    await spine.work();

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer).toMatchObject({
      channel: 'card',
      state: 'sent',
      sentThrough: 'plugin',
      attempts: 1,
      replyPostId: null,
    });
    expect(spine.demo.waypost.offers()).toMatchObject([
      {
        id: offer.marker,
        channel: 'card',
        state: 'shown',
        rule: 'export-model',
        resource: 'export-model',
        topicId: question.topicId,
        postId: question.id,
        title: 'Exporting',
      },
    ]);
    expect(spine.replies()).toEqual([]);
    const { offer: sent } = JSON.parse(offer.body!) as { offer: Record<string, unknown> };
    expect(sent).toMatchObject({
      raw: expect.stringContaining('this is how to export'),
      why: { owner: 'ana', text: expect.stringContaining('export') },
      expires_at: offer.expiresAt.toISOString(),
    });
  });

  test('a card counts against the limits of its member, and leaves the topic its one reply', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);

    await spine.deliver();

    const scopes = (await spine.reservations()).map(({ scope }) => scope);
    expect(scopes).toContain('member');
    expect(scopes).not.toContain('topic');
  });

  test('a rule of replies is answered through the plugin too, with the marker in the post', async () => {
    await using spine = await openSpine({ ...withPlugin, rulebook: aRulebook(ruleText('as: reply')) });
    await withDueOffer(spine);

    await spine.deliver();

    const offer = await spine.offer();
    const [reply] = spine.replies();
    expect(offer).toMatchObject({ state: 'sent', sentThrough: 'plugin', replyPostId: reply?.id });
    expect(reply?.raw).toContain(offer.marker);
  });

  test.each(['card', 'reply'])('a lost answer, twice, makes one %s', async (channel) => {
    await using spine = await openSpine({ ...withPlugin, rulebook: aRulebook(ruleText(`as: ${channel}`)) });
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['put-offer'], times: 2 });

    await spine.deliver();
    expect(await spine.offer()).toMatchObject({ state: 'unknown', stateBecause: [{ code: 'answer_lost' }] });
    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({ state: 'sent', attempts: 3 });
    expect(spine.demo.waypost.offers()).toHaveLength(1);
    expect(spine.replies()).toHaveLength(channel === 'reply' ? 1 : 0);
  });

  test.each(['deliver.before-send', 'deliver.after-send'] as const)(
    'a process that dies at %s leaves one card',
    async (point) => {
      await using spine = await openSpine(withPlugin);
      await withDueOffer(spine);
      spine.state.crash = (at) => {
        if (at === point) throw new Error('the process is gone');
      };
      await spine.deliver();
      spine.state.crash = () => {};
      await sql`update offer set lease_until = now() - interval '1 second'`.execute(spine.db);

      await deliverUntilSettled(spine);

      expect(await spine.offer()).toMatchObject({ state: 'sent', channel: 'card' });
      expect(spine.demo.waypost.offers()).toHaveLength(1);
      expect(spine.replies()).toEqual([]);
    },
  );

  test('pausing stops cards as well', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'test', why: 'a test' });

    await spine.deliver();

    expect(spine.demo.waypost.offers()).toEqual([]);
    expect(await spine.offer()).toMatchObject({ state: 'waiting' });
  });
});

describe('what the plugin refuses', () => {
  test('for good ends the offer in plain words, and gives its places back', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    spine.demo.waypost.changePreferences({ as: 'tariq', preferences: { kinds: { help: false } } });

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer).toMatchObject({
      state: 'refused',
      stateBecause: [{ code: 'kind_declined', values: { code: 'kind_declined' } }],
    });
    expect(await spine.reservations()).toEqual([]);
    expect(spine.replies()).toEqual([]);
  });

  test('for now waits until then, as if it had never been tried', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    spine.demo.waypost.changePreferences({
      as: 'tariq',
      preferences: { paused: true, paused_until: until },
    });

    await spine.deliver();

    const offer = await spine.offer();
    expect(offer).toMatchObject({ state: 'waiting', attempts: 0, firstSentAt: null });
    expect(codesOf(offer.stateBecause)).toEqual(['member_paused']);
    expect(offer.nextAt.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    expect((await spine.reservations()).map(({ usedAt }) => usedAt)).toEqual(expect.arrayContaining([null]));
  });

  test('as another offer of the same id needs a person', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['put-offer'], times: 1 });
    await spine.deliver();
    await sql`update offer set body = replace(body, 'export', 'import')`.execute(spine.db);

    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({ state: 'dead', stateBecause: [{ code: 'different_offer' }] });
  });
});

describe('a plugin that goes away', () => {
  test('between decision and sending leaves a reply, which waits for people', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    spine.demo.switchPlugin(false);

    await spine.deliver();

    const waiting = await spine.offer();
    expect(waiting).toMatchObject({ state: 'waiting', channel: 'reply', body: null, attempts: 0 });
    expect(waiting.notBefore.getTime()).toBeGreaterThan(Date.now() + 500_000);
    expect((await spine.reservations()).map(({ scope }) => scope)).toContain('topic');
    expect(await spine.known.plugin.knowledge()).toMatchObject({ state: 'absent' });

    await deliverUntilSettled(spine);
    expect(await spine.offer()).toMatchObject({ state: 'sent', sentThrough: 'api' });
    expect(spine.replies()).toHaveLength(1);
  });

  test('with an answer lost before never leaves a reply: the card may have been seen', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['put-offer'], times: 1 });
    await spine.deliver();
    spine.demo.switchPlugin(false);

    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({
      state: 'unknown',
      channel: 'card',
      stateBecause: [{ code: 'plugin_away' }],
    });
    expect(spine.replies()).toEqual([]);

    await sql`update offer set expires_at = now() - interval '1 second'`.execute(spine.db);
    await deliverUntilSettled(spine);
    expect(await spine.offer()).toMatchObject({ state: 'expired' });
    expect(spine.replies()).toEqual([]);
  });

  test('for our key, which has lost the scope, leaves a reply', async () => {
    await using spine = await openSpine(withPlugin);
    await withDueOffer(spine);
    const plugin = createPluginClient({
      baseUrl: spine.demo.baseUrl,
      apiKey: spine.demo.createApiKey({ username: spine.demo.botUsername, scopes: ['topics:read'] }),
      apiUsername: spine.demo.botUsername,
      share: spine.share,
    });

    await spine.deliver({ pluginClients: new Map([[spine.forum, plugin]]) });

    expect(await spine.offer()).toMatchObject({ state: 'waiting', channel: 'reply', attempts: 0 });
    expect(spine.demo.waypost.offers()).toEqual([]);
  });

  test('holds an offer of a rule that wants cards alone', async () => {
    await using spine = await openSpine({ ...withPlugin, rulebook: aRulebook(ruleText('as: card')) });
    await withDueOffer(spine);
    spine.demo.switchPlugin(false);

    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'no_channel' }] });
    expect(await spine.reservations()).toEqual([]);
  });
});

describe('a card that may have been shown, and is no longer wanted', () => {
  test('is withdrawn before the offer ends', async () => {
    await using spine = await openSpine(withPlugin);
    const { topicId } = await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['put-offer'], times: 1 });
    await spine.deliver();
    spine.demo.writePost({ as: 'ren', topicId, raw: 'In the menu, under File.' });

    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'human_answered' }] });
    expect(spine.demo.waypost.offers()).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('is withdrawn as soon as the plugin is there again, and not seen then', async () => {
    await using spine = await openSpine(withPlugin);
    const { topicId } = await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['put-offer'], times: 1 });
    await spine.deliver();
    spine.demo.switchPlugin(false);
    spine.demo.writePost({ as: 'ren', topicId, raw: 'In the menu, under File.' });
    await deliverUntilSettled(spine);
    expect(await spine.offer()).toMatchObject({ state: 'unknown', stateBecause: [{ code: 'plugin_away' }] });

    spine.demo.switchPlugin(true);
    await spine.known.plugin.askAgain();
    await deliverUntilSettled(spine);

    expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'human_answered' }] });
    expect(spine.demo.waypost.offers()).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('a forum without the plugin', () => {
  test('gets a reply as ever', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);

    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ channel: 'reply', state: 'sent', sentThrough: 'api' });
    expect(spine.replies()).toHaveLength(1);
  });

  test('that gets it later does not send twice what was begun by its own API', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('as: reply')) });
    await withDueOffer(spine);
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', times: 1 });
    await spine.deliver();
    spine.demo.switchPlugin(true);
    await spine.known.plugin.askAgain();

    await deliverUntilSettled(spine, 6);

    expect(await spine.offer()).toMatchObject({ state: 'sent', sentThrough: 'api' });
    expect(spine.replies()).toHaveLength(1);
    expect(spine.demo.waypost.offers()).toEqual([]);
  });
});

describe('a card that is shown', () => {
  const asks = async (spine: Spine) => {
    const question = await withDueOffer(spine);
    await spine.deliver();
    expect(spine.demo.waypost.offers()).toMatchObject([{ state: 'shown' }]);
    return question;
  };
  const answer = async (spine: Spine, topicId: number) => {
    spine.demo.writePost({ as: 'ren', topicId, raw: 'In the menu, under File.' });
    await spine.work();
  };

  test('vanishes when a person answers', async () => {
    await using spine = await openSpine(withPlugin);
    const { topicId } = await asks(spine);
    expect(await withdrawNeedless(spine.delivery, spine.forum)).toBe(0);
    await answer(spine, topicId);

    expect(await withdrawNeedless(spine.delivery, spine.forum)).toBe(1);

    expect(spine.demo.waypost.offers()).toMatchObject([{ state: 'withdrawn' }]);
    expect(await spine.offer()).toMatchObject({
      state: 'withdrawn',
      stateBecause: [{ code: 'human_answered' }],
    });
  });

  test('vanishes when the post is edited and asks no more', async () => {
    await using spine = await openSpine(withPlugin);
    const { id } = await asks(spine);
    spine.demo.editPost({ postId: id, as: 'tariq', raw: 'Never mind, I have found what I was looking for.' });
    await spine.work();

    expect(await withdrawNeedless(spine.delivery, spine.forum)).toBe(1);
    expect(await spine.offer()).toMatchObject({ stateBecause: [{ code: 'post_edited_away' }] });
  });

  test('stays while the forum is paused, and where the rule does not mind answers', async () => {
    await using spine = await openSpine(withPlugin);
    const { topicId } = await asks(spine);
    await answer(spine, topicId);
    await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'test', why: 'a test' });

    expect(await withdrawNeedless(spine.delivery, spine.forum)).toBe(0);

    await spine.actions.resume({ forum: spine.forum, scope: 'forum', who: 'test', why: 'a test' });
    spine.state.rulebook = aRulebook(ruleText('withdraw_when: [solved]'));
    expect(await withdrawNeedless(spine.delivery, spine.forum)).toBe(0);
    expect(spine.demo.waypost.offers()).toMatchObject([{ state: 'shown' }]);
  });

  test('is looked at again only when there is news', async () => {
    await using spine = await openSpine({
      ...withPlugin,
      rulebook: aRulebook(ruleText('withdraw_when: [solved]')),
    });
    const { topicId } = await asks(spine);
    await answer(spine, topicId);
    expect(await spine.stores.offers.shownWithNews(spine.forum, 10)).toHaveLength(1);

    await withdrawNeedless(spine.delivery, spine.forum);

    expect(await spine.stores.offers.shownWithNews(spine.forum, 10)).toEqual([]);
  });
});
