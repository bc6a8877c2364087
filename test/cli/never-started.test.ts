import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { queryServer } from '../support/database-server.ts';
import { runWaypost } from './run-waypost.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'never-started-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ownFolder = () => ({ DATA_DIR: folder, DATABASE_URL: '' });

describe('where no Waypost has run', () => {
  test.each([
    ['pause'],
    ['resume', 'forum'],
    ['rules'],
    ['promote', 'format-code'],
    ['review', 'list'],
    ['replay', 'webhook', '1'],
    ['member', 'export', '7'],
    ['explain', '14'],
  ])('%s says so, and makes nothing', async (...args) => {
    const ended = await runWaypost(args, ownFolder());

    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`No Waypost has run with DATA_DIR=${folder}`),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('doctor looks at what there is, and makes nothing', async () => {
    const ended = await runWaypost(['doctor'], { ...ownFolder(), PORT: '9' });

    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^forum +– +the demo forum does not answer at http:\/\/127\.0\.0\.1:10\n/);
    expect(ended.stdout).toContain(`Postgres, queue and disk: no Waypost has run with DATA_DIR=${folder}`);
    // Once for all rules that lack the same.
    expect(ended.stdout).toMatch(
      / look +\d+ × held while this forum has no Waypost plugin.*secret-in-a-post/,
    );
    expect(ended.stdout.match(/nothing else shows a card/g)).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a database of somebody gets no tables, and the password in its address is not told', async () => {
    await using database = await openTestDatabase();
    await queryServer(database.url, 'drop schema public cascade');
    await queryServer(database.url, 'create schema public');
    const ended = await runWaypost(['pause'], { DATABASE_URL: database.url });

    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/No Waypost has run with DATABASE_URL=postgres(ql)?:\/\/[^@]+, so/),
    });
    const tables = "select tablename from pg_tables where schemaname = 'public'";
    expect(await queryServer(database.url, tables)).toEqual([]);
  });

  test('tables in which no forum has been written yet are told like none', async () => {
    await using database = await openTestDatabase();
    expect(await runWaypost(['pause'], { DATABASE_URL: database.url })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No Waypost has run with DATABASE_URL='),
    });
  });
});
