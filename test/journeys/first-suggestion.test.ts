import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/run-part.ts';
import { type RunningWaypost, makePlace, processesAt } from './start-waypost.ts';

const isReply = (post: { username: string; deletedAt: string | null }) =>
  post.username === 'waypost' && post.deletedAt === null;

describe.each([
  ['with Redis, where there is one', {}],
  ['without Redis', { QUEUE: 'postgres' }],
] as [string, Record<string, string>][])('a new installation %s', (_name, env) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let waypost: RunningWaypost;
  let firstTopic = 0;

  beforeAll(async () => {
    place = await makePlace();
    waypost = await place.start(env);
  });
  afterAll(async () => {
    await waypost?.[Symbol.asyncDispose]();
    await place?.[Symbol.asyncDispose]();
  });

  const ask = async (as: string, title: string) => {
    const post = await waypost.forum.write({
      as,
      title,
      categoryId: 5,
      raw: 'I forgot my password and the mail does not arrive. What can I do now?',
    });
    const posts = await eventually(
      'the reply',
      () => waypost.forum.topic(post.topicId),
      (seen) => seen.some(isReply),
    );
    return { ...post, replies: posts.filter(isReply) };
  };

  it('says where everything runs and which address to open', () => {
    expect(waypost.out()).toMatch(/Postgres +private/);
    expect(waypost.out()).toMatch(/Queue +(private|in Postgres)/);
    expect(waypost.out()).toMatch(/Rules +\d+ rules and \d+ resources/);
    expect(waypost.out()).toContain(waypost.forum.address);
    expect(waypost.out()).toMatch(/password: \S{12}/);
  });

  it('answers a post with the guide that fits, under that post, with its reason', async () => {
    const asked = await ask('tariq', 'Locked out since this morning');
    firstTopic = asked.topicId;

    expect(asked.replies).toHaveLength(1);
    const [reply] = asked.replies;
    expect(reply?.replyToNumber ?? 1).toBe(asked.number);
    expect(reply?.raw).toMatch(/password/i);
    expect(reply?.raw).toMatch(/stop/i);
    expect(reply?.raw).toMatch(/forgot my password/);
  });

  it('goes on where it stopped, after Ctrl-C leaves nothing running', async () => {
    const ended = await waypost.kill('SIGINT');
    expect(ended).toBe(0);
    expect(
      await eventually(
        'nothing left',
        () => processesAt(place.dataDir),
        (left) => left.length === 0,
        5_000,
      ),
    ).toEqual([]);

    waypost = await place.start(env);
    expect((await waypost.forum.topic(firstTopic)).filter(isReply)).toHaveLength(1);
    const next = await ask('ren', 'The mail to reset it never comes');
    expect(next.replies).toHaveLength(1);
  });

  it('starts again after kill -9, and has forgotten nothing', { timeout: 40_000 }, async () => {
    const post = await waypost.forum.write({
      as: 'jonna',
      title: 'Mein Konto und ich',
      categoryId: 5,
      raw: 'Ich habe mein Passwort vergessen, was kann ich jetzt tun?',
    });
    await waypost.kill('SIGKILL');

    waypost = await place.start(env);
    // Its webhook may have died with the process; then the post is found by looking through the newest ones.
    const posts = await eventually(
      'the reply',
      () => waypost.forum.topic(post.topicId),
      (seen) => seen.some(isReply),
      30_000,
    );
    expect(posts.filter(isReply)).toHaveLength(1);
    expect((await waypost.forum.topic(firstTopic)).filter(isReply)).toHaveLength(1);
  });
});
