import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

const agreed = [
  'LICENSE',
  'README.md',
  'docker-compose.yml',
  'package-lock.json',
  'package.json',
  'plugin',
  'rules',
  'service',
  'test',
  'tsconfig.json',
];

const pictures = new Set(['.png', '.jpg', '.gif', '.ico', '.webp', '.woff2', '.bin', '.gz']);

const { stdout } = await run('git', ['ls-files', '-z'], { maxBuffer: 64_000_000 });
const tracked = stdout.split('\0').filter((path) => path !== '');

test('the top of the repository holds only what is agreed, and files that begin with a dot', () => {
  const top = new Set(tracked.map((path) => path.split('/', 1)[0] ?? ''));

  expect([...top].filter((name) => !name.startsWith('.') && !agreed.includes(name))).toEqual([]);
});

test('no file names a path of somebody’s machine', async () => {
  // Each with a letter in brackets, so that this file does not find itself.
  const machinePath = /\/[r]oot\/|\/[h]ome\/\w|\/[U]sers\/\w|(?<![\w.])\/[w]ork\//;
  const found: string[] = [];
  for (const path of tracked) {
    if (pictures.has(extname(path))) continue;
    const text = await readFile(path, 'utf8').catch(() => ''); // deleted in the work tree
    text.split('\n').forEach((line, index) => {
      if (machinePath.test(line)) found.push(`${path}:${index + 1}: ${line.trim().slice(0, 120)}`);
    });
  }

  expect(found).toEqual([]);
});

test('file names are kebab-case', () => {
  const odd = tracked.filter(
    (path) => /^service\/|^test\//.test(path) && path.endsWith('.ts') && !/^[a-z0-9/.-]+$/.test(path),
  );

  expect(odd).toEqual([]);
});
