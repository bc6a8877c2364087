import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, readInstallation } from '../../service/config.ts';
import { installationSettings } from '../../service/config/belongings.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-forums-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const settingsOf = (name: string) =>
  `${name}:
  DISCOURSE_URL: https://${name}.example
  DISCOURSE_API_KEY: the key of ${name}
  DISCOURSE_API_USERNAME: waypost
  WEBHOOK_SECRET: ${name}-${'s'.repeat(32)}
  DASHBOARD_PASSWORD: the password of ${name}
  PUBLIC_URL: https://waypost.${name}.example
`;

const read = (text: string, env: Record<string, string> = {}) =>
  readInstallation({ FORUMS_FILE: write('forums.yml', text), ...env });

/** With `forums.yml` for the file, wherever it lies. */
function faultsOf(text: string, env: Record<string, string> = {}): readonly string[] {
  try {
    read(text, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => fault.replaceAll(`${folder}/`, ''));
    throw error;
  }
  return [];
}

describe('a file of forums', () => {
  test('gives each forum what is its own, and all of them what belongs to the installation', () => {
    const { forums } = read(
      `${settingsOf('default')}${settingsOf('garden')}  DISCOURSE_API_SHARE: 20\n  ALERT_TOPIC: 12\n  KEEP_TEXTS_HOURS: 5\n`,
      { PORT: '5000', DATA_DIR: '/data', METRICS_TOKEN: 'a token of the metrics' },
    );

    expect(forums).toMatchObject([
      {
        forumName: 'default',
        port: 5000,
        forumDir: '/data',
        metricsToken: 'a token of the metrics',
        forum: { url: 'https://default.example', apiKey: 'the key of default', apiShare: 30 },
        webhookSecrets: [`default-${'s'.repeat(32)}`],
        publicUrl: 'https://waypost.default.example',
        alerts: { topic: null },
        retention: { textHours: 72 },
      },
      {
        forumName: 'garden',
        port: 5000,
        forumDir: '/data/forums/garden',
        forum: { url: 'https://garden.example', apiKey: 'the key of garden', apiShare: 20 },
        dashboardPassword: 'the password of garden',
        alerts: { topic: 12 },
        retention: { textHours: 5 },
      },
    ]);
    expect(new Set(forums.map(({ processName }) => processName)).size).toBe(1);
  });

  test('takes what connect has kept for a forum, and secrets from files of their own', () => {
    const secret = write('webhook-secret', `${'f'.repeat(40)}\n`);
    const kept = write(
      'garden.env',
      `DISCOURSE_URL=https://garden.example\nDISCOURSE_API_KEY=kept\nDISCOURSE_API_USERNAME=waypost\nWEBHOOK_SECRET=${'k'.repeat(40)}\nDISCOURSE_CONNECT_SECRET=${'c'.repeat(40)}\nPUBLIC_URL=https://waypost.garden.example\nDATA_DIR=/data\n`,
    );
    const { forums } = read(`garden:\n  ENV_FILE: ${kept}\n  WEBHOOK_SECRET_FILE: ${secret}\n`, {
      DATA_DIR: '/data',
    });

    expect(forums).toMatchObject([
      { forum: { url: 'https://garden.example', apiKey: 'kept' }, webhookSecrets: ['f'.repeat(40)] },
    ]);
  });

  test('is not read where the environment alone knows a forum', () => {
    const { forums, file } = readInstallation({});
    expect(file).toBeNull();
    expect(forums).toMatchObject([{ forumName: 'default', forum: null, forumDir: '.waypost' }]);
  });

  test('with ten forums, none takes so many connections that Postgres has none left', () => {
    const names = Array.from({ length: 10 }, (_, index) => `forum-${index}`);
    const { forums } = read(names.map(settingsOf).join(''));
    expect(forums.reduce((sum, { maxConnections }) => sum + maxConnections, 0)).toBeLessThanOrEqual(40);
  });
});

test('the example of the README of settings is a file of forums, but for the files that it names', () => {
  const [, example = ''] =
    /^```\n(harbour:\n[^]*?)^```$/m.exec(readFileSync('service/config/README.md', 'utf8')) ?? [];
  const faults = faultsOf(example);

  expect(example).toContain('garden:');
  // Only what those files would have told is missing, and a folder that is not there.
  const expected = / cannot be read \(ENOENT\)|: missing; |RULES_PATH: "rules\/harbour" does not exist/;
  expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
});

test('the README of settings names every setting that stays with the environment', () => {
  const [chapter = ''] =
    /^## Several forums$[^]*/m.exec(readFileSync('service/config/README.md', 'utf8')) ?? [];
  const forTrials = ['DEMO_FORUM_PORT', 'CRASH_AT'];
  const named = installationSettings.filter((name) => !forTrials.includes(name) && !name.endsWith('_FILE'));
  expect(named.filter((name) => !chapter.includes(`\`${name}\``))).toEqual([]);
});

describe('the faults of a file of forums', () => {
  test('are told all at once, each with its place and a way out, and no secret among them', () => {
    const text = `harbour:
  DISCOURSE_URL: harbour.example
  DISCOURSE_API_KEY: the key
  DISCOURSE_API_USERNAME: waypost
  WEBHOOK_SECRT: ${'s'.repeat(32)}
  WEBHOOK_SECRET: too short
  DASHBOARD_PASSWORD: 123456789012345
  PORT: 4600
  PUBLIC_URL: https://waypost.example/harbour
  RULES_PATH:
Garden:
  DISCOURSE_URL: https://garden.example
meadow: nothing
`;
    expect(faultsOf(text, { WEBHOOK_SECRET: 's'.repeat(32), TRUST_PROXY: 'perhaps' })).toEqual([
      "WEBHOOK_SECRET: set in the environment beside FORUMS_FILE, and belongs to one forum; write it below the forum's name in forums.yml",
      'forums.yml:5: harbour: WEBHOOK_SECRT: not known (did you mean "WEBHOOK_SECRET"?); expected a setting of a forum, as service/config/README.md lists them',
      'forums.yml:7: harbour: DASHBOARD_PASSWORD: its value is not read as text; put it into quotes',
      'forums.yml:8: harbour: PORT: belongs to the installation, not to one forum; set it in the environment',
      'forums.yml:10: harbour: RULES_PATH: is empty; write a value, or take the line out',
      'forums.yml:11: "Garden" is no name for a forum; expected up to 40 small letters, digits and dashes, a letter first: it becomes part of addresses',
      'forums.yml:13: meadow: has no settings; expected them below its name, indented: DISCOURSE_URL: …',
      'forums.yml:2: harbour: DISCOURSE_URL: "harbour.example" is not usable; expected an address that begins with https:// or http://',
      'forums.yml:6: harbour: WEBHOOK_SECRET: its value is not usable; expected at least 32 characters; make one with `openssl rand -hex 32`',
      'TRUST_PROXY: "perhaps" is not usable; expected true or false',
      'forums.yml:9: harbour: PUBLIC_URL: "https://waypost.example/harbour" has a path; expected a host of its own for the pages of each forum',
    ]);
  });

  test('name what two forums must not share', () => {
    const twin = settingsOf('garden').replaceAll('garden', 'harbour').replace('harbour:', 'garden:');
    const faults = faultsOf(`${settingsOf('harbour')}${twin}`);

    expect(faults.map((fault) => /garden: (\w+): .*of harbour/.exec(fault)?.[1])).toEqual([
      'DISCOURSE_URL',
      'PUBLIC_URL',
      'DISCOURSE_API_KEY',
      'WEBHOOK_SECRET',
      'DASHBOARD_PASSWORD',
    ]);
    expect(faults[3]).toMatch(/^forums\.yml:12: garden: /);
    expect(faults.join('\n')).not.toContain('ssss');
  });

  test('ask for an address of the pages of each, once there are several', () => {
    const without = (name: string) => settingsOf(name).replace(/ {2}PUBLIC_URL.*\n/, '');
    expect(faultsOf(without('harbour'))).toEqual([]);
    expect(faultsOf(`${without('harbour')}${settingsOf('garden')}`)).toEqual([
      'forums.yml:1: harbour: PUBLIC_URL: missing; of several forums each needs an address for its pages, with a host of its own: https://waypost.harbour.example',
    ]);
  });

  test.each([
    ['nothing at all', '', 'forums.yml:1: no forum; expected the name of each, with its settings below it'],
    [
      'a forum named twice',
      `${settingsOf('garden')}${settingsOf('garden')}`,
      'forums.yml:8: this key is here twice; keep one of them',
    ],
    [
      'a missing file of a connection',
      'garden:\n  ENV_FILE: /nowhere/garden.env\n',
      'forums.yml:2: garden: ENV_FILE: "/nowhere/garden.env" cannot be read (ENOENT)',
    ],
  ])('name %s', (_what, text, fault) => {
    expect(faultsOf(text)).toContain(fault);
  });

  test('say so when a kept connection has its data elsewhere than the installation', () => {
    const kept = write('old.env', 'DATA_DIR=.waypost/forum\n');
    expect(faultsOf(`${settingsOf('default')}  ENV_FILE: ${kept}\n`)).toEqual([
      'forums.yml:8: default: ENV_FILE: old.env says DATA_DIR=.waypost/forum, which belongs to the installation, where it is not set; set it in the environment, or take it out of old.env',
    ]);
  });

  test('name a file that is not there', () => {
    expect(() => readInstallation({ FORUMS_FILE: '/nowhere/forums.yml' })).toThrow(
      /FORUMS_FILE: "\/nowhere\/forums.yml" cannot be read \(ENOENT\)/,
    );
  });
});
