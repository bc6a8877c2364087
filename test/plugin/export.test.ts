import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const hasRspec = spawnSync('rspec', ['--version']).status === 0;
let folder: string;
let tree: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-export-'));
  tree = join(folder, 'discourse-waypost');
  await exportTo(tree);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function exportTo(target: string, ...more: string[]) {
  return run('npm', ['run', '-s', 'plugin:export', '--', target, ...more]);
}

async function filesIn(top: string): Promise<string[]> {
  const found = await readdir(top, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(top, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.git/'))
    .toSorted((a, b) => a.localeCompare(b));
}

async function textsIn(top: string, pattern: RegExp): Promise<[path: string, text: string][]> {
  const paths = (await filesIn(top)).filter((path) => pattern.test(path));
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readFile(join(top, path), 'utf8')]),
  );
}

/** Every path, its mode and its bytes. */
async function digest(top: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await filesIn(top)) {
    hash.update(`${path}\0${(await stat(join(top, path))).mode}\0`).update(await readFile(join(top, path)));
  }
  return hash.digest('hex');
}

test('holds every file of the plugin that git knows, the examples of the contract, and nothing else', async () => {
  const known = async (directory: string) =>
    (await run('git', ['ls-files'], { cwd: directory })).stdout.trimEnd().split('\n');
  const expected = [
    ...(await known('plugin')).filter((path) => path !== 'spec/fixtures/contract'),
    ...(await known('test/fixtures/contract')).map((name) => `spec/fixtures/contract/${name}`),
  ].toSorted((a, b) => a.localeCompare(b));

  expect(await filesIn(tree)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(150);
  expect(expected.filter((path) => path.includes('node_modules'))).toEqual([]);
});

test('has at its top what a plugin needs, and what a repository of Discourse’s plugins has', async () => {
  for (const path of [
    'plugin.rb',
    'LICENSE',
    'README.md',
    'config/settings.yml',
    'config/locales/client.en.yml',
    'config/locales/server.en.yml',
    '.github/workflows/discourse-plugin.yml',
    '.github/workflows/d-compat-branch.yml',
    '.rubocop.yml',
    '.streerc',
    'Gemfile',
    '.prettierrc.cjs',
    'eslint.config.mjs',
    'stylelint.config.mjs',
    'package.json',
    'pnpm-lock.yaml',
    'spec/fixtures/contract/card.json',
  ]) {
    expect(existsSync(join(tree, path)), path).toBe(true);
  }
  expect(await readFile(join(tree, 'LICENSE'), 'utf8')).toBe(await readFile('LICENSE', 'utf8'));
});

test('holds files, not links', async () => {
  const found = await readdir(tree, { recursive: true, withFileTypes: true });

  expect(found.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name)).toEqual([]);
});

test('gives the same bytes each time', async () => {
  await exportTo(join(folder, 'again'));

  expect(await digest(join(folder, 'again'))).toBe(await digest(tree));
});

describe('refers to nothing outside', () => {
  test('in the links of its pages', async () => {
    const broken: string[] = [];
    for (const [path, text] of await textsIn(tree, /\.md$/)) {
      for (const [, to = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?:|#)/.test(to)) continue;
        const at = normalize(join(dirname(path), to.replace(/#.*/, '')));
        if (at.startsWith('..') || !existsSync(join(tree, at))) broken.push(`${path}: ${to}`);
      }
    }

    expect(broken).toEqual([]);
  });

  test('in its Ruby', async () => {
    const named = /require_relative "([^"#]+)"|expand_path\(\s*"([^"#]+)",\s*__dir__/g;
    const outside: string[] = [];
    let seen = 0;
    for (const [path, text] of await textsIn(tree, /\.rb$/)) {
      for (const [, required, expanded] of text.matchAll(named)) {
        const at = normalize(join(dirname(path), required ?? expanded ?? ''));
        const isThere = existsSync(join(tree, at)) || existsSync(join(tree, `${at}.rb`));
        seen += 1;
        if (at.startsWith('..') || !isThere) outside.push(`${path}: ${at}`);
      }
    }

    expect(outside).toEqual([]);
    expect(seen).toBeGreaterThan(5);
  });

  test('in what plugin.rb registers', async () => {
    const manifest = await readFile(join(tree, 'plugin.rb'), 'utf8');
    const assets = [...manifest.matchAll(/register_asset "([^"]+)"/g)].map(([, path = '']) => path);

    expect(assets.length).toBeGreaterThan(0);
    for (const path of assets) expect(existsSync(join(tree, 'assets', path)), path).toBe(true);
  });

  test('to no server that packages come from', async () => {
    const texts = await textsIn(tree, /(^|\/)(Gemfile|\.npmrc|[^/]+\.(json|yaml|yml|rb|mjs|cjs))$/);

    // Each with a letter in brackets, so that this file does not find itself.
    const naming = texts.filter(([, text]) => /registry\.[n]pm|[r]ubygems\.org/.test(text));
    expect(naming.map(([path]) => path)).toEqual([]);
    expect(texts.map(([path]) => path)).toContain('pnpm-lock.yaml');
  });
});

test.skipIf(!hasRspec)('runs its plain specs where it stands', { timeout: 30_000 }, async () => {
  const { stdout } = await run('rspec', ['--no-color', '--options', '/dev/null', 'spec/pure'], { cwd: tree });

  expect(stdout).toMatch(/^\d{2,} examples, 0 failures$/m);
});

test('leads readers to the service where its repository is named', async () => {
  await exportTo(join(folder, 'linked'), '--repository', 'https://forge.example/us/waypost');

  expect(await readFile(join(folder, 'linked/README.md'), 'utf8')).toMatch(
    /\[[^\]]+\]\(https:\/\/forge\.example\/us\/waypost\/tree\/main\/?\)/,
  );
});

test('takes the place of all that a clone of the plugin’s own repository holds', async () => {
  const clone = join(folder, 'clone');
  await exportTo(clone);
  await run('git', ['init', '--quiet', clone]);
  await writeFile(join(clone, 'lib/gone-since.rb'), '');

  await exportTo(clone);

  expect(await digest(clone)).toBe(await digest(tree));
  expect(existsSync(join(clone, '.git/HEAD'))).toBe(true);
});

test.each([
  ['a folder with other things', []],
  ['some other repository', ['.git']],
])('leaves %s alone', async (_, folders) => {
  const other = await mkdtemp(join(folder, 'other-'));
  for (const name of folders) await mkdir(join(other, name));
  await writeFile(join(other, 'letter.txt'), 'dear');

  await expect(exportTo(other)).rejects.toMatchObject({
    stderr: expect.stringContaining('holds other things'),
  });

  expect(await readFile(join(other, 'letter.txt'), 'utf8')).toBe('dear');
});
