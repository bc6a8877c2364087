import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { botScopes } from '../../service/demo-forum/api/keys-and-scopes.ts';
import { runWaypost } from './run-waypost.ts';
import { aForumToConnect } from '../connect/a-connected-forum.ts';

describe('waypost connect', () => {
  test('makes account, key, webhook and sign-in, proves the way, and keeps what start needs', async () => {
    await using there = await aForumToConnect();
    const ended = await there.connect('--yes');

    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('A test ping arrived, signed') });
    expect(there.forum.member('guide')).toMatchObject({ trustLevel: 2, admin: false, moderator: false });
    expect(there.forum.member('guide')).toMatchObject({ bio: expect.stringContaining('bot'), avatarId: 1 });
    const kept = await there.kept();
    expect(there.keys()).toMatchObject([{ id: kept['DISCOURSE_API_KEY'], number: 1 }]);
    expect(there.keys()[0]?.scopes?.toSorted()).toEqual([...botScopes].toSorted());
    const address = `http://127.0.0.1:${there.port}`;
    expect(there.hooks()).toMatchObject([
      { url: `${address}/hooks/discourse/default`, secret: kept['WEBHOOK_SECRET'] },
    ]);
    expect(there.setting('allowed_internal_hosts')).toBe('127.0.0.1');
    expect(there.setting('enable_discourse_connect_provider')).toBe('true');
    expect(there.setting('discourse_connect_provider_secrets')).toBe(
      `127.0.0.1|${kept['DISCOURSE_CONNECT_SECRET']}`,
    );
    expect(kept).toMatchObject({ DISCOURSE_URL: there.url, PUBLIC_URL: address });
    expect((await stat(there.file)).mode & 0o777).toBe(0o600);
  });

  test('run again, changes nothing', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const before = { hooks: there.hooks(), keys: there.keys(), kept: await there.kept() };
    // Without --yes: nobody needs to agree to nothing.
    const again = await there.connect();

    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).not.toMatch(/created|changed|would/);
    expect({ hooks: there.hooks(), keys: there.keys(), kept: await there.kept() }).toEqual(before);
  });

  test('repairs what somebody has changed, and that alone', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const [hook] = there.hooks();
    there.forum.core.state.webhooks.put({ ...hook!, events: ['post_created'], active: false });
    there.forum.changeMember('guide', { trustLevel: 1 });
    const again = await there.connect('--yes');

    expect(again.stdout).toMatch(/changed +the account @guide: trust level 1 instead of 2/);
    expect(again.stdout).toMatch(/changed +the webhook/);
    expect(again.stdout).toMatch(/done +its API key/);
    expect(there.hooks()).toEqual([hook]);
    expect(there.forum.member('guide').trustLevel).toBe(2);
  });

  test('makes a new key where the kept one has been revoked', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const before = (await there.kept())['DISCOURSE_API_KEY'] ?? '';
    there.forum.revokeApiKey(before);
    await there.connect('--yes');

    expect((await there.kept())['DISCOURSE_API_KEY']).not.toBe(before);
    expect(there.keys().filter(({ revoked }) => !revoked)).toHaveLength(1);
  });

  test('notices the plugin: its scopes, its events, its settings', async () => {
    await using there = await aForumToConnect({ plugin: true });
    await there.connect('--yes');

    expect(there.keys()[0]?.scopes).toContain('waypost:offers');
    expect(there.hooks()[0]?.events).toContain('waypost_member_signal');
    expect(there.setting('waypost_bot_username')).toBe('guide');
    expect(there.setting('waypost_enabled')).toBe('true');
  });

  test.each(['--dry-run', '--by-hand'])('%s does nothing', async (flag) => {
    await using there = await aForumToConnect();
    const ended = await there.connect(flag);

    expect(ended.code).toBe(0);
    expect([there.hooks(), there.keys()]).toEqual([[], []]);
    await expect(stat(there.file)).rejects.toThrow(/ENOENT/);
  });

  test('by hand it names the very words to click', async () => {
    await using there = await aForumToConnect();
    const { stdout } = await there.connect('--by-hand');

    expect(stdout).toMatch(/Single User · User: guide · Scope: Granular/);
    expect(stdout).toMatch(/topics: write, read/);
    expect(stdout).toMatch(/Payload URL: http.*\/hooks\/discourse\/default/);
    expect(stdout).toMatch(/post_created, post_edited, post_destroyed, post_recovered/);
  });

  test('without somebody who agrees, nothing is done', async () => {
    await using there = await aForumToConnect();
    const ended = await there.connect();

    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes agrees') });
    expect(there.keys()).toEqual([]);
  });

  test.each([
    ['a moderator', { moderator: true }, /must not be one/],
    ['suspended', { standing: 'silenced' as const }, /suspended or silenced/],
  ])('refuses an account that is %s', async (_, change, why) => {
    await using there = await aForumToConnect();
    there.forum.addMember({ username: 'guide', name: 'Guide', ...change });

    expect(await there.connect('--yes')).toMatchObject({ code: 1, stderr: expect.stringMatching(why) });
    expect(there.hooks()).toEqual([]);
  });

  test("does not take somebody's account, unless told to", async () => {
    await using there = await aForumToConnect();
    const title = 'Something of my own';
    there.forum.writePost({ as: 'jonna', title, categoryId: 5, raw: 'I wrote this all by myself.' });
    const args = ['connect', there.url, '--bot', 'jonna', '--yes', '--look-back', '0'] as const;

    expect(await there.run(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining('--adopt') });
    expect(await there.run(...args, '--adopt')).toMatchObject({ code: 0 });
  });

  test('tells a key that is no administrator’s from an address that is no forum', async () => {
    await using there = await aForumToConnect();
    const args = ['connect', there.url, '--yes'];
    const env = { WAYPOST_ADMIN_KEY: there.forum.apiKey, ENV_FILE: there.file };
    expect(await runWaypost(args, env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not accept this key as an administrator's/),
    });
    expect(await runWaypost(['connect', 'http://127.0.0.1:9', '--yes'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not answer'),
    });
    expect(await runWaypost(['connect', 'http://forum.example', '--yes'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not encrypted'),
    });
  });

  test('a file that connects to one forum is not written over by another', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const other = await there.run('connect', 'http://127.0.0.1:9', '--yes');

    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('Disconnect that first') });
  });
});
