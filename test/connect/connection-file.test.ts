import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { keepConnection, readConnection } from '../../service/connect/connection-file.ts';
import { readEnvironment } from '../../service/config/environment.ts';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'connection-')), 'below', 'forum.env');
});

describe('the connection file', () => {
  test('is for its owner alone', async () => {
    await keepConnection(file, { WEBHOOK_SECRET: 'x' });

    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('keeps what somebody wrote into it', async () => {
    await keepConnection(file, { DISCOURSE_URL: 'https://forum.example' });
    await writeFile(file, `${await readFile(file, 'utf8')}# our proxy\nPORT=5000\n`);
    await keepConnection(file, { DISCOURSE_URL: 'https://example.org/forum', WAITS: 'as written' });

    expect(await readFile(file, 'utf8')).toMatch(/# our proxy\nPORT=5000\n/);
    expect(await readConnection(file)).toEqual({
      DISCOURSE_URL: 'https://example.org/forum',
      PORT: '5000',
      WAITS: 'as written',
    });
  });

  test('lets go of what is null', async () => {
    await keepConnection(file, { DISCOURSE_API_KEY: 'abc', PORT: '1' });
    await keepConnection(file, { DISCOURSE_API_KEY: null });

    expect(await readConnection(file)).toEqual({ PORT: '1' });
  });
});

describe('the environment at start', () => {
  beforeEach(() =>
    keepConnection(file, { DISCOURSE_URL: 'https://forum.example', DISCOURSE_API_KEY: 'kept', PORT: '5000' }),
  );

  test('has what connect kept', () => {
    expect(readEnvironment({ ENV_FILE: file })).toMatchObject({ DISCOURSE_API_KEY: 'kept', PORT: '5000' });
  });

  test('goes before the file', () => {
    expect(readEnvironment({ ENV_FILE: file, PORT: '6000' })).toMatchObject({ PORT: '6000' });
  });

  test('a secret in a file of its own goes before the kept one', () => {
    const read = readEnvironment({ ENV_FILE: file, DISCOURSE_API_KEY_FILE: '/run/secrets/key' });

    expect(read).not.toHaveProperty('DISCOURSE_API_KEY');
  });

  test('lends no key to a forum that it was not made for', () => {
    const read = readEnvironment({ ENV_FILE: file, DISCOURSE_URL: 'https://other.example' });

    expect(read).not.toHaveProperty('DISCOURSE_API_KEY');
  });

  test('a file that is named and not there is an error, the usual one need not be', () => {
    expect(() => readEnvironment({ ENV_FILE: `${file}.none` })).toThrow(/ENOENT/);
  });
});
