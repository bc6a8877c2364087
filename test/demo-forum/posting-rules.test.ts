import { describe, expect, it } from 'vitest';

import { aForum } from './a-forum.ts';

const guide = 'Open the settings, choose Export, and press Save.';

describe('the same request again', () => {
  it('is answered with the same post for two minutes', async () => {
    await using demo = aForum();
    const first = await demo.reply(guide);

    demo.pass(119_000);
    const second = await demo.reply(guide);

    expect(second.json().id).toBe(first.json().id);
    expect(demo.forum.posts().filter((post) => post.raw === guide)).toHaveLength(1);
  });

  it('is too similar once two minutes are over', async () => {
    await using demo = aForum();
    await demo.reply(guide);

    demo.pass(121_000);

    expect((await demo.reply(guide)).statusCode).toBe(422);
  });

  it('creates one post when six come at once, also with parameters that Discourse does not know', async () => {
    await using demo = aForum();

    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) => demo.reply(guide, { attempt: number })),
    );

    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    expect(demo.forum.posts().filter((post) => post.raw === guide)).toHaveLength(1);
  });

  it('gets a refusal again without being checked again', async () => {
    await using demo = aForum();
    demo.forum.closeTopic({ as: 'mira', topicId: 2 });
    const refused = await demo.reply(guide);
    demo.forum.closeTopic({ as: 'mira', topicId: 2, closed: false });

    const again = await demo.reply(guide);

    expect([refused.statusCode, again.statusCode]).toEqual([422, 422]);
  });

  it('is a new request from another user agent', async () => {
    await using demo = aForum();
    await demo.reply(guide);

    const headers = { 'api-key': demo.forum.apiKey, 'user-agent': 'another' };
    const other = await demo.app.inject({
      method: 'POST',
      url: '/posts.json',
      headers,
      payload: { topic_id: 2, raw: guide },
    });

    expect(other.statusCode).toBe(422);
  });
});

describe('similar texts', () => {
  it('are refused in another topic too, but not with another marker', async () => {
    await using demo = aForum();
    await demo.reply(`${guide} <!-- b:1 -->`);
    demo.pass(6_000);

    const same = await demo.reply(`${guide} <!-- b:1 -->`, { topic_id: 3 });
    const other = await demo.reply(`${guide} <!-- b:2 -->`, { topic_id: 3 });

    expect([same.statusCode, other.statusCode]).toEqual([422, 200]);
  });

  it('may come again after five minutes', async () => {
    await using demo = aForum();
    await demo.reply(guide);

    demo.pass(301_000);

    expect((await demo.reply(guide)).statusCode).toBe(200);
  });
});

describe('lengths', () => {
  it('do not count HTML comments', async () => {
    await using demo = aForum();

    const answer = await demo.reply('Too short. <!-- a marker that is long enough by itself -->');

    expect(answer.statusCode).toBe(422);
  });
});

describe('how often', () => {
  it('lets a member of trust level 2 write every five seconds', async () => {
    await using demo = aForum();
    await demo.reply(guide);

    demo.pass(4_000);
    const early = await demo.reply('Another answer, in good time.');
    demo.pass(1_000);
    const late = await demo.reply('Another answer, in good time.');

    expect(early.json()).toMatchObject({
      error_type: 'rate_limit',
      extras: { wait_seconds: 1, time_left: '1 second' },
    });
    expect(late.statusCode).toBe(200);
  });

  it('stops a bot below trust level 2 after ten replies on its first day', async () => {
    await using demo = aForum({ limits: { consecutiveReplies: 100 } });
    demo.forum.setTrustLevel('waypost', 1);
    for (let number = 1; number <= 10; number += 1) {
      const answer = await demo.reply(`This is the answer number ${number} of the bot.`);
      expect(answer.statusCode).toBe(200);
      demo.pass(31_000);
    }

    const eleventh = await demo.reply('This is one answer more than allowed.');

    expect(eleventh.statusCode).toBe(429);
    expect(eleventh.json().extras.wait_seconds).toBeGreaterThan(80_000);
  });

  it('frees calls of the API one by one as they become a minute old', async () => {
    await using demo = aForum({ limits: { adminApiCallsPerMinute: 2 } });
    await demo.call('GET', '/u/nova.json');
    demo.pass(40_000);
    await demo.call('GET', '/u/nova.json');

    const third = await demo.call('GET', '/u/nova.json');
    demo.pass(20_000);
    const fourth = await demo.call('GET', '/u/nova.json');
    const fifth = await demo.call('GET', '/u/nova.json');

    expect([third.statusCode, fourth.statusCode, fifth.statusCode]).toEqual([429, 200, 429]);
    expect(third.headers['retry-after']).toBe('20');
    expect(fifth.headers['retry-after']).toBe('40');
  });

  it('counts the keys of the site together, and anonymous reads not at all', async () => {
    await using demo = aForum({ limits: { adminApiCallsPerMinute: 1 } });
    await demo.call('GET', '/u/nova.json');

    const other = await demo.app.inject({
      url: '/u/nova.json',
      headers: { 'api-key': demo.forum.createApiKey({ username: 'mira' }) },
    });
    const anonymous = await demo.app.inject({ url: '/u/nova.json' });

    expect([other.statusCode, anonymous.statusCode]).toEqual([429, 200]);
  });
});

describe('what a bot may see', () => {
  it('is nothing of the staff category and of the messages of others', async () => {
    await using demo = aForum();
    const staff = demo.forum.writePost({
      as: 'mira',
      title: 'For staff only, please',
      categoryId: 8,
      raw: 'Secret plans for the week.',
    });
    const message = demo.forum.writePost({
      as: 'ren',
      title: 'Between us',
      to: ['mira'],
      raw: 'Only for your eyes, Mira.',
    });

    const latest = await demo.call('GET', '/posts.json');
    const topics = await Promise.all(
      [staff, message].map(({ topicId }) => demo.call('GET', `/t/${topicId}.json`)),
    );
    const site = await demo.app.inject({ url: '/site.json' });

    expect(latest.body).not.toMatch(/Secret plans|Only for your eyes/);
    expect(topics.map((topic) => topic.statusCode)).toEqual([404, 404]);
    expect(site.json().categories.map((category: { name: string }) => category.name)).toEqual([
      'Support',
      'Beginners',
      'Lounge',
    ]);
  });

  it('is a message that it received', async () => {
    await using demo = aForum();
    const message = demo.forum.writePost({ as: 'ren', title: 'Please stop', to: ['waypost'], raw: 'stop' });

    const topic = await demo.call('GET', `/t/${message.topicId}.json?include_raw=1`);

    expect(topic.json().post_stream.posts[0].raw).toBe('stop');
  });

  it('is its own posts in a topic, found by name, with the first post always among them', async () => {
    await using demo = aForum();
    await demo.reply(`${guide} <!-- b:1 -->`);

    const topic = await demo.call('GET', '/t/2.json?username_filters=waypost&include_raw=true');

    const posts: { username: string; raw: string }[] = topic.json().post_stream.posts;
    expect(posts.map((post) => post.username)).toEqual(['tariq', 'waypost']);
    expect(posts[1]?.raw).toContain('<!-- b:1 -->');
  });

  it('is fifty ids of the newest posts at a time, the one named included', async () => {
    await using demo = aForum();
    for (let number = 1; number <= 60; number += 1)
      demo.forum.writePost({ as: 'ren', topicId: 2, raw: `Answer ${number}` });
    const newest = demo.forum.posts().at(-1)?.id ?? 0;

    const page: { id: number }[] = (await demo.call('GET', '/posts.json')).json().latest_posts;
    const older: { id: number }[] = (await demo.call('GET', `/posts.json?before=${newest - 10}`)).json()
      .latest_posts;

    expect(page).toHaveLength(50);
    expect(page[0]?.id).toBe(newest);
    expect(older[0]?.id).toBe(newest - 10);
  });
});
