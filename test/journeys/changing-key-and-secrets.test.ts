import { expect, test } from 'vitest';
import { botScopes } from '../../service/demo-forum/api/keys-and-scopes.ts';
import { type HousedForum, metricsToken, openInstallation, phrase } from '../support/open-installation.ts';
import { eventually } from '../support/run-part.ts';

import { runWaypost } from '../cli/run-waypost.ts';

type Place = Awaited<ReturnType<typeof openInstallation>>;

const timing =
  'pollMs=200,queueHeadStartMs=200,eventLeaseMs=2000,offerLeaseMs=3000,senderLeaseMs=2000,quietMs=1500,secondLookMs=500,reconcileMs=1500,requestTimeoutMs=1000,postSpacingMs=400';
const newSecret = 'the webhook secret that takes its place, as long';

function environment(forum: HousedForum, more: Record<string, string>): Record<string, string> {
  return {
    FORUMS_FILE: '',
    QUEUE: 'auto',
    TIMING: timing,
    DISCOURSE_URL: forum.drive.address,
    DISCOURSE_API_USERNAME: forum.demo.botUsername,
    DISCOURSE_API_SHARE: '600',
    DASHBOARD_PASSWORD: forum.password,
    RULES_PATH: forum.rules,
    WAITS: 'shortened',
    ...more,
  };
}

/** Each of somebody else, in a topic of its own. */
async function askOften(forum: HousedForum, from: number, to: number): Promise<number[]> {
  const topics: number[] = [];
  for (let at = from; at < to; at += 1) {
    const as = `asker${at}`;
    forum.demo.addMember({ username: as, name: as });
    const raw = `Has anybody seen the ${phrase} number ${at}?`;
    const title = `Where is number ${at} now?`;
    topics.push((await forum.drive.write({ as, title, categoryId: 5, raw })).topicId);
  }
  return topics;
}

const repliesIn = (forum: HousedForum, topics: readonly number[]) =>
  Promise.all(
    topics.map(async (topic) => {
      const posts = await forum.drive.topic(topic);
      return posts.filter(({ username }) => username === forum.demo.botUsername).length;
    }),
  );
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

async function promote(place: Place, env: Record<string, string>): Promise<void> {
  expect(await runWaypost(['promote', 'answer', '--why', 'a test'], { ...place.env, ...env })).toMatchObject({
    code: 0,
  });
}

test(
  'a new API key takes over while replies go out: none is lost, none comes twice',
  { timeout: 120_000 },
  async () => {
    await using place = await openInstallation(['default']);
    const [forum] = place.forums as [HousedForum];
    const old = forum.demo.apiKey;
    const common = environment(forum, { WEBHOOK_SECRET: forum.webhookSecret });
    const byOld = { ...common, DISCOURSE_API_KEY: old };
    let topics: number[] = [];
    const fresh = forum.demo.createApiKey({ username: forum.demo.botUsername, scopes: botScopes });
    {
      await using waypost = await place.start(byOld);
      await promote(place, byOld);
      topics = await askOften(forum, 0, 10);
      await eventually(
        'some replies',
        () => repliesIn(forum, topics),
        (counts) => sum(counts) >= 3,
      );
      await waypost.kill('SIGTERM');
    }
    expect(sum(await repliesIn(forum, topics))).toBeLessThan(10);
    topics = [...topics, ...(await askOften(forum, 10, 12))];

    await using _waypost = await place.start({ ...common, DISCOURSE_API_KEY: fresh });
    forum.demo.revokeApiKey(old);
    await eventually(
      'every reply',
      () => repliesIn(forum, topics),
      (counts) => sum(counts) >= topics.length,
    );
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await repliesIn(forum, topics)).toEqual(topics.map(() => 1));
  },
);

test('no webhook is refused while its secret is changed', { timeout: 120_000 }, async () => {
  await using place = await openInstallation(['default']);
  const [forum] = place.forums as [HousedForum];
  const common = environment(forum, { DISCOURSE_API_KEY: forum.demo.apiKey });
  const seen = async (): Promise<string> => {
    const headers = { authorization: `Bearer ${metricsToken}` };
    return await (await fetch(`http://127.0.0.1:${place.port}/metrics`, { headers })).text();
  };
  const kept = (text: string) =>
    Number(/waypost_webhooks_total\{[^}]*result="kept"[^}]*\} (\d+)/.exec(text)?.[1] ?? 0);
  const during = { ...common, WEBHOOK_SECRET: newSecret, WEBHOOK_SECRET_PREVIOUS: forum.webhookSecret };
  {
    await using waypost = await place.start(during);
    await askOften(forum, 0, 2);
    await eventually('by the old one', seen, (text) => kept(text) >= 4);
    const url = `http://127.0.0.1:${place.port}/hooks/discourse/default`;
    forum.demo.addWebhook({ url, secret: newSecret });
    await askOften(forum, 2, 4);
    const all = await eventually('by the new one', seen, (text) => kept(text) >= 8);
    expect(all).not.toMatch(/result="refused"[^}]*\} [1-9]/);
    await waypost.kill('SIGTERM');
  }
  await using _after = await place.start({ ...common, WEBHOOK_SECRET: newSecret });
  await askOften(forum, 4, 6);
  const all = await eventually('without the old one', seen, (text) => kept(text) >= 4);
  expect(all).not.toMatch(/result="refused"[^}]*\} [1-9]/);
});
