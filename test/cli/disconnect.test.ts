import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { aForumToConnect } from '../connect/a-connected-forum.ts';

describe('waypost disconnect', () => {
  test('takes back what connect made, and leaves the account', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const { DISCOURSE_API_KEY: key } = await there.kept();
    const ended = await there.run('disconnect', '--yes');

    expect(ended).toMatchObject({ code: 0 });
    expect(there.hooks()).toMatchObject([{ active: false }]);
    expect(there.keys()).toMatchObject([{ id: key, revoked: true }]);
    expect(there.setting('discourse_connect_provider_secrets')).toBe('');
    expect(there.setting('enable_discourse_connect_provider')).toBe('false');
    expect(there.forum.member('guide').standing).toBe('active');
    expect(await there.kept()).not.toHaveProperty('DISCOURSE_API_KEY');
  });

  test('stands on the page Changes, as connecting does, with who and why', async () => {
    await using there = await aForumToConnect();
    await using database = await openTestDatabase();
    const env = { DATABASE_URL: database.url, QUEUE: 'postgres' };
    const connect = ['connect', there.url, '--bot', 'guide', '--look-back', '0', '--yes'];
    await there.runWith(env, ...connect, '--why', 'the team wants to try it');
    await there.runWith(env, ...connect);
    await there.runWith(env, 'disconnect', '--yes', '--why', 'the trial is over');

    const changes = await database.db.selectFrom('change').selectAll().orderBy('id').execute();
    expect(changes).toMatchObject([
      { what: 'connect forum', why: 'the team wants to try it', madeOn: 'command line' },
      { what: 'disconnect forum', why: 'the trial is over', madeOn: 'command line' },
    ]);
    expect(changes[0]?.subject).toContain(`${there.url}: the account @guide, its API key`);
  });

  test('switches the account off where it is told to', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    await there.run('disconnect', '--yes', '--account', 'deactivate');

    expect(there.forum.member('guide').standing).toBe('inactive');
  });

  test('touches nothing that others use', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    const secrets = there.setting('discourse_connect_provider_secrets') ?? '';
    const others = { id: 'discourse_connect_provider_secrets', value: `wiki.example|theirs\n${secrets}` };
    there.forum.core.state.siteSettings.put(others);
    there.forum.addWebhook({ url: 'https://other.example/hook', secret: 'a secret of theirs' });
    await there.run('disconnect', '--yes');

    expect(there.setting('discourse_connect_provider_secrets')).toBe('wiki.example|theirs');
    expect(there.setting('enable_discourse_connect_provider')).toBe('true');
    expect(there.hooks()[1]).not.toHaveProperty('active', false);
  });

  test('does nothing without consent, and nothing in a rehearsal', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');

    expect(await there.run('disconnect')).toMatchObject({ code: 1 });
    expect(await there.run('disconnect', '--dry-run')).toMatchObject({ code: 0 });
    expect(there.hooks()).toMatchObject([{ active: true }]);
    expect(await there.kept()).toHaveProperty('DISCOURSE_API_KEY');
  });

  test('afterwards connect makes everything anew', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    await there.run('disconnect', '--yes', '--account', 'deactivate');
    const again = await there.connect('--yes');

    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('A test ping arrived') });
    expect(there.forum.member('guide').standing).toBe('active');
    expect(there.hooks()).toMatchObject([{ active: true }]);
    expect(there.keys().filter(({ revoked }) => !revoked)).toHaveLength(1);
  });

  test('twice is once; where nothing is connected, it says so', async () => {
    await using there = await aForumToConnect();
    await there.connect('--yes');
    await there.run('disconnect', '--yes');

    expect(await there.run('disconnect', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing to disconnect'),
    });
  });
});
