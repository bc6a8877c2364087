import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aForumToConnect } from '../connect/a-connected-forum.ts';
import { keepConnection } from '../../service/connect/connection-file.ts';
import { makeRepository } from '../rule-files/repository/make-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { runWaypost } from './run-waypost.ts';

/** On the Postgres of the tests, which forgets on purpose; or on one of its own, which does not. */
async function aPatient({ isDurable = false } = {}) {
  await using opened = new AsyncDisposableStack();
  const there = opened.use(await aForumToConnect());
  const database = opened.use(await openTestDatabase());
  await there.connect('--yes');
  const env = {
    ENV_FILE: there.file,
    QUEUE: 'postgres',
    PORT: String(there.port),
    ...(isDurable ? { DATA_DIR: dirname(there.file) } : { DATABASE_URL: database.url }),
  };
  const kept = opened.move();
  return {
    ...there,
    env,
    examine: async () => {
      const ended = await there.runWith(env, 'doctor', '--format', 'json');
      const told = JSON.parse(ended.stdout) as {
        ok: boolean;
        findings: { about: string; state: string; what: string }[];
      };
      return { ...ended, ...told };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

describe('waypost doctor', () => {
  test('finds a connected forum well', async () => {
    await using patient = await aPatient({ isDurable: true });
    const seen = await patient.examine();

    expect(seen.findings.filter(({ state }) => state === 'bad')).toEqual([]);
    expect(seen).toMatchObject({ code: 0, ok: true, stderr: '' });
    expect(seen.findings).toContainEqual(
      expect.objectContaining({
        about: 'webhook',
        state: 'good',
        what: expect.stringMatching(/active, signed/),
      }),
    );
  }, 90_000);

  test('says what it could not see without an administrator', async () => {
    await using patient = await aPatient();
    const alone = await runWaypost(['doctor'], patient.env);
    expect(alone.stdout).toContain('--admin-key-file shows it');
    expect(alone.stdout).toMatch(/^key +ok +the key has the 6 scopes/m);
  });

  test('ends with 1 where something is bad, and says why and what to do', async () => {
    await using patient = await aPatient();
    patient.forum.changeMember('guide', { standing: 'silenced', trustLevel: 1 });
    const [hook] = patient.hooks();
    patient.forum.core.state.webhooks.put({ ...hook!, secret: 'somebody else’s secret' });
    const seen = await patient.examine();

    expect(seen).toMatchObject({ code: 1, ok: false });
    const bad = seen.findings
      .filter(({ about, state }) => about !== 'postgres' && state === 'bad')
      .map(({ what }) => what);
    expect(bad).toEqual([
      '@guide has trust level 1',
      '@guide is silenced',
      'the webhook: it has another secret',
    ]);
  });

  test('tells a revoked key', async () => {
    await using patient = await aPatient();
    patient.forum.revokeApiKey((await patient.kept())['DISCOURSE_API_KEY'] ?? '');
    const seen = await patient.examine();

    expect(seen.code).toBe(1);
    expect(seen.findings).toContainEqual(
      expect.objectContaining({ about: 'key', state: 'bad', what: 'the forum refuses the key' }),
    );
  });

  test('tells a key that is good for every account, and connect makes one that is not', async () => {
    await using patient = await aPatient();
    const [bound] = patient.keys();
    const apiKey = patient.forum.createApiKey({ scopes: bound?.scopes ?? [] });
    await keepConnection(patient.file, { DISCOURSE_API_KEY: apiKey });

    expect((await patient.examine()).findings).toContainEqual(
      expect.objectContaining({ about: 'key', state: 'bad', what: 'the key is bound to no account' }),
    );

    const { stdout } = await patient.connect('--yes');
    expect(stdout).toContain('is still good on the forum');
    expect((await patient.examine()).findings.filter(({ about }) => about === 'key')).toEqual([
      expect.objectContaining({ state: 'good' }),
    ]);
  }, 90_000);

  test('looks at the rules of the repository where there is one, and says when it is away', async () => {
    await using patient = await aPatient();
    await using repository = await makeRepository();
    await repository.write('rule.yml', 'id: broken');
    await repository.commit('A mistake');
    const rules = async (address: string) => {
      const env = { ...patient.env, DATA_DIR: repository.dataDir, RULES_REPO: address };
      const { stdout } = await patient.runWith(env, 'doctor', '--format', 'json');
      const { findings } = JSON.parse(stdout) as {
        findings: { about: string; state: string; what: string }[];
      };
      return findings.find(({ about }) => about === 'rules');
    };

    expect(await rules(repository.address)).toMatchObject({
      state: 'bad',
      what: expect.stringContaining('rule.yml'),
    });
    expect(await rules(`${repository.address}-away`)).toMatchObject({
      state: 'bad',
      what: expect.stringContaining('could not be read'),
    });
  }, 90_000);

  test('changes nothing', async () => {
    await using patient = await aPatient();
    const before = JSON.stringify([patient.hooks(), patient.keys(), await patient.kept()]);
    await patient.examine();

    expect(JSON.stringify([patient.hooks(), patient.keys(), await patient.kept()])).toBe(before);
  });
});
