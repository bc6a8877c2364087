import { describe, expect, it } from 'vitest';

import type { TestForum } from './a-forum.ts';
import { aForum } from './a-forum.ts';

/** A forum with the plugin, where Nova has asked something and has a card under her post. */
async function withCard(changes: object = {}) {
  const demo = aForum({ plugin: true });
  const { id: memberId } = demo.forum.member('nova');
  const post = demo.forum.writePost({
    as: 'nova',
    title: 'Where is the export?',
    categoryId: 5,
    raw: 'I have looked everywhere for it.',
  });
  const offer = {
    ...{ channel: 'card', kind: 'help', member_id: memberId, rule: 'export-model', resource: 'exporting' },
    ...{
      topic_id: post.topicId,
      post_id: post.id,
      title: 'Exporting <your> data',
      raw: 'About **a minute**.',
    },
    form: 'checklist',
    steps: [{ key: 'open', raw: 'Open *Settings*' }],
    link: { url: '/t/exporting/5', text: 'The whole guide' },
    why: { text: 'You asked how to export.', owner: 'Ana', reviewed_on: '2026-05-03' },
    ...changes,
  };
  expect((await demo.call('PUT', '/waypost/offers/of_1.json', { offer })).statusCode).toBe(201);
  return {
    ...demo,
    page: `/t/any/${post.topicId}`,
    [Symbol.asyncDispose]: () => demo[Symbol.asyncDispose](),
  };
}

async function look(demo: TestForum, url: string, as = 'nova', language = 'en'): Promise<string> {
  const headers = { cookie: `demo_member=${as}`, 'accept-language': language };
  return (await demo.app.inject({ url, headers })).body;
}

function press(demo: TestForum, url: string, form: string | Record<string, string> = {}, as = 'nova') {
  return demo.app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `demo_member=${as}` },
  });
}

function signals(demo: TestForum): string[] {
  return demo.forum.waypost.signals().map(({ name }) => name);
}

describe('a card on the pages of the demo forum', () => {
  it('stands under its post for its member and for nobody else', async () => {
    await using demo = await withCard();

    const mine = await look(demo, demo.page);

    expect(mine).toContain('Exporting &lt;your&gt; data');
    expect(mine).toContain('About <strong>a minute</strong>.');
    expect(mine).toContain('Looked after by Ana. Last checked on May 3, 2026.');
    for (const other of ['ren', 'mira'])
      expect(await look(demo, demo.page, other)).not.toContain('Exporting');
  });

  it('speaks German to those who read German', async () => {
    await using demo = await withCard();

    expect(await look(demo, demo.page, 'nova', 'de')).toContain('Warum sehe ich das?');
  });

  it('is gone with the plugin', async () => {
    await using demo = await withCard();

    await press(demo, '/trouble/plugin', { on: 'false' });

    expect(await look(demo, demo.page)).not.toContain('waypost-card');
    expect((await demo.app.inject({ url: '/u/nova/preferences/waypost' })).statusCode).toBe(404);
  });

  it('tells once that it was seen, that its link was followed and its category visited', async () => {
    await using demo = await withCard();
    await look(demo, demo.page);
    await look(demo, demo.page);

    const headers = { cookie: 'demo_member=nova' };
    const followed = await demo.app.inject({ url: '/waypost/cards/of_1/follow', headers });

    expect(followed.headers.location).toBe('/t/exporting/5');
    expect(signals(demo)).toEqual(['cards_seen', 'category_first_visited', 'card_clicked']);
  });

  it('takes a rating, ticks, and a change of mind', async () => {
    await using demo = await withCard();

    await press(demo, '/waypost/cards/of_1/rate', { helped: 'true' });
    await press(demo, '/waypost/cards/of_1/steps/open', { done: 'true' });
    await press(demo, '/waypost/cards/of_1/rate', { helped: 'false' });

    const page = await look(demo, demo.page);
    expect(page).toContain('we will look at it');
    expect(page).toContain('All steps done');
    expect(signals(demo).filter((name) => name === 'card_rated')).toHaveLength(2);
  });

  const goes: [string, Record<string, string>, string][] = [
    ['dismiss', {}, 'card_dismissed'],
    ['snooze', { days: '7' }, 'card_snoozed'],
  ];
  for (const [name, form, signal] of goes) {
    it(`goes on ${name}, and comes back within ten minutes`, async () => {
      await using demo = await withCard();

      await press(demo, `/waypost/cards/of_1/${name}`, form);
      const gone = await look(demo, demo.page);
      await press(demo, '/waypost/cards/of_1/restore');

      expect(gone).not.toContain('class="waypost-card');
      expect(gone).toContain('You have put a guide away.');
      expect(await look(demo, demo.page)).toContain('class="waypost-card');
      expect(signals(demo)).toContain(signal);
    });
  }

  it('goes with all of its kind, and the service is refused from then on', async () => {
    await using demo = await withCard();
    await press(demo, '/waypost/cards/of_1/decline-kind');

    expect(await look(demo, demo.page)).not.toContain('waypost-card');
    expect(demo.forum.waypost.preferences('nova').kinds['help']).toBe(false);
  });

  it('leads to a message to the helpers, sent only by the member', async () => {
    await using demo = await withCard();
    const before = demo.forum.posts().length;

    const asked = await press(demo, '/waypost/cards/of_1/ask-person');
    const page = await look(demo, String(asked.headers.location));
    const unsent = demo.forum.posts().length;
    const sent = await press(demo, String(asked.headers.location), {
      title: 'Please help',
      raw: 'I am lost.',
    });

    expect(page).toContain('A private message to');
    expect(unsent).toBe(before);
    expect(await look(demo, String(sent.headers.location))).toContain('I am lost.');
  });

  it('cannot be pressed by others', async () => {
    await using demo = await withCard();

    expect((await press(demo, '/waypost/cards/of_1/dismiss', {}, 'ren')).statusCode).toBe(422);
    expect(signals(demo)).toEqual([]);
  });

  it('stands on every page as a banner', async () => {
    await using demo = await withCard({ channel: 'banner', topic_id: undefined, post_id: undefined });

    expect(await look(demo, '/')).toContain('waypost-card banner');
    expect(await look(demo, '/', 'ren')).not.toContain('waypost-card');
  });
});

describe('the page of what a member is offered', () => {
  const settings = '/u/nova/preferences/waypost';

  it('keeps what is ticked, and the quiet hours', async () => {
    await using demo = await withCard();

    await press(demo, settings, 'kinds=help&kinds=care&channels=card&from=22:00&to=07:00');

    expect(demo.forum.waypost.preferences('nova')).toMatchObject({
      kinds: { help: true, celebrate: false, announce: false, promote: false, care: true },
      channels: { card: true, reply: false, message: false, banner: false },
      quiet_hours: { from: '22:00', to: '07:00' },
    });
    expect(signals(demo)).toEqual(['preferences_changed']);
  });

  it('pauses for a week, ends the pause, ignores the bot and erases', async () => {
    await using demo = await withCard();
    await press(demo, `${settings}/pause`, { pause: 'week' });
    const paused = await look(demo, settings);
    await press(demo, `${settings}/pause`, { pause: 'none' });
    await press(demo, `${settings}/pause`, { ignored: 'true' });
    const ignored = await look(demo, settings);
    await press(demo, `${settings}/erase`);

    expect(paused).toContain('Everything is paused until November 28, 2026.');
    expect(ignored).toContain('You ignore waypost, so nothing comes');
    expect(signals(demo)).toEqual(['member_erased', 'preferences_changed']);
  });

  it('is nobody else’s', async () => {
    await using demo = await withCard();

    expect((await press(demo, settings, { from: '', to: '' }, 'ren')).statusCode).toBe(422);
    expect(await look(demo, settings, 'ren')).toContain('What you looked for is not here');
  });
});
