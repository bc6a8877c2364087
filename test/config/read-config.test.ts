import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../service/config.ts';

const real = {
  DISCOURSE_URL: 'https://forum.example/community/',
  DISCOURSE_API_KEY: 'a key of the bot',
  DISCOURSE_API_USERNAME: 'waypost',
  WEBHOOK_SECRET: 's'.repeat(32),
  DASHBOARD_PASSWORD: 'twelve or more',
};

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('without any setting', () => {
  test('the demo forum runs on this machine alone', () => {
    expect(readConfig({})).toMatchObject({
      port: 4600,
      demoForumPort: 4601,
      host: '127.0.0.1',
      dataDir: '.waypost',
      databaseUrl: null,
      redisUrl: null,
      forum: null,
      webhookSecrets: [],
      trustProxy: false,
      drainMs: 5_000,
    });
  });

  test('texts are kept for three days and details for 400, or as long as is said, within reason', () => {
    expect(readConfig({}).retention).toEqual({ textHours: 72, decisionDays: 400 });
    const env = { KEEP_TEXTS_HOURS: '1', KEEP_DECISIONS_DAYS: '30' };
    expect(readConfig(env).retention).toEqual({ textHours: 1, decisionDays: 30 });
    expect(faultsOf({ KEEP_TEXTS_HOURS: '0', KEEP_DECISIONS_DAYS: 'for ever' })).toEqual([
      'KEEP_TEXTS_HOURS: "0" is not usable; expected a whole number from 1 to 720',
      'KEEP_DECISIONS_DAYS: "for ever" is not usable; expected a whole number from 30 to 3650',
    ]);
  });

  test('an empty value is no value', () => {
    expect(readConfig({ PORT: '', DISCOURSE_URL: '', REDIS_URL: '' })).toMatchObject({
      port: 4600,
      forum: null,
    });
  });
});

describe('with a real forum', () => {
  test('all of it is read; a sub-path stays, a slash at the end goes', () => {
    expect(readConfig({ ...real, WEBHOOK_SECRET_PREVIOUS: 'an old secret' })).toMatchObject({
      forum: {
        url: 'https://forum.example/community',
        apiKey: 'a key of the bot',
        apiUsername: 'waypost',
        apiShare: 30,
      },
      webhookSecrets: ['s'.repeat(32), 'an old secret'],
      dashboardPassword: 'twelve or more',
    });
  });

  test.each(Object.keys(real).filter((name) => name !== 'DISCOURSE_URL'))(
    'it refuses to start without %s',
    (name) => {
      const { [name as keyof typeof real]: _, ...rest } = real;

      expect(faultsOf(rest)).toEqual([expect.stringMatching(new RegExp(`^${name}: missing`))]);
    },
  );

  test('the password may be left out where people sign in with their forum accounts', () => {
    const { DASHBOARD_PASSWORD: _, ...rest } = real;

    expect(readConfig({ ...rest, DISCOURSE_CONNECT_SECRET: 'c'.repeat(32) })).toMatchObject({
      dashboardPassword: null,
      connectSecret: 'c'.repeat(32),
      dashboardRoles: { operator: ['admins'], manager: ['moderators'] },
    });
  });

  test('groups of the forum are given their roles', () => {
    expect(readConfig({ ...real, DASHBOARD_ROLES: 'operator=admins,manager=team' }).dashboardRoles).toEqual({
      viewer: [],
      manager: ['team'],
      approver: [],
      operator: ['admins'],
    });
  });

  test('a key alone is taken for a real forum that is not yet complete', () => {
    expect(faultsOf({ DISCOURSE_API_KEY: 'key' }).map((fault) => fault.split(':')[0])).toEqual([
      'DISCOURSE_URL',
      'DISCOURSE_API_USERNAME',
      'WEBHOOK_SECRET',
      'DASHBOARD_PASSWORD',
    ]);
  });
});

describe('a fault', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://there'],
    ['REDIS_URL', 'http://there'],
    ['REDIS_URL', 'redis://one,two'],
    ['QUEUE', 'kafka'],
    ['WAITS', 'none'],
    ['DISCOURSE_API_SHARE', '0'],
    ['WEBHOOK_SECRET', 'too short'],
    ['WEBHOOK_SECRET_PREVIOUS', 'short'],
    ['DASHBOARD_PASSWORD', 'short'],
    ['DISCOURSE_CONNECT_SECRET', 'too short'],
    ['DASHBOARD_ROLES', 'manager=moderators'],
    ['DASHBOARD_ROLES', 'boss=admins'],
    ['METRICS_TOKEN', 'short'],
    ['PUBLIC_URL', 'ftp://there'],
    ['PUBLIC_URL', 'there'],
    ['PUBLIC_URL', 'https://ana:canary@there.example'],
    ['PUBLIC_URL', 'https://there.example?a=b'],
    ['PUBLIC_URL', 'https://there.example#a'],
    ['TRUST_PROXY', 'yes'],
    ['DRAIN_SECONDS', '60'],
    ['LOG_LEVEL', 'loud'],
    ['TIMING', 'pollMs=soon'],
    ['TIMING', 'hurryMs=5'],
    ['CRASH_AT', 'nowhere'],
  ])('in %s=%s is told once, with what was expected', (name, value) => {
    const faults = faultsOf({ [name]: value });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: .*expected `));
  });

  test('never comes alone: all are told at once', () => {
    const faults = faultsOf({
      PORT: 'x',
      QUEUE: 'y',
      DISCOURSE_URL: 'z',
      DATABASE_URL: 'w',
      METRICS_TOKEN_FILE: join(folder, 'missing'),
      CRASH_AT: 'nowhere',
    });

    expect(faults.map((fault) => fault.split(':')[0])).toEqual(
      expect.arrayContaining([
        'PORT',
        'QUEUE',
        'DISCOURSE_URL',
        'DATABASE_URL',
        'METRICS_TOKEN_FILE',
        'CRASH_AT',
        'DISCOURSE_API_KEY',
        'DISCOURSE_API_USERNAME',
        'WEBHOOK_SECRET',
        'DASHBOARD_PASSWORD',
      ]),
    );
    expect(new Set(faults).size).toBe(faults.length);
  });

  test.each([
    'DATABASE_URL',
    'REDIS_URL',
    'WEBHOOK_SECRET',
    'WEBHOOK_SECRET_PREVIOUS',
    'DASHBOARD_PASSWORD',
    'DISCOURSE_CONNECT_SECRET',
    'METRICS_TOKEN',
  ])('in %s never shows its value, nor does one read from a file', (name) => {
    const secret = 'canary!';

    const direct = faultsOf({ [name]: secret }).join('\n');
    const fromFile = faultsOf({ [`${name}_FILE`]: file(name, secret) }).join('\n');

    expect(direct).toContain(name);
    expect(fromFile).toContain(name);
    expect(direct + fromFile).not.toContain('canary');
  });

  test('in an address does not show the password in it', () => {
    expect(faultsOf({ PUBLIC_URL: 'ftp://ana:canary@there' }).join('\n')).not.toContain('canary');
  });
});

describe('a secret in a file', () => {
  test('is read without the line break at its end', () => {
    const { WEBHOOK_SECRET: _, ...rest } = real;
    const path = file('secret', `${'t'.repeat(40)}\n`);

    expect(readConfig({ ...rest, WEBHOOK_SECRET_FILE: path }).webhookSecrets).toEqual(['t'.repeat(40)]);
  });

  test('is one of two ways, not both', () => {
    expect(faultsOf({ ...real, WEBHOOK_SECRET_FILE: file('both', 't'.repeat(40)) })).toEqual([
      expect.stringContaining('keep one of the two'),
    ]);
  });

  test.each([
    ['is missing', () => join(folder, 'missing')],
    ['is a folder', () => folder],
    ['is empty', () => file('empty', '\n')],
  ])('that %s is a fault like any other', (_, path) => {
    const { WEBHOOK_SECRET: _secret, ...rest } = real;

    const faults = faultsOf({ ...rest, PORT: 'x', WEBHOOK_SECRET_FILE: path() });

    expect(faults.map((fault) => fault.split(':')[0])).toEqual(
      expect.arrayContaining(['WEBHOOK_SECRET_FILE', 'PORT']),
    );
  });
});

test('every time span can be shortened by name, the others stay', () => {
  const { timing } = readConfig({ TIMING: 'pollMs=50, quietMs=100' });

  expect(timing).toMatchObject({ pollMs: 50, quietMs: 100, offerLeaseMs: 90_000 });
});

describe('what opens something', () => {
  test.each([
    'smtp://me:pass#word@mail.example:587',
    'smtp://me:1/word@mail.example',
    'https://mail.example',
  ])('in %s is not shown by the message that refuses it', (server) => {
    const [fault = ''] = faultsOf({ ALERT_EMAIL: 'ana@example.org', SMTP_URL: server });
    expect(fault).toMatch(/^SMTP_URL: its value is not usable; expected .*%23/);
    expect(fault).not.toContain('word@mail');
  });

  test('of a mail server may hold anything that is written so', () => {
    const server = 'smtp://me%40example.org:p%23%2Fss@mail.example.org:587/?requireTLS=true';
    const { alerts } = readConfig({ ALERT_EMAIL: 'ana@example.org', SMTP_URL: server });
    expect(alerts.email?.server).toBe(server);
  });

  test('a repository of rules goes to it encrypted', () => {
    const token = { RULES_TOKEN: 'a token of the rules' };
    expect(faultsOf({ RULES_REPO: 'http://git.example/rules.git', ...token })).toEqual([
      expect.stringMatching(/^RULES_REPO: .*would show RULES_TOKEN.*https:/),
    ]);
    expect(faultsOf({ RULES_REPO: 'https://git.example/rules.git', ...token })).toEqual([]);
  });
});
