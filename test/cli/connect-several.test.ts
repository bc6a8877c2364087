import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readInstallation } from '../../service/config.ts';
import { aForumToConnect } from '../connect/a-connected-forum.ts';

test('connects a forum beside others: a place of its own, its name in the webhook, and the lines to add', async () => {
  await using there = await aForumToConnect();
  const dataDir = await mkdtemp(join(tmpdir(), 'connect-several-'));
  const forumsFile = join(dataDir, 'forums.yml');
  await writeFile(
    forumsFile,
    `harbour:
  DISCOURSE_URL: https://harbour.example
  DISCOURSE_API_KEY: a key
  DISCOURSE_API_USERNAME: waypost
  WEBHOOK_SECRET: ${'h'.repeat(32)}
  DASHBOARD_PASSWORD: the password of the harbour
  PUBLIC_URL: https://waypost.harbour.example
`,
  );
  const env = { ENV_FILE: '', FORUMS_FILE: forumsFile, DATA_DIR: dataDir, PORT: String(there.port) };
  const connect = (...args: string[]) =>
    there.runWith(
      env,
      'connect',
      there.url,
      ...['--bot', 'guide', '--look-back', '0', '--yes', '--url', `http://garden.localhost:${there.port}`],
      ...args,
    );

  const unnamed = await connect('--by-hand', '--forum', 'No Name');
  expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringContaining('is no name for a forum') });

  const ended = await connect('--forum', 'garden');
  expect(ended.stderr).toBe('');
  const file = join(dataDir, 'garden.env');
  expect(ended.stdout).toContain(`garden:\n  ENV_FILE: ${file}\n`);
  expect(there.hooks()).toMatchObject([
    { url: `http://garden.localhost:${there.port}/hooks/discourse/garden` },
  ]);
  const kept = parseEnv(await readFile(file, 'utf8'));
  expect(Object.keys(kept)).not.toContain('DATA_DIR');

  await writeFile(forumsFile, `${await readFile(forumsFile, 'utf8')}garden:\n  ENV_FILE: ${file}\n`);
  const { forums } = readInstallation({ FORUMS_FILE: forumsFile, DATA_DIR: dataDir });
  expect(forums).toMatchObject([
    { forumName: 'harbour' },
    { forumName: 'garden', forum: { url: there.url, apiKey: kept['DISCOURSE_API_KEY'] } },
  ]);

  // Again, now that it is listed: all is there, and no line is missing.
  const again = await connect('--forum', 'garden');
  expect(again.stdout).not.toMatch(/FORUMS_FILE|created|changed/);

  const parted = await there.runWith(env, 'disconnect', '--yes', '--forum', 'garden');
  expect(parted).toMatchObject({ code: 0 });
  expect(there.hooks()).toMatchObject([{ active: false }]);
}, 120_000);
