import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftResource } from '../../service/cli/draft-resource.ts';
import { draftRule, isAboutWords } from '../../service/cli/draft-rule.ts';
import { forms } from '../../service/rulebook/resources/forms.ts';
import { triggerNames } from '../../service/rulebook/triggers/triggers.ts';
import { checkExample } from '../support/complete-example.ts';
import { canLendTerminal, runAtTerminal } from './at-terminal.ts';
import { runWaypost } from './run-waypost.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new-'));
  await writeFile(join(folder, 'site.yml'), 'languages: [en]');
});
afterAll(() => rm(folder, { recursive: true }));
const waypostNew = (...args: string[]) => runWaypost(['new', ...args, '--rules', folder]);
const aRule = [
  'rule',
  'export-model',
  '--goal',
  'Members: export',
  '--owner',
  'ana',
  '--offer',
  'export-model',
];
const itsWords = [
  ...[
    '--words',
    'export model, "exported"',
    '--fires',
    'How do I export models?',
    '--fires-too',
    'Export model: how?',
  ],
  ...['--silent', 'How do I import?', '--silent-too', 'Thanks #1'],
];

describe('waypost new', () => {
  test('writes a guide and a rule that pass check at once, and editors know them', async () => {
    const guide = await waypostNew(
      'resource',
      'export-model',
      '--title',
      'How to export: a guide',
      '--owner',
      'ana',
    );
    const rule = await waypostNew(...aRule, ...itsWords);
    const checked = await runWaypost(['check', folder]);

    expect([guide, rule, checked].map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    expect(checked.stdout).toBe('1 rule, 1 resource and 4 cases are in order.\n');
    expect(await readFile(join(folder, 'schema/names.json'), 'utf8')).toContain('"export-model"');
  });

  test('tells its version', async () => {
    expect((await runWaypost(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('never overwrites', async () => {
    const before = await readFile(join(folder, 'resources/export-model.md'), 'utf8');
    const again = await waypostNew('resource', 'export-model', '--title', 'Other', '--owner', 'ben');

    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing is overwritten') });
    expect(await readFile(join(folder, 'resources/export-model.md'), 'utf8')).toBe(before);
  });

  test.each([
    [['rule', 'x'], /missing: --goal, --offer\. At a terminal/],
    [['resource'], /missing: --id, --title/],
    [['resource', '../x', '--title', 'X'], /--id \.\.\/x: expected small letters/],
    [
      ['resource', 'x', '--title', 'X', '--form', 'step'],
      /--form step: there is no such one \(did you mean "steps"\?\); expected microguide/,
    ],
    [
      ['rule', 'x', '--goal', 'g', '--offer', 'exprt-model', ...itsWords],
      /--offer exprt-model: there is no guide "exprt-model" \(did you mean "export-model"\?\); there are export-model\. `waypost new resource exprt-model` writes it/,
    ],
    [['rule', 'x', '--goal', 'g', '--offer', 'export-model', ...itsWords, '--folder', '../up'], /--folder/],
    [
      ['rule', 'x', '--goal', 'g', '--offer', 'export-model', ...itsWords, '--silent', 'Export model!'],
      /case_fires\]\n    - Export model!/,
    ],
  ])('%j says what is wrong', async (args, message) => {
    const ended = await waypostNew(...args);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(message);
  });
});

describe.skipIf(!(await canLendTerminal()))('waypost new at a terminal', () => {
  test('asks again at once for a guide that is not there, and later for what check refuses alone', async () => {
    await using terminal = runAtTerminal(['new', 'rule', 'at-terminal', '--rules', folder, '--owner', 'ana']);
    await terminal.answer('What is it for', 'Members export\r');
    await terminal.answer('Id of the guide', 'exprt-model\r');
    await terminal.answer('there is no guide "exprt-model" (did you mean "export-model"?)', '');
    await terminal.answer('Id of the guide', 'export-model\r');
    await terminal.answer('When does it look', '\r');
    await terminal.answer('Folder', '\r');
    await terminal.answer('Words or phrases', 'save a part\r');
    await terminal.answer('must fire it', 'How do I save a part?\r');
    await terminal.answer('Another one', 'Where do I save a part?\r');
    await terminal.answer('must not fire it', 'How do I save a part for later?\r');
    await terminal.answer('Another one', 'Thanks!\r');
    await terminal.answer('[case_fires]', '');
    await terminal.answer('Enter keeps what you said', '');
    // The cases are at fault, so neither guide nor words are asked for again.
    await terminal.answer('A post that must fire it', '\r');
    await terminal.answer('Another one', '\r');
    await terminal.answer('must not fire it', 'I saved my day.\r');
    await terminal.answer('Another one', '\r');

    expect([await terminal.ended, terminal.shown()]).toEqual([0, expect.stringContaining('Wrote ')]);
    expect(await readFile(join(folder, 'questions/at-terminal.yml'), 'utf8')).toContain('- I saved my day.');
  });

  test('is left by Ctrl-C and by the end of the input', async () => {
    for (const key of ['\u0003', '\u0004']) {
      await using terminal = runAtTerminal(['new', 'rule', 'left', '--rules', folder]);
      await terminal.answer('What is it for', key);

      expect(await terminal.ended).toBe(1);
      expect(terminal.shown()).toContain('Nothing was written.');
      expect(terminal.shown()).not.toMatch(/\n +at /);
    }
  });
});

const today = new Date('2026-11-21');
const told = (files: Record<string, string>): string[] =>
  checkExample(files)
    .map(({ code, file, message }) => `${file} ${code} ${message}`)
    .filter((line) => !/unused_resource|not_checked/.test(line));

test.each(forms)('a new %s is in order as it is', (form) => {
  expect(told({ 'resources/x.md': draftResource({ title: 'How: to', owner: 'ana', form, today }) })).toEqual(
    [],
  );
});

test.each(triggerNames.filter((on) => !isAboutWords(on)))('a new rule on %s is in order as it is', (on) => {
  const draft = {
    id: 'x',
    goal: 'g',
    owner: 'ana',
    on,
    offer: 'export-model',
    words: [],
    fires: [],
    silent: [],
    today,
  };
  expect(told({ 'questions/x.yml': draftRule(draft) })).toEqual([]);
});
