import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ruleText } from '../support/engine-makers.ts';
import { runWaypost } from './run-waypost.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'));
  await mkdir(join(folder, 'resources'));
  const files = {
    'site.yml': 'languages: [en, de]\nsituations: { frustrated: [fed up] }',
    'rule.yml': ruleText(),
    'resources/export-model.md':
      '---\ntitle: Exporting\nowner: ana\nform: checklist\n---\n\nHello {{member}}:\n\n- Open <b>it</b>\n- Save it\n',
    'resources/export-model.de.md': '---\ntitle: Ausgeben\n---\n\nHallo:\n\n- Öffnen\n- Speichern\n',
    'resources/export-model.frustrated.md': '---\n{}\n---\n\nSorry {{member}}.\n\n- Try this\n- Or this\n',
    'resources/spare.md': '---\ntitle: Spare\nowner: ben\nsupersedes: old\n---\n\nText\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));
const preview = (...args: string[]) => runWaypost(['preview', ...args, '--rules', folder]);

describe('waypost preview', () => {
  test('shows every wording as reply, message and card, and who uses the guide', async () => {
    const { code, stdout } = await preview('export-model');

    expect(code).toBe(0);
    expect(stdout).toContain('offered by export-model');
    expect(stdout.match(/^── .*?─/gm)?.map((head) => head.replace(/[─ ]+/g, ' ').trim())).toEqual(
      ['en', 'en, frustrated', 'de'].flatMap((wording) =>
        ['reply', 'message', 'card'].map((as) => `${as}, ${wording}`),
      ),
    );
    expect(stdout).toContain('☐ Save it');
    expect(stdout).toContain('Subject: Ausgeben');
  });

  test('shows one where one is asked for, also by the id of a guide it took the place of', async () => {
    const one = await preview('export-model', '--as', 'card', '--locale', 'en', '--situation', 'frustrated');
    expect(one.stdout.match(/^── /gm)).toHaveLength(1);
    expect(one.stdout).toContain('Sorry mia.');
    expect((await preview('old')).stdout).toContain('Spare (resources/spare.md)');
  });

  test('writes a page in the look of the site, with nothing in it that acts', async () => {
    const file = join(folder, 'page.html');
    expect(await preview('export-model', '--html', file)).toMatchObject({ code: 0 });

    const page = await readFile(file, 'utf8');
    expect(page.match(/<section>/g)).toHaveLength(9);
    expect(page).toContain('lang="de"');
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  test.each([
    [
      ['exprt-model'],
      /there is no guide "exprt-model" \(did you mean "export-model"\?\); known: export-model, spare/,
    ],
    [['export-model', '--as', 'letter'], /--as letter: expected reply, message, card/],
    [['export-model', '--situation', 'angry'], /expected frustrated, confused, praise/],
    [['export-model', '--locale', 'fr'], /has no such wording; it has: en, frustrated in en, de/],
  ])('%j', async (args, message) => {
    const ended = await preview(...args);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(message);
  });
});

test('waypost check --uses lists which rules offer which guide', async () => {
  const { code, stdout } = await runWaypost(['check', folder, '--uses']);

  expect(code).toBe(0);
  expect(stdout).toContain('export-model: export-model\nspare: no rule\n');
  expect(JSON.parse((await runWaypost(['check', folder, '--format', 'json'])).stdout)).toMatchObject({
    uses: { 'export-model': ['export-model'], spare: [] },
  });
});
