import { describe, expect, it } from 'vitest';

import type { TestForum } from './a-forum.ts';
import { aForum } from './a-forum.ts';
import { aCard, aPluginForum, aReplyOffer, named } from './plugin-forum.ts';
import { aReceiver } from './webhook-receiver.ts';

const url = '/waypost/offers/of_1.json';

function put(demo: TestForum, body: object, path = url) {
  return demo.call('PUT', path, body);
}

async function signalNames(demo: TestForum): Promise<string[]> {
  const answer = await demo.call('GET', '/waypost/signals.json');
  return answer.json().signals.map((signal: { name: string }) => signal.name);
}

describe('the plugin of the demo forum', () => {
  it('is not there unless asked for, and goes again', async () => {
    await using demo = aForum();
    const capabilities = async (): Promise<number> =>
      (await demo.call('GET', '/waypost/capabilities.json')).statusCode;

    const before = await capabilities();
    demo.forum.switchPlugin(true);
    const on = await capabilities();
    demo.forum.switchPlugin(false);

    expect([before, on, await capabilities()]).toEqual([404, 200, 404]);
  });

  it('can be switched from another process', async () => {
    await using demo = aForum();

    await demo.app.inject({ method: 'PUT', url: '/demo/plugin', payload: { on: true } });

    expect((await demo.app.inject({ url: '/demo/plugin' })).json()).toEqual({ on: true });
  });

  it('serves the bot’s own key only, and only with the scope', async () => {
    await using demo = aPluginForum();
    const keys = {
      none: {},
      'of another member': { 'api-key': demo.forum.createApiKey({ username: named.member }) },
      'of all, acting as a member': {
        'api-key': demo.forum.createApiKey(),
        'api-username': named.member,
      },
      'without the scope': {
        'api-key': demo.forum.createApiKey({ username: 'waypost', scopes: ['topics:read', 'waypost:facts'] }),
      },
      'of all, acting as the bot': { 'api-key': demo.forum.createApiKey(), 'api-username': 'waypost' },
      'with the scope': {
        'api-key': demo.forum.createApiKey({ username: 'waypost', scopes: ['waypost:signals'] }),
      },
    };

    const answers: Record<string, number> = {};
    for (const [name, headers] of Object.entries(keys)) {
      answers[name] = (await demo.app.inject({ url: '/waypost/signals.json', headers })).statusCode;
    }

    expect(answers).toEqual({
      none: 403,
      'of another member': 403,
      'of all, acting as a member': 403,
      'without the scope': 403,
      'of all, acting as the bot': 200,
      'with the scope': 200,
    });
  });

  it('makes one post of an offer, however often it is sent', async () => {
    await using demo = aPluginForum();

    const first = await put(demo, aReplyOffer());
    const again = await put(demo, aReplyOffer());

    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(again.json()).toEqual({ offer: first.json().offer, replayed: true });
    const replies = demo.forum.posts().filter((post) => post.userId === demo.forum.member('waypost').id);
    expect(replies.map(({ id, replyToNumber }) => [id, replyToNumber])).toEqual([
      [first.json().offer.reply_post_id, 1],
    ]);
  });

  it('tells the same request from another one, whatever the order of its keys', async () => {
    await using demo = aPluginForum();
    await put(demo, aCard());
    const { channel, ...rest } = aCard({ locale: 'en', replaces: null }).offer;

    const same = await put(demo, { offer: { ...rest, channel } });
    const other = await put(demo, aCard({ title: 'Another title' }));

    expect([same.statusCode, other.statusCode]).toEqual([200, 409]);
    expect(other.json().error_type).toBe('different_offer');
  });

  it('does what was asked although the answer is lost', async () => {
    await using demo = aPluginForum();
    demo.forum.misbehave({ mode: 'bad-gateway-after-posting', times: 1 });

    const lost = await put(demo, aReplyOffer());
    const again = await put(demo, aReplyOffer());

    expect([lost.statusCode, again.statusCode]).toEqual([502, 200]);
    expect(demo.forum.posts()).toHaveLength(2);
  });

  const ills = [
    ['too-many-requests', 429],
    ['server-error', 500],
    ['read-only', 503],
  ] as const;
  for (const [mode, status] of ills) {
    it(`keeps nothing of an offer while it answers ${status}`, async () => {
      await using demo = aPluginForum();
      demo.forum.misbehave({ mode });

      expect((await put(demo, aCard())).statusCode).toBe(status);
      expect(demo.forum.waypost.offers()).toEqual([]);
    });
  }

  const forGood: [string, (demo: TestForum) => unknown, object][] = [
    ['kind_declined', ({ forum }) => wish(forum, { kinds: { help: false } }), aCard()],
    ['channel_declined', ({ forum }) => wish(forum, { channels: { reply: false } }), aReplyOffer()],
    ['paused', ({ forum }) => wish(forum, { paused: true }), aCard()],
    ['bot_ignored', ({ forum }) => forum.waypost.ignoreBot({ as: named.member }), aCard()],
    ['member_gone', () => {}, aCard({ member_id: 9999 })],
    [
      'post_gone',
      ({ forum }) => forum.deletePost({ as: 'system', postId: laterPost(forum) }),
      aCard({ post_id: 43 }),
    ],
    ['topic_gone', () => {}, aCard({ topic_id: 99 })],
    ['topic_closed', ({ forum }) => forum.closeTopic({ as: 'system', topicId: 10 }), aReplyOffer()],
    [
      'bot_cannot_post',
      ({ forum }) =>
        forum.core.state.categories.put({ ...forum.categories()[0]!, readRestricted: true }) &&
        forum.changeMember(named.member, { moderator: true }),
      aReplyOffer(),
    ],
    ['text_rejected', () => {}, aReplyOffer({ raw: 'Too short.' })],
  ];
  for (const [code, prepare, body] of forGood) {
    it(`refuses for good with ${code}, and says the same again`, async () => {
      await using demo = aPluginForum();
      prepare(demo);

      const first = await put(demo, body);
      const again = await put(demo, body);

      expect(first.statusCode).toBe(422);
      expect(first.json()).toMatchObject({ error_type: 'refused', code, retry_at: null, replayed: false });
      expect(again.json()).toEqual({ ...first.json(), replayed: true });
    });
  }

  it('keeps a refusal for good although the member changes their mind', async () => {
    await using demo = aPluginForum();
    wish(demo.forum, { paused: true });
    await put(demo, aCard());
    wish(demo.forum, { paused: false });

    expect((await put(demo, aCard())).json().code).toBe('paused');
    expect((await put(demo, aCard(), '/waypost/offers/of_2.json')).statusCode).toBe(201);
  });

  it('refuses for now while the member has put it off, and shows it afterwards', async () => {
    await using demo = aPluginForum();
    const until = '2026-11-21T13:00:00.000Z';
    wish(demo.forum, { paused: true, paused_until: until });

    const early = await put(demo, aCard());
    demo.pass(3_600_000);
    const late = await put(demo, aCard());

    expect(early.json()).toMatchObject({ code: 'paused_until', retry_at: until });
    expect([early.statusCode, late.statusCode]).toEqual([422, 201]);
  });

  it('respects quiet hours in the member’s own clock, but for cards', async () => {
    await using demo = aPluginForum();
    // Noon in UTC is 13:00 in Berlin.
    wish(demo.forum, { quiet_hours: { from: '12:30', to: '14:00' } });

    const reply = await put(demo, aReplyOffer());
    const card = await put(demo, aCard(), '/waypost/offers/of_2.json');

    expect(reply.json()).toMatchObject({ code: 'quiet_hours', retry_at: '2026-11-21T13:00:00.000Z' });
    expect(card.statusCode).toBe(201);
  });

  it('waits when the bot has written too much', async () => {
    await using demo = aPluginForum({ limits: { msBetweenPosts: 5_000 } });
    await put(demo, aReplyOffer());

    const second = await put(
      demo,
      aReplyOffer({ raw: 'Another text, long enough.' }),
      '/waypost/offers/of_2.json',
    );

    expect(second.json()).toMatchObject({ code: 'post_rate_limited', retry_at: '2026-11-21T12:00:05.000Z' });
  });

  it('says what is wrong with a body, naming the place', async () => {
    await using demo = aPluginForum();

    const answer = await put(demo, aCard({ post_id: undefined, kind: 'spam' }));

    expect(answer.statusCode).toBe(400);
    expect(answer.json().error_type).toBe('invalid_parameters');
    expect(answer.json().errors.join('\n')).toMatch(/offer\.kind/);
  });

  it('takes a card back for good, and remembers an id that never came', async () => {
    await using demo = aPluginForum();
    await put(demo, aCard());

    const withdrawn = await demo.call('DELETE', url);
    await demo.call('DELETE', '/waypost/offers/of_2.json');
    const late = await put(demo, aCard(), '/waypost/offers/of_2.json');

    expect(withdrawn.json().offer.state).toBe('withdrawn');
    expect(late.json()).toMatchObject({ offer: { state: 'withdrawn' }, replayed: true });
  });

  it('folds a reply that nobody used, and keeps one that somebody liked', async () => {
    await using demo = aPluginForum();
    await put(demo, aReplyOffer());
    const second = await put(
      demo,
      aReplyOffer({ raw: 'Another text, long enough.' }),
      '/waypost/offers/of_2.json',
    );
    const liked: number = second.json().offer.reply_post_id;
    demo.forum.likePost({ as: named.member, postId: liked });

    await demo.call('DELETE', url);
    const kept = await demo.call('DELETE', '/waypost/offers/of_2.json');

    expect(kept.json().code).toBe('in_use');
    expect(demo.forum.posts().map(({ raw }) => raw)).toEqual([
      'I cannot find the export.',
      'This guide has been taken back.',
      'Another text, long enough.',
    ]);
  });

  it('lets a new card take the place of an old one', async () => {
    await using demo = aPluginForum();
    await put(demo, aCard());

    await put(demo, aCard({ replaces: 'of_1', title: 'Newer' }), '/waypost/offers/of_2.json');

    expect(demo.forum.waypost.offers().map(({ id, state }) => [id, state])).toEqual([
      ['of_1', 'withdrawn'],
      ['of_2', 'shown'],
    ]);
  });
});

describe('the outbox of the demo forum', () => {
  it('tells what members do, by webhook and by cursor, under the same id', async () => {
    await using receiver = await aReceiver();
    await using demo = aPluginForum();
    const { waypost } = demo.forum;
    demo.forum.addWebhook({ url: receiver.url, secret: 'a long enough secret' });
    await put(demo, aCard());

    const mine = { as: named.member, id: 'of_1' };
    waypost.see({ as: named.member, ids: ['of_1', 'of_9'] });
    waypost.click(mine);
    waypost.rate({ ...mine, helped: true });
    waypost.markStep({ ...mine, step: 'open', done: true });
    waypost.askPerson(mine);
    waypost.dismiss(mine);
    waypost.restore(mine);
    waypost.snooze({ ...mine, days: 7 });
    waypost.restore(mine);
    waypost.declineKind(mine);
    waypost.ignoreBot({ as: named.member });
    waypost.visitCategory({ as: named.member, categoryId: 4 });
    await demo.forum.settled();

    const page = (await demo.call('GET', '/waypost/signals.json')).json();
    expect(page.signals.map((signal: { name: string }) => signal.name)).toEqual([
      ...['cards_seen', 'card_clicked', 'card_rated', 'step_changed', 'person_asked', 'card_dismissed'],
      ...['card_restored', 'card_snoozed', 'card_restored', 'kind_declined', 'preferences_changed'],
      ...['bot_ignored', 'category_first_visited'],
    ]);
    const told = receiver.received.map(({ body }): string => JSON.parse(body).waypost.signal_id);
    const kept = page.signals.map((signal: { signal_id: string }) => signal.signal_id);
    expect(new Set(told)).toEqual(new Set(kept));
    expect(told).toHaveLength(kept.length);
  });

  it('goes on from a cursor, says that there is more, and that something is gone', async () => {
    await using demo = aPluginForum();
    for (const categoryId of [4, 5, 6]) demo.forum.waypost.visitCategory({ as: named.member, categoryId });

    const first = (await demo.call('GET', '/waypost/signals.json?limit=2')).json();
    const rest = (await demo.call('GET', `/waypost/signals.json?after=${first.cursor}`)).json();
    demo.forum.waypost.ageOutbox(2);
    const gap = (await demo.call('GET', '/waypost/signals.json?after=1')).json();

    expect([first.signals.length, first.more, first.gap]).toEqual([2, true, false]);
    expect([rest.signals.length, rest.more, rest.cursor]).toEqual([1, false, '3']);
    expect([gap.signals.length, gap.gap]).toEqual([1, true]);
  });

  it('tells of a missed search only when five members had it, and of nobody', async () => {
    await using demo = aPluginForum();
    for (const name of ['ada', 'bo', 'cy', 'di']) {
      demo.forum.addMember({ username: name, name }, { silent: true });
      demo.forum.waypost.missSearch({ as: name, term: 'Two factor' });
    }
    const before = await signalNames(demo);
    demo.forum.waypost.missSearch({ as: named.member, term: 'two factor ' });

    expect(before).toEqual([]);
    expect(demo.forum.waypost.signals()).toMatchObject([{ name: 'search_missed', memberId: null }]);
  });

  it('lets no shorter rest of a kind cut a longer one short', async () => {
    await using demo = aPluginForum();
    const { waypost } = demo.forum;
    await put(demo, aCard());
    await put(demo, aCard(), '/waypost/offers/of_2.json');
    const rests = () => waypost.preferences(named.member).snoozed['help'];
    waypost.snooze({ as: named.member, id: 'of_1', days: 30 });
    const month = rests();

    waypost.snooze({ as: named.member, id: 'of_2', days: 1 });
    expect(rests()).toBe(month);
    waypost.restore({ as: named.member, id: 'of_2' });
    expect(rests()).toBe(month);
    expect((await signalNames(demo)).at(-1)).toBe('preferences_changed');
    waypost.restore({ as: named.member, id: 'of_1' });
    expect(rests()).toBeUndefined();
  });

  it('brings back the cards that rested with a kind when its rest is ended', async () => {
    await using demo = aPluginForum();
    const { waypost } = demo.forum;
    await put(demo, aCard());
    waypost.snooze({ as: named.member, id: 'of_1', days: 7 });
    const restsUntil = () => waypost.offers().find(({ id }) => id === 'of_1')?.traces.snoozedUntil;
    expect(restsUntil()).not.toBeNull();

    wish(demo.forum, { snoozed: { help: null } });

    expect(restsUntil()).toBeNull();
    expect((await signalNames(demo)).slice(-2)).toEqual(['card_restored', 'preferences_changed']);
  });

  it('forgets a member who erases everything, and keeps their no', async () => {
    await using demo = aPluginForum();
    await put(demo, aCard());
    demo.forum.waypost.rate({ as: named.member, id: 'of_1', helped: true });
    wish(demo.forum, { kinds: { promote: false } });

    demo.forum.waypost.erase({ as: named.member });

    expect(await signalNames(demo)).toEqual(['member_erased', 'preferences_changed']);
    expect(demo.forum.waypost.offers()).toMatchObject([{ state: 'withdrawn', memberId: null, raw: '' }]);
    expect(demo.forum.waypost.preferences(named.member).kinds['promote']).toBe(false);
  });
});

describe('two members who become one', () => {
  it('keep the stricter of their wishes, and the service is told', async () => {
    await using demo = aPluginForum();
    demo.forum.addMember({ username: 'mira2', name: 'Mira' }, { silent: true });
    const preferences = { paused: true, kinds: { care: false } };
    demo.forum.waypost.changePreferences({ as: 'mira2', preferences });
    wish(demo.forum, { kinds: { promote: false } });

    demo.forum.waypost.merge({ as: 'mira2', into: named.member });

    const merged = demo.forum.waypost.preferences(named.member);
    expect(merged).toMatchObject({ paused: true, kinds: { help: true, promote: false, care: false } });
    expect(demo.forum.waypost.signals().at(-1)).toMatchObject({
      name: 'member_merged',
      data: { into_member_id: named.memberId },
    });
  });
});

type Forum = TestForum['forum'];

function wish(
  forum: Forum,
  preferences: Parameters<Forum['waypost']['changePreferences']>[0]['preferences'],
) {
  return forum.waypost.changePreferences({ as: named.member, preferences });
}

function laterPost(forum: Forum): number {
  return forum.importPost({ as: named.member, topicId: 10, raw: 'One more thing.', ids: { post: 43 } }).id;
}
