import { createHmac } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaypost } from '../cli/run-waypost.ts';
import { type TestRepository, makeRepository } from '../rule-files/repository/make-repository.ts';
import { eventually } from '../support/run-part.ts';
import { type RunningWaypost, makePlace } from './start-waypost.ts';

const secret = 'the secret of the repository';
const isReply = ({ username }: { username: string }) => username === 'waypost';

describe('a Waypost whose rules are in a repository', () => {
  const opened = new AsyncDisposableStack();
  let repository: TestRepository;
  let place: Awaited<ReturnType<typeof makePlace>>;
  let waypost: RunningWaypost;
  let env: Record<string, string>;
  let first = '';

  beforeAll(async () => {
    repository = opened.use(await makeRepository());
    place = opened.use(await makePlace());
    await cp(place.rules, join(repository.work, 'rules'), { recursive: true });
    first = await repository.commit('Our first rules');
    env = { RULES_REPO: repository.address, RULES_FOLDER: 'rules', RULES_PUSH_SECRET: secret };
    waypost = opened.use(await place.start(env));
  });
  afterAll(() => opened.disposeAsync());

  async function tellOfPush(signedWith: string): Promise<number> {
    const body = '{"ref":"refs/heads/main"}';
    const signature = createHmac('sha256', signedWith).update(body).digest('hex');
    const answer = await fetch(`${waypost.address}/hooks/rules`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body,
    });
    await answer.body?.cancel();
    return answer.status;
  }

  const inForce = (commit: string) =>
    eventually(
      `the rules of ${commit}`,
      async () => waypost.err(),
      (lines) =>
        lines
          .split('\n')
          .filter((line) => line.includes('"rules in force"'))
          .at(-1)
          ?.includes(commit) ?? false,
    );

  const command = (...args: string[]) =>
    runWaypost(args, { ...env, DATA_DIR: place.dataDir, RULES_PATH: place.rules });

  it('says where they are from', () => {
    expect(waypost.out()).toContain(`from ${repository.address}`);
  });

  it('answers by a rule that was pushed a moment ago, and listens to no forged push', async () => {
    const file = join(repository.work, 'rules/questions/account-help.yml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('  any:', '  any:\n    - purple ladder'));
    const second = await repository.commit('People ask for the ladder');

    expect(await tellOfPush('a guess')).toBe(401);
    expect(await tellOfPush(secret)).toBe(202);
    await inForce(second);

    const { topicId } = await waypost.forum.write({
      as: 'jonna',
      title: 'Where to find something',
      categoryId: 5,
      raw: 'Has anybody seen the purple ladder around here?',
    });
    await eventually(
      'the reply',
      () => waypost.forum.topic(topicId),
      (posts) => posts.some(isReply),
    );
  });

  it('goes back to an earlier version by a command, and follows the branch again', async () => {
    expect((await command('rollback')).stdout).toMatch(
      /^\* [0-9a-f]{8} .*People ask for the ladder\n {2}[0-9a-f]{8} .*Our first rules/,
    );
    expect(await command('rollback', 'ffff')).toMatchObject({ code: 1 });

    expect(await command('rollback', first.slice(0, 8), '--why', 'a journey')).toMatchObject({ code: 0 });
    await inForce(first);

    expect(await command('rollback', '--follow')).toMatchObject({ code: 0 });
    await inForce(await repository.git('rev-parse', 'HEAD'));
  });
});
