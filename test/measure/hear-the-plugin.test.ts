import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { tellFeedback } from '../../service/dashboard/story/tell-feedback.ts';
import { eventId, memberId, postId } from '../../service/model/ids.ts';
import { workOnEvent } from '../../service/evaluate/work-on-event.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

describe('the forum with the plugin', () => {
  test('what a member says of a card is heard by webhook, and its body is not kept', async () => {
    await using spine = await openSpine({ plugin: true });
    const card = await aShownCard(spine);

    spine.demo.waypost.see({ as: 'tariq', ids: [card.marker] });
    spine.demo.waypost.rate({ as: 'tariq', id: card.marker, helped: true });
    await spine.work();

    expect(await feedback(spine)).toMatchObject([{ offerId: card.id, helped: true }]);
    expect((await feedback(spine))[0]?.seenAt).toBeInstanceOf(Date);
    const told = (await spine.inbox()).filter(({ eventName }) => eventName === 'waypost_offer_signal');
    expect(told).toMatchObject([
      { state: 'unwanted', reason: 'signal', body: null },
      { state: 'unwanted', reason: 'signal', body: null },
    ]);
  });

  test('a plugin that was away is known to be back by its first word, and not asked about at each', async () => {
    await using spine = await openSpine({ plugin: true });
    let ignored = false;
    const word = () => {
      ignored = !ignored;
      spine.demo.waypost.ignoreBot({ as: 'tariq', ignored });
    };
    const askedLongAgo = () =>
      sql`update forum set plugin_asked_at = now() - interval '40 seconds'`.execute(spine.db);
    const state = async () => (await spine.stores.plugins.read(spine.forum)).state;
    spine.demo.switchPlugin(false);
    await spine.known.plugin.askAgain();
    spine.demo.switchPlugin(true);
    word();
    await spine.work();
    expect(await state()).toBe('absent');

    await askedLongAgo();
    word();
    await spine.work();
    expect(await state()).toBe('present');

    await askedLongAgo();
    const { askedAt } = await spine.stores.plugins.read(spine.forum);
    word();
    await spine.work();
    expect((await spine.stores.plugins.read(spine.forum)).askedAt).toEqual(askedAt);
  });

  test('the dashboard tells it in the story of the post, and counts it for the rule', async () => {
    await using spine = await openSpine({ plugin: true });
    const card = await aShownCard(spine);
    spine.demo.waypost.see({ as: 'tariq', ids: [card.marker] });
    spine.demo.waypost.rate({ as: 'tariq', id: card.marker, helped: false });
    spine.demo.waypost.dismiss({ as: 'tariq', id: card.marker });
    await spine.work();

    const { reports } = spine.stores;
    const story = await reports.storyOfPost(spine.forum, postId(card.postId ?? 0));
    const told = tellFeedback(story.offers[0]!.feedback!, 'en').map(({ what }) => what);
    expect(told).toEqual([
      'The member has seen it',
      'The member says: it did not help',
      'The member has put it away',
    ]);
    const { rules } = await reports.rulesActivity(spine.forum, 24);
    expect(rules.get('export-model')).toMatchObject({ helped: 0, notHelped: 1 });
  });

  test('what no webhook told comes by the outbox, and what both told counts once', async () => {
    await using spine = await openSpine({ plugin: true });
    const card = await aShownCard(spine);
    spine.demo.waypost.see({ as: 'tariq', ids: [card.marker] });
    await spine.work();
    spine.demo.removeWebhook(spine.hook);
    spine.demo.waypost.dismiss({ as: 'tariq', id: card.marker });
    const read = spine.outboxReader();

    expect(await read()).toBe(1);
    expect(await read()).toBe(0);

    expect((await feedback(spine))[0]?.dismissedAt).toBeInstanceOf(Date);
    const heard = await spine.db.selectFrom('signal').select(['name', 'heardBy']).orderBy('name').execute();
    expect(heard).toEqual([
      { name: 'card_dismissed', heardBy: 'outbox' },
      { name: 'cards_seen', heardBy: 'webhook' },
    ]);
  });

  test('the outbox is read in pages, and a restart goes on where the last reader ended', async () => {
    await using spine = await openSpine({ plugin: true });
    spine.demo.removeWebhook(spine.hook);
    for (let turn = 0; turn < 130; turn += 1)
      spine.demo.waypost.ignoreBot({ as: 'tariq', ignored: turn % 2 === 0 });

    expect(await spine.outboxReader({ process: 'a' })()).toBe(130);
    await spine.stores.outbox.leave(spine.forum, 'a');
    spine.demo.waypost.ignoreBot({ as: 'tariq' });

    expect(await spine.outboxReader({ process: 'b' })()).toBe(1);
  });

  test('a forum that came back from a backup is heard, though its outbox is behind the cursor', async () => {
    await using spine = await openSpine({ plugin: true });
    const card = await aShownCard(spine);
    spine.demo.removeWebhook(spine.hook);
    await spine.db.updateTable('forum').set({ signalCursor: '5000', directoryVersion: 'v1' }).execute();
    spine.demo.waypost.dismiss({ as: 'tariq', id: card.marker });

    expect(await spine.outboxReader({ everyMs: { busy: 0, idle: 0 } })()).toBe(1);

    expect((await feedback(spine))[0]?.dismissedAt).toBeInstanceOf(Date);
    const [forum] = await spine.db
      .selectFrom('forum')
      .select(['signalCursor', 'signalGapAt', 'directoryVersion'])
      .execute();
    expect(Number(forum?.signalCursor)).toBeLessThan(5000);
    expect(forum?.signalGapAt).toBeInstanceOf(Date);
    expect(forum?.directoryVersion).toBeNull();
  });

  test('of several readers at once none takes a signal twice, and none is left out', async () => {
    await using spine = await openSpine({ plugin: true });
    spine.demo.removeWebhook(spine.hook);
    for (let turn = 0; turn < 60; turn += 1)
      spine.demo.waypost.ignoreBot({ as: 'tariq', ignored: turn % 2 === 0 });
    // Turns are a courtesy; that nothing is taken twice must not rest on them.
    const all = { ...spine.stores.outbox, takeTurn: () => Promise.resolve(true) };
    const readers = ['a', 'b', 'c'].map((process) => spine.outboxReader({ process, outbox: all }));

    const fresh = await Promise.all(readers.map((read) => read()));

    expect(fresh.reduce((sum, one) => sum + one, 0)).toBe(60);
    expect(await spine.db.selectFrom('signal').selectAll().execute()).toHaveLength(60);
  });

  test('one process reads at a time, and another takes over when that one is gone', async () => {
    await using spine = await openSpine({ plugin: true });
    const { outbox } = spine.stores;

    expect(await outbox.takeTurn(spine.forum, 'a', 60_000)).toBe(true);
    expect(await outbox.takeTurn(spine.forum, 'a', 60_000)).toBe(false);
    expect(await outbox.takeTurn(spine.forum, 'b', 60_000)).toBe(false);
    await outbox.leave(spine.forum, 'a');
    expect(await outbox.takeTurn(spine.forum, 'b', 60_000)).toBe(true);
  });

  test('where signals were lost, the members whom an offer waits for are asked anew', async () => {
    await using spine = await openSpine({ plugin: true });
    spine.demo.waypost.changePreferences({ as: 'tariq', preferences: { channels: { card: false } } });
    askAboutExport(spine);
    await spine.work();
    await spine.outboxReader()();
    expect((await spine.offer()).state).toBe('waiting');
    spine.demo.removeWebhook(spine.hook);
    spine.demo.waypost.changePreferences({ as: 'tariq', preferences: { kinds: { help: false } } });
    spine.demo.waypost.ageOutbox();

    await spine.stores.outbox.leave(spine.forum, 'spine');
    await spine.outboxReader()();

    expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'kind_declined' }] });
    const [forum] = await spine.db.selectFrom('forum').select('signalGapAt').execute();
    expect(forum?.signalGapAt).toBeInstanceOf(Date);
  });

  test('without the plugin nothing is asked', async () => {
    await using spine = await openSpine();

    expect(await spine.outboxReader()()).toBe(0);

    const [forum] = await spine.db.selectFrom('forum').select('signalReader').execute();
    expect(forum?.signalReader).toBeNull();
  });
});

describe('what members want', () => {
  test('is obeyed by the next decision, and says why', async () => {
    await using spine = await openSpine({ plugin: true });
    spine.demo.waypost.changePreferences({ as: 'tariq', preferences: { kinds: { help: false } } });
    await spine.work();

    askAboutExport(spine);
    await spine.work();

    expect(await spine.offers()).toEqual([]);
    expect(await codes(spine)).toContain('kind_declined');
  });

  test('is known from the bulk facts where no signal has told it', async () => {
    await using spine = await openSpine();
    spine.demo.switchPlugin(true);
    const hookless = spine.demo.webhooks().length;
    expect(hookless).toBe(1);
    spine.demo.removeWebhook(spine.hook);
    spine.demo.waypost.changePreferences({ as: 'tariq', preferences: { paused: true } });
    await spine.known.plugin.askAgain();
    await askWithoutWebhook(spine);

    expect(await codes(spine)).toContain('member_paused');
    const found = await spine.stores.members.find(spine.db, spine.forum, memberId(6));
    expect(found?.member).toMatchObject({
      locale: { known: true, source: 'plugin' },
      postCount: { known: true, source: 'plugin' },
      preferences: { known: true, source: 'plugin' },
    });
  });

  test('facts of many members are asked in one call', async () => {
    await using spine = await openSpine({ plugin: true });
    for (const as of ['tariq', 'mira', 'nova', 'jonna', 'ren']) askAboutExport(spine, { as });
    await spine.readOnly();
    const before = await calls(spine);

    const events = await spine.stores.events.due({ limit: 50, idleMs: 0 });
    await Promise.all(events.map((id) => workOnEvent(spine.evaluation, eventId(id))));

    expect((await calls(spine)) - before).toBe(1);
  });

  test('an answer that the plugin does not give leaves the ways of before', async () => {
    await using spine = await openSpine({ plugin: true });
    spine.demo.misbehave({ mode: 'server-error', routes: ['read-facts'] });

    askAboutExport(spine);
    await spine.work();

    expect(await spine.offers()).toHaveLength(1);
  });
});

async function aShownCard(spine: Spine) {
  askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  await spine.work();
  const offer = await spine.offer();
  expect(offer).toMatchObject({ channel: 'card', state: 'sent' });
  return offer;
}

/** The post is found by reading the forum. */
async function askWithoutWebhook(spine: Spine): Promise<void> {
  askAboutExport(spine);
  await spine.missedPostsFinder()();
  await spine.work();
}

async function codes(spine: Spine): Promise<string[]> {
  const decisions = await spine.decisions();
  return decisions.flatMap(({ because }) => (because as { code: string }[]).map(({ code }) => code));
}

async function calls(spine: Spine): Promise<number> {
  const { count } = await spine.db
    .selectFrom('apiCall')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function feedback(spine: Spine) {
  return spine.db.selectFrom('offerFeedback').selectAll().execute();
}
