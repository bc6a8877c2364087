import { describe, expect, it } from 'vitest';

import { aForum } from './a-forum.ts';
import { aReceiver } from './webhook-receiver.ts';

const secret = 'a secret that is long enough';

describe('webhooks', () => {
  it('of a new topic tell the topic first, then its post, with ids from one counter', async () => {
    await using receiver = await aReceiver();
    await using demo = aForum();
    demo.forum.addWebhook({ url: receiver.url, secret });

    demo.forum.writePost({
      as: 'nova',
      title: 'Where is the export?',
      categoryId: 5,
      raw: 'I cannot find it.',
    });
    await demo.forum.settled();

    expect(receiver.received.map(({ event }) => event).toSorted()).toEqual(['post_created', 'topic_created']);
    expect(demo.forum.deliveries().map(({ id, event, state }) => [id, event, state])).toEqual([
      [1, 'topic_created', 'delivered'],
      [2, 'post_created', 'delivered'],
    ]);
  });

  it('say nothing of a like taken back, of moved posts and of a lowered trust level', async () => {
    await using receiver = await aReceiver();
    await using demo = aForum();
    demo.forum.likePost({ as: 'nova', postId: 3 });
    const reply = demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'Thanks to all of you.' });
    demo.forum.addWebhook({ url: receiver.url, secret });

    demo.forum.unlikePost({ as: 'nova', postId: 3 });
    demo.forum.setTrustLevel('ren', 1);
    demo.forum.movePosts({ as: 'mira', postIds: [reply.id], title: 'A topic for the thanks' });
    await demo.forum.settled();

    expect(receiver.received.map(({ event, body }) => [event, JSON.parse(body).post.action_code])).toEqual([
      ['post_created', 'split_topic'],
    ]);
  });

  it('are not tried again unless the setting says so', async () => {
    await using receiver = await aReceiver();
    await using demo = aForum();
    demo.forum.addWebhook({ url: receiver.url, secret });
    receiver.answerWith(503);

    demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'I have the same question.' });
    await demo.forum.settled();

    expect(receiver.received).toHaveLength(1);
    expect(demo.forum.deliveries()).toMatchObject([{ state: 'failed', status: 503 }]);
  });

  it('that are tried again carry a new id and the same body', async () => {
    await using receiver = await aReceiver();
    await using demo = aForum({
      now: () => new Date(),
      limits: { retryWebHookEvents: true, webhookRetryUnitMs: 20 },
    });
    demo.forum.addWebhook({ url: receiver.url, secret });
    receiver.answerWith(500);

    demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'I have the same question.' });
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);

    const ids = receiver.received.map(({ headers }) => Object.fromEntries(headers)['X-Discourse-Event-Id']);
    expect(ids.slice(0, 2)).toEqual(['1', '2']);
    expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  });

  it('are given up when no answer comes, and not tried again', async () => {
    await using receiver = await aReceiver();
    await using demo = aForum({ limits: { webhookTimeoutMs: 100, retryWebHookEvents: true } });
    demo.forum.addWebhook({ url: receiver.url, secret });
    receiver.answerWith(0);

    demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'I have the same question.' });
    await demo.forum.settled();

    expect(demo.forum.deliveries()).toMatchObject([{ state: 'failed', status: -1 }]);
  });

  it('get lost for one post when the forum is told so, topic and post alike', async () => {
    await using receiver = await aReceiver();
    await using demo = aForum();
    demo.forum.addWebhook({ url: receiver.url, secret });
    demo.forum.misbehave({ mode: 'lost-webhooks', times: 1 });

    demo.forum.writePost({ as: 'nova', title: 'Nobody hears of this', categoryId: 5, raw: 'Nobody at all.' });
    const heard = demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'This one is heard.' });
    await demo.forum.settled();

    expect(receiver.received.map(({ body }) => JSON.parse(body).post?.id)).toEqual([heard.id]);
  });
});
