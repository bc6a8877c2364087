import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';

import { aForum } from './a-forum.ts';
import type { TestForum } from './a-forum.ts';

const raw = 'A guide that is long enough to be published. <!-- b:1 -->';

async function listening(demo: TestForum): Promise<(init?: RequestInit) => Promise<Response>> {
  await demo.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = demo.app.server.address() as AddressInfo;
  const headers = { 'api-key': demo.forum.apiKey, 'content-type': 'application/json' };
  return (init) =>
    fetch(`http://127.0.0.1:${port}/posts.json`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ topic_id: 2, raw }),
      ...init,
    });
}

function published(demo: TestForum): number {
  return demo.forum.posts().filter((post) => post.raw === raw).length;
}

describe('a forum that misbehaves', () => {
  it.each([
    ['too-many-requests', 429],
    ['server-error', 500],
    ['bad-gateway', 502],
    ['read-only', 503],
  ] as const)('%s: refuses and does nothing', async (mode, status) => {
    await using demo = aForum();
    const post = await listening(demo);
    demo.forum.misbehave({ mode, times: 1 });

    const [first, second] = [await post(), await post()];

    expect([first.status, second.status]).toEqual([status, 200]);
    expect(published(demo)).toBe(1);
  });

  it.each(['server-error', 'bad-gateway', 'bad-gateway-after-posting'] as const)(
    '%s: answers with a page, not with JSON',
    async (mode) => {
      await using demo = aForum();
      const post = await listening(demo);
      demo.forum.misbehave({ mode, times: 1 });

      const answer = await post();

      expect(answer.headers.get('content-type')).toBe('text/html');
      expect(await answer.text()).toContain('<html>');
    },
  );

  it('bad-gateway-after-posting: the post is there all the same', async () => {
    await using demo = aForum();
    const post = await listening(demo);
    demo.forum.misbehave({ mode: 'bad-gateway-after-posting', times: 1 });

    expect((await post()).status).toBe(502);
    expect(published(demo)).toBe(1);
  });

  it('connection-dropped: the post is there, the answer is not', async () => {
    await using demo = aForum();
    const post = await listening(demo);
    demo.forum.misbehave({ mode: 'connection-dropped', times: 1 });

    await expect(post()).rejects.toThrow();
    expect(published(demo)).toBe(1);
  });

  it('answer-never-comes: the post is there, the caller waits in vain', async () => {
    await using demo = aForum();
    const post = await listening(demo);
    demo.forum.misbehave({ mode: 'answer-never-comes', times: 1 });

    await expect(post({ signal: AbortSignal.timeout(300) })).rejects.toThrow(/aborted|timeout/i);
    expect(published(demo)).toBe(1);
  });

  it('slow: answers after a while', async () => {
    await using demo = aForum();
    const post = await listening(demo);
    demo.forum.misbehave({ mode: 'slow', delayMs: 150, times: 1 });

    const started = performance.now();
    await post();

    expect(performance.now() - started).toBeGreaterThan(140);
  });

  it('held-for-approval: the bot gets no post id, members go on writing', async () => {
    await using demo = aForum();
    const post = await listening(demo);
    demo.forum.misbehave('held-for-approval');

    demo.forum.writePost({ as: 'nova', topicId: 2, raw: 'I have the same question.' });
    const answer: { action: string; pending_post: { id: number } } = JSON.parse(await (await post()).text());
    const approved = demo.forum.approve(answer.pending_post.id);

    expect(answer.action).toBe('enqueued');
    expect(approved.raw).toBe(raw);
  });

  it('keeps to the calls it was told, and ends when told so', async () => {
    await using demo = aForum();
    const trouble = demo.forum.misbehave({ mode: 'server-error', routes: ['read-topic'] });

    const whileOn = [await demo.call('GET', '/t/2.json'), await demo.call('GET', '/u/nova.json')];
    trouble.stop();
    const afterwards = await demo.call('GET', '/t/2.json');

    expect(whileOn.map((answer) => answer.statusCode)).toEqual([500, 200]);
    expect(afterwards.statusCode).toBe(200);
  });
});
