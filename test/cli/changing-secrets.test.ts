import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { hooks } from '../../service/ingest/route.ts';
import { prepareSecret } from '../../service/ingest/verify-signature.ts';
import { defaultForum, inboxId } from '../../service/model/ids.ts';
import { aForumToConnect } from '../connect/a-connected-forum.ts';

/** Takes webhooks as a Waypost does that was started with these secrets. */
async function aWaypostThatKnows(port: number, ...secrets: (string | undefined)[]) {
  const taken: string[] = [];
  const app = Fastify();
  await app.register(hooks, {
    prefix: '/hooks',
    forums: new Map([
      ['default', { id: defaultForum, secrets: secrets.flatMap((one) => (one ? [prepareSecret(one)] : [])) }],
    ]),
    keeper: {
      waiting: () => 0,
      keep: async ({ eventName }) => {
        taken.push(eventName);
        return { inboxId: inboxId('1'), isNew: true };
      },
    },
    wake: () => undefined,
    crash: () => undefined,
  });
  await app.listen({ port, host: '127.0.0.1' });
  return { taken, [Symbol.asyncDispose]: () => app.close() };
}

describe('waypost connect --new-secrets', () => {
  test('gives the forum the new secret when the running Waypost knows it, and not before', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const before = await there.kept();
    const old = before['WEBHOOK_SECRET'];
    const signIn = before['DISCOURSE_CONNECT_SECRET'];
    {
      await using _running = await aWaypostThatKnows(there.port, old);
      const ended = await there.connect('--yes', '--new-secrets');
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('start Waypost anew') });
    }
    const during = await there.kept();
    expect(during['WEBHOOK_SECRET']).not.toBe(old);
    expect(during).toMatchObject({
      WEBHOOK_SECRET_PREVIOUS: old,
      DISCOURSE_CONNECT_SECRET_PREVIOUS: signIn,
    });
    expect(there.hooks()[0]?.secret).toBe(old);
    expect(there.setting('discourse_connect_provider_secrets')).toBe(
      `127.0.0.1|${during['DISCOURSE_CONNECT_SECRET']}\n127.0.0.1|${signIn}`,
    );

    await using running = await aWaypostThatKnows(there.port, during['WEBHOOK_SECRET'], old);
    await there.connect('--yes');
    expect(there.hooks()).toMatchObject([{ secret: during['WEBHOOK_SECRET'] }]);
    expect(running.taken).toContain('ping');

    await there.connect('--yes', '--drop-previous');
    expect(Object.keys(await there.kept()).filter((name) => name.endsWith('_PREVIOUS'))).toEqual([]);
    expect(there.setting('discourse_connect_provider_secrets')).toBe(
      `127.0.0.1|${during['DISCOURSE_CONNECT_SECRET']}`,
    );
  });

  test('does not begin a second change while one is under way', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    await there.connect('--yes', '--new-secrets');
    const during = await there.kept();
    const again = await there.connect('--yes', '--new-secrets');

    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('a change is under way') });
    expect(await there.kept()).toEqual(during);
  });
});

test('waypost connect --new-key makes a key beside the old one, which --drop-previous revokes', async () => {
  await using there = await aForumToConnect();
  await there.connect('--yes');
  const old = (await there.kept())['DISCOURSE_API_KEY'];
  const ended = await there.connect('--yes', '--new-key');
  const kept = (await there.kept())['DISCOURSE_API_KEY'];

  expect(ended.stdout).toMatch(/changed +its API key: as you asked; a new one takes its place/);
  expect(kept).not.toBe(old);
  expect(there.keys().map(({ id, revoked }) => [id, revoked])).toEqual([
    [old, false],
    [kept, false],
  ]);
  await there.connect('--yes', '--drop-previous');
  expect(there.keys().map(({ id, revoked }) => [id, revoked])).toEqual([
    [old, true],
    [kept, false],
  ]);
});

test('what the environment says already is kept in force, and not copied into the file', async () => {
  await using there = await aForumToConnect();
  const secret = 'w'.repeat(40);
  const env = { WEBHOOK_SECRET: secret, PUBLIC_URL: `http://127.0.0.1:${there.port}` };
  const args = ['connect', there.url, '--bot', 'guide', '--look-back', '0', '--yes'];
  const ended = await there.runWith(env, ...args);

  expect(ended.code).toBe(0);
  expect(there.hooks()[0]?.secret).toBe(secret);
  expect(await there.kept()).not.toHaveProperty('WEBHOOK_SECRET');
  there.forum.revokeApiKey((await there.kept())['DISCOURSE_API_KEY'] ?? '');
  const again = await there.runWith({ ...env, DISCOURSE_API_KEY: 'an old key' }, ...args);
  expect(again.stdout).toContain('The environment sets DISCOURSE_API_KEY');
});
