import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWaypost } from '../cli/run-waypost.ts';
import { PartNotReadyError, freePort } from '../support/run-part.ts';
import { type RunningWaypost, makePlace } from './start-waypost.ts';

let place: Awaited<ReturnType<typeof makePlace>>;
let first: RunningWaypost;
beforeAll(async () => {
  place = await makePlace();
  first = await place.start({ QUEUE: 'postgres' });
});
afterAll(async () => {
  await first?.[Symbol.asyncDispose]();
  await place?.[Symbol.asyncDispose]();
});

async function startAgain(env: Readonly<Record<string, string>> = {}): Promise<PartNotReadyError['part']> {
  const refused = await place.start({ QUEUE: 'postgres', ...env }).catch((error: unknown) => error);
  if (refused instanceof PartNotReadyError) return refused.part;
  throw refused;
}

test('a second start on the same data folder says that one runs, and leaves it be', async () => {
  const onSamePorts = await startAgain();
  const ports = { PORT: String(await freePort()), DEMO_FORUM_PORT: String(await freePort()) };
  const onOthers = await startAgain(ports);

  for (const second of [onSamePorts, onOthers]) {
    expect(await second.ended).toBe(2);
    expect(second.err()).toContain(`Waypost already runs with DATA_DIR=${place.dataDir}`);
    expect(second.err()).not.toMatch(/\n +at /);
  }
  expect((await fetch(`${first.address}/livez`)).status).toBe(200);
});

test('doctor examines the demo forum and what it runs on', async () => {
  const env = {
    ...{ DATA_DIR: place.dataDir, RULES_PATH: place.rules, DATABASE_URL: '', QUEUE: 'postgres' },
    DEMO_FORUM_PORT: new URL(first.forum.address).port,
  };
  const ended = await runWaypost(['doctor'], env);

  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^forum +ok +the demo forum answers at/);
  expect(ended.stdout).toMatch(/^postgres +ok /m);
  expect(ended.stdout).toMatch(/^disk +(ok|look) /m);
});

test('a command finds the running one by its data folder', async () => {
  const env = { DATA_DIR: place.dataDir, RULES_PATH: place.rules, DATABASE_URL: '' };

  expect(await runWaypost(['rules'], env)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^format-code +live +at most live/m),
  });
  // On the demo forum rules are live without a promotion, within what their files allow.
  expect((await runWaypost(['rules'], env)).stdout).toMatch(/^somebody-to-talk-to +draft +at most draft/m);
  expect(await runWaypost(['pause', '--why', 'a look at it'], env)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Paused: all sending to the forum'),
  });
});

test('a start with faulty files says beside the address that an earlier version decides, and what is wrong', async () => {
  await first[Symbol.asyncDispose]();
  await writeFile(join(place.rules, 'questions', 'new.yml'), 'id: new\ngoal: g\nowner: ana\non: sunrise\n');
  await using again = await place.start({ QUEUE: 'postgres' });

  expect(again.out()).toMatch(/NOT IN FORCE are the newest files.*: questions\/new\.yml:4:5: .*sunrise/);
  expect(again.out()).toMatch(/Dashboard +http/);
  expect((await fetch(`${again.address}/livez`)).status).toBe(200);
});
