import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = process.cwd();
let folder: string;

/**
 * Installs the tarball into an empty folder as npm would, without the network: unpacked under node_modules, its bin
 * linked, its dependencies beside it (those of this checkout).
 */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-pack-'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));

  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '.bin'), { recursive: true });
  await run('tar', ['-xzf', join(folder, tarball), '-C', modules]);
  await run('mv', [join(modules, 'package'), join(modules, 'waypost')]);
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  const manifest = JSON.parse(await readFile(join(modules, 'waypost/package.json'), 'utf8')) as {
    bin: { waypost: string };
  };
  await symlink(join('../waypost', manifest.bin.waypost), join(modules, '.bin/waypost'));
  await symlink(process.execPath, join(modules, '.bin/node'));
  await run('chmod', ['+x', join(modules, 'waypost', manifest.bin.waypost)]);
  await writeFile(join(folder, 'package.json'), '{ "name": "a-forum-s-rules", "private": true }\n');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package is JavaScript, the files that it reads, its licence and its manifest; no TypeScript', async () => {
  const top = join(folder, 'node_modules/waypost');
  const files = await readdir(top, { recursive: true, withFileTypes: true });
  const names = files
    .filter((file) => file.isFile())
    .map((file) => relative(top, join(file.parentPath, file.name)));

  expect(names.filter((name) => name.endsWith('.ts'))).toEqual([]);
  expect(names).toContain('dist/cli/main.js');
  expect(names).toContain('dist/look/assets/base.css');
  expect(names).toContain('LICENSE');
  expect(new Set(names.map((name) => (name.startsWith('dist/') ? 'dist' : name)))).toEqual(
    new Set(['dist', 'LICENSE', 'README.md', 'package.json']),
  );
});

test('npx waypost --help answers in a folder that has only the package', async () => {
  const { stdout } = await npx(['--help']);

  expect(stdout).toMatch(/^Usage: waypost/m);
  expect(stdout).toMatch(/\bcheck\b/);
});

test('npx waypost check reads the rules of that folder', async () => {
  await mkdir(join(folder, 'rules'), { recursive: true });
  await writeFile(join(folder, 'rules/broken.yml'), 'rule: [\n');

  const failure = await npx(['check', 'rules']).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

  expect(failure).toMatchObject({ code: 1 });
  expect(failure.stdout + failure.stderr).toMatch(/broken\.yml:\d+/);
});

test('a config repository of its own is checked, explained, shown and added to from the package alone', async () => {
  const config = { RULES_PATH: 'config' };
  await mkdir(join(folder, 'config/schema'), { recursive: true });
  await writeFile(join(folder, 'post.txt'), 'How do I export models from here?\n');
  const guide = ['--title', 'Exporting', '--owner', 'ana', '--form', 'steps'];
  const words = [
    '--words',
    'export models',
    '--fires',
    'Can I export models?',
    '--fires-too',
    'Export models: how?',
  ];
  const silent = ['--silent', 'Import models', '--silent-too', 'Thanks', '--folder', 'questions'];

  await npx(['new', 'resource', 'export-model', ...guide], config);
  await npx(
    [
      'new',
      'rule',
      'export',
      '--goal',
      'g',
      '--owner',
      'ana',
      '--offer',
      'export-model',
      '--on',
      'topic.created',
      ...words,
      ...silent,
    ],
    config,
  );
  const rule = join(folder, 'config/questions/export.yml');
  await writeFile(rule, (await readFile(rule, 'utf8')).replace('rollout: draft', 'rollout: live'));
  const checked = await npx(['check', '--uses'], config);
  const explained = await npx(['explain', 'post.txt'], config);
  const shown = await npx(['preview', 'export-model', '--as', 'card'], config);
  await npx(['schema'], config);
  await npx(['reference'], config);

  expect(checked.stdout).toBe('export-model: export\n1 rule, 1 resource and 4 cases are in order.\n');
  expect(explained.stdout).toContain('One guide would be offered.');
  expect(shown.stdout).toContain('1. Do this first.');
  expect(await readFile(join(folder, 'config/schema/names.json'), 'utf8')).toContain('export-model');
  expect(await readdir(join(folder, 'config/reference'))).toContain('problems.md');
}, 60_000);

async function npx(
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<{ stdout: string; stderr: string }> {
  const bin = join(folder, 'node_modules/.bin');
  const env = { ...process.env, ...variables, PATH: `${bin}:${dirname('/usr/bin/env')}:/bin` };
  return await run(join(bin, 'waypost'), args, { cwd: folder, env });
}
