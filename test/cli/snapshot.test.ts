import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { readTags } from '../../service/discourse/wire/read-site.ts';
import { parseSnapshot } from '../../service/rulebook/snapshot/parse-snapshot.ts';
import { runWaypost } from './run-waypost.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
});
afterEach(() => rm(folder, { recursive: true }));
const written = async () => {
  const parsed = parseSnapshot(await readFile(join(folder, 'forum.yml'), 'utf8'));
  return parsed.ok ? parsed.outline : null;
};

describe('waypost snapshot', () => {
  test('writes what the demo forum has, and no member', async () => {
    const ended = await runWaypost(['snapshot', folder]);

    expect(ended).toMatchObject({ code: 0 });
    expect((await written())?.categories).toContainEqual({ slug: 'beginners', below: 'support', open: true });
    expect((await written())?.groups).toContain('staff');
    expect(await readFile(join(folder, 'forum.yml'), 'utf8')).not.toMatch(/mia|tariq/);
  });

  test('writes what the forum of the environment has, plugin included', async () => {
    const forum = createDemoForum({ store: 'memory', plugin: true });
    const app = demoForumApp(forum);
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    forum.writePost({
      as: 'tariq',
      title: 'Something about my drawing',
      categoryId: 5,
      raw: 'This is the beginning of it.',
      tags: ['cad'],
    });
    const env = {
      DISCOURSE_URL: url,
      DISCOURSE_API_KEY: forum.apiKey,
      DISCOURSE_API_USERNAME: forum.botUsername,
      WEBHOOK_SECRET: 'x'.repeat(32),
      DASHBOARD_PASSWORD: 'x'.repeat(12),
    };

    const ended = await runWaypost(['snapshot', folder], env);
    await app.close();
    await forum.close();

    expect(ended).toMatchObject({ code: 0 });
    expect(await written()).toMatchObject({
      address: url,
      tags: ['cad'],
      plugin: { channels: expect.arrayContaining(['card']) },
    });
  });

  test('leaves the file as it was when the forum cannot be reached', async () => {
    await writeFile(join(folder, 'forum.yml'), 'as it was');
    const env = {
      DISCOURSE_URL: 'http://127.0.0.1:9',
      DISCOURSE_API_KEY: 'k',
      DISCOURSE_API_USERNAME: 'waypost',
      WEBHOOK_SECRET: 'x'.repeat(32),
      DASHBOARD_PASSWORD: 'x'.repeat(12),
    };

    const ended = await runWaypost(['snapshot', folder], env);

    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('The forum could not be read') });
    expect(await readFile(join(folder, 'forum.yml'), 'utf8')).toBe('as it was');
  });
});

test('tags of categories and of groups of tags stand apart in the answer', () => {
  const answer = {
    tags: [{ id: 3, name: 'b' }],
    extras: {
      categories: [{ id: 1, tags: [{ id: 'a', text: 'a' }] }],
      tag_groups: [{ id: 2, tags: [{ id: 'c', text: 'c' }] }],
    },
  };
  expect(readTags(answer)).toEqual(['a', 'b', 'c']);
});
