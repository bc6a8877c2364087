import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ruleText } from '../support/engine-makers.ts';
import { runWaypost } from './run-waypost.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-'));
  await mkdir(join(folder, 'resources'));
  const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nThis is how.\n';
  const files = {
    'rule.yml': ruleText('text: { any: [export model] }'),
    'draft.yml': ruleText(
      'text: { any: [export heart] }\nrollout: draft\ncases: { fires: [export heart], silent: [x] }',
      'new-one',
    ),
    'many.yml': ruleText(
      'text: { any: [one, two, three, four, five, /\\bsix\\b/] }\ncases: { fires: [one, two], silent: [x, y] }',
      'many-words',
    ),
    'resources/export-model.md': guide,
    'hit.txt': 'How do I export hearts?',
    'miss.txt': 'Good morning.',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));
const explain = (file: string) => runWaypost(['explain', join(folder, file), '--rules', folder]);

describe('waypost explain, of a text in a file', () => {
  test('tries a rule at draft too, and says that it does nothing yet', async () => {
    const { stdout } = await explain('hit.txt');

    expect(stdout).toContain('How do I »export hearts«?');
    expect(stdout).toContain('new-one: at draft, would offer');
    expect(stdout).toContain('Nothing would be offered.');
  });

  test('tells of one rule alone, in full, where one is named', async () => {
    const { stdout } = await runWaypost([
      'explain',
      join(folder, 'miss.txt'),
      '--rules',
      folder,
      '--rule',
      'many-words',
    ]);

    expect(stdout).toContain(
      'It would fire if the post said any of 6 words and phrases: “one”, “two”, “three”, and 3 more.',
    );
    expect(stdout).toContain('text.any: one · two · three · four · five · /\\bsix\\b/');
    expect(stdout).not.toContain('export-model');
  });

  test('names the rule that may have been meant', async () => {
    const { stderr, code } = await runWaypost([
      'explain',
      join(folder, 'miss.txt'),
      '--rules',
      folder,
      '--rule',
      'many-word',
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain('there is no rule "many-word" (did you mean "many-words"?)');
  });

  test('tells the words that are missing once', async () => {
    const { stdout } = await explain('miss.txt');

    expect(stdout).toContain('new-one: at draft, passed over');
    expect(stdout.match(/export heart/g)).toHaveLength(1);
    expect(stdout).toContain('It would fire if the post said “export model”.');
  });
});
