import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRuleFiles } from '../../service/rule-files/read-rule-files.ts';
import { versionOf } from '../../service/rule-files/what-is-read.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, text: string | Uint8Array = 'a: 1'): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe('reading a rules folder', () => {
  test('takes rules, stages, site and guides, in order', async () => {
    for (const path of [
      'site.yml',
      'stages.yml',
      'questions/b.yml',
      'questions/a.yml',
      'resources/x.md',
      'resources/x.de.md',
      'resources/more/y.pt-br.md',
    ])
      await write(path);

    const { files, problems } = await readRuleFiles(folder);

    expect(files.map(({ path }) => path)).toEqual([
      'questions/a.yml',
      'questions/b.yml',
      'resources/more/y.pt-br.md',
      'resources/x.de.md',
      'resources/x.md',
      'site.yml',
      'stages.yml',
    ]);
    expect(problems).toEqual([]);
  });

  test('passes over what is not for it', async () => {
    for (const path of [
      'README.md',
      'resources/README.md',
      '.git/config.yml',
      '.hidden.yml',
      'schema/rule.json',
      'schema/x.yml',
      'notes.txt',
      'questions/notes.md',
    ])
      await write(path);

    expect(await readRuleFiles(folder)).toMatchObject({ files: [], problems: [] });
  });

  test.each([
    ['a name with capitals', 'questions/Export.yml', 'bad_name'],
    ['a name with a space', 'questions/my rule.yml', 'bad_name'],
    ['a name with an escape', 'questions/%2e%2e.yml', 'bad_name'],
    ['a name that climbs', 'questions/..x.yml', null],
    ['a name too long', `questions/${'a'.repeat(65)}.yml`, 'bad_name'],
    ['the other ending', 'questions/a.yaml', 'bad_name'],
    ['a guide with dots', 'resources/a.b.c.md', 'bad_name'],
    ['folders too deep', 'a/b/c/d/e/f/g/h.yml', 'too_deep'],
  ])('%s', async (_what, path, code) => {
    await write(path);

    const { files, problems } = await readRuleFiles(folder);

    expect(files).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual(code === null ? [] : [code]);
  });

  test('follows no symbolic link, to a file or to a folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'secret.yml'), 'secret: 1');
    await symlink(join(outside, 'secret.yml'), join(folder, 'link.yml'));
    await symlink(outside, join(folder, 'folder'));

    const { files, problems } = await readRuleFiles(folder);

    expect(files).toEqual([]);
    expect(problems.map(({ code, file }) => `${file} ${code}`).toSorted()).toEqual([
      'folder symbolic_link',
      'link.yml symbolic_link',
    ]);
    await rm(outside, { recursive: true });
  });

  test('refuses large files without reading them, and files that are not UTF-8', async () => {
    await write('large.yml', 'x'.repeat(300_000));
    await write('latin.yml', new Uint8Array([0x61, 0xe4]));

    const { problems } = await readRuleFiles(folder);

    expect(problems.map(({ code }) => code)).toEqual(['too_large', 'not_utf8']);
  });

  test('a folder that is not there is an error', async () => {
    await expect(readRuleFiles(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  });

  test('the version is that of the content: any order, any change', () => {
    const a = { path: 'a.yml', text: 'x' };
    const b = { path: 'b.yml', text: 'y' };

    expect(versionOf([a, b])).toBe(versionOf([b, a]));
    expect(versionOf([a, b])).toMatch(/^[0-9a-f]{64}$/);
    expect(versionOf([a, { ...b, text: 'z' }])).not.toBe(versionOf([a, b]));
    expect(versionOf([{ path: 'a', text: 'bc' }])).not.toBe(versionOf([{ path: 'ab', text: 'c' }]));
  });
});
