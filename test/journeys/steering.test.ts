import { readFile, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/run-part.ts';
import { type RunningWaypost, makePlace } from './start-waypost.ts';

const run = promisify(execFile);
const isReply = (post: { username: string }) => post.username === 'waypost';
const question = 'I forgot my password and the mail does not arrive. What can I do now?';

describe('a running Waypost follows what people change', () => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let waypost: RunningWaypost;

  beforeAll(async () => {
    place = await makePlace();
    waypost = await place.start();
  });
  afterAll(async () => {
    await waypost?.[Symbol.asyncDispose]();
    await place?.[Symbol.asyncDispose]();
  });

  const replyTo = async (topicId: number) =>
    (
      await eventually(
        'the reply',
        () => waypost.forum.topic(topicId),
        (seen) => seen.some(isReply),
      )
    ).filter(isReply);
  const rulesInForce = () =>
    [...waypost.err().matchAll(/"version":"(\w+)","rules":\d+,"msg":"rules in force"/g)].map(
      (line) => line[1],
    );

  it('puts an edited rule in force without a restart', async () => {
    const before = rulesInForce().length;
    const file = join(place.rules, 'questions', 'account-help.yml');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('  any:\n', '  any:\n    - the purple ladder\n'),
    );
    await eventually(
      'a new version',
      async () => rulesInForce(),
      (versions) => versions.length > before,
    );

    const post = await waypost.forum.write({
      as: 'mira',
      title: 'Where does it stand?',
      categoryId: 5,
      raw: 'Has anybody seen the purple ladder around here?',
    });
    expect(await replyTo(post.topicId)).toHaveLength(1);
  });

  it('changes nothing over a faulty edit, and reports it with file and line', async () => {
    const before = rulesInForce().length;
    const file = join(place.rules, 'questions', 'account-help.yml');
    const good = await readFile(file, 'utf8');
    await writeFile(file, good.replace('priority: 10', 'priority: very high'));

    const database = await openDatabase(place.dataDir);
    const problems = await eventually(
      'the report',
      async () =>
        (await database.query('select problems from rulebook_problem where solved_at is null')).rows,
      (rows) => rows.length > 0,
    );
    await database.end();
    expect(JSON.stringify(problems)).toMatch(/questions\/account-help\.yml/);
    expect(JSON.stringify(problems)).toMatch(/"line":\d+/);
    expect(rulesInForce()).toHaveLength(before);

    const post = await waypost.forum.write({
      as: 'ren',
      title: 'A ladder of my own',
      categoryId: 5,
      raw: 'Look, this is the purple ladder that I have built.',
    });
    expect(await replyTo(post.topicId)).toHaveLength(1);
    await writeFile(file, good);
  });

  it('sends nothing while it is paused, and goes on when it is resumed', async () => {
    await run(process.execPath, ['service/cli/main.ts', 'pause', 'forum', '--why', 'a journey'], {
      env: { ...process.env, DATA_DIR: place.dataDir, RULES_PATH: place.rules },
    });
    const post = await waypost.forum.write({
      as: 'jonna',
      title: 'Paused and waiting',
      categoryId: 5,
      raw: question,
    });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect((await waypost.forum.topic(post.topicId)).filter(isReply)).toEqual([]);

    await run(process.execPath, ['service/cli/main.ts', 'resume', 'forum', '--why', 'a journey'], {
      env: { ...process.env, DATA_DIR: place.dataDir, RULES_PATH: place.rules },
    });
    const next = await waypost.forum.write({
      as: 'tariq',
      title: 'Resumed and answered',
      categoryId: 5,
      raw: question,
    });
    expect(await replyTo(next.topicId)).toHaveLength(1);
  });

  it('leaves a member alone who answers "stop"', async () => {
    const first = await waypost.forum.write({
      as: 'nova',
      title: 'My first question here',
      categoryId: 5,
      raw: question,
    });
    const [reply] = await replyTo(first.topicId);
    await waypost.forum.write({
      as: 'nova',
      topicId: first.topicId,
      replyToPostNumber: reply?.number ?? 2,
      raw: 'stop',
    });

    const database = await openDatabase(place.dataDir);
    await eventually(
      'the opt-out',
      async () => (await database.query(`select consent from member where username = 'nova'`)).rows,
      (rows) => JSON.stringify(rows).includes('all'),
    );
    const second = await waypost.forum.write({
      as: 'nova',
      title: 'My second question here',
      categoryId: 5,
      raw: 'Now the indentation got lost when I pasted it.',
    });
    const decided = await eventually(
      'the decision',
      async () =>
        (
          await database.query(
            'select d.verdict, d.because from decision d join event e on e.id = d.event_id where e.topic_id = $1',
            [second.topicId],
          )
        ).rows,
      (rows) => rows.length > 0,
    );
    await database.end();
    expect(JSON.stringify(decided)).toContain('opted_out');
    expect((await waypost.forum.topic(second.topicId)).filter(isReply)).toEqual([]);
  });
});

async function openDatabase(dataDir: string) {
  const { Client } = (await import('pg')).default;
  const socketDir = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[4];
  const client = new Client({ host: socketDir, user: 'waypost', database: 'waypost' });
  await client.connect();
  return client;
}
