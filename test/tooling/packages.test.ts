import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);

interface Manifest {
  engines: { node: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}
interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
}

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const { dependencies, devDependencies, optionalDependencies } = manifest;

test('every dependency has one exact version, for npm on Node 20 picks older majors without a word', () => {
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const loose = versions.filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));

  expect(loose).toEqual([]);
});

test('the lockfile names no registry, and has a digest for every package', () => {
  expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(locked.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
});

test('the lockfile holds the packages of every platform, not only of the one it was made on', () => {
  for (const name of Object.keys(optionalDependencies))
    expect(Object.keys(lock.packages)).toContain(`node_modules/${name}`);
});

test('npm ci accepts the lockfile', { timeout: 60_000 }, async () => {
  const copy = await mkdtemp(join(tmpdir(), 'waypost-lock-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) await cp(name, join(copy, name));

  const dryRun = run('npm', ['ci', '--dry-run', '--ignore-scripts', '--offline'], { cwd: copy });

  await expect(dryRun).resolves.toBeDefined();
});

test('each package with an install script has been thought about, by name', () => {
  const named = Object.keys(manifest.allowScripts);
  const scripted = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));

  expect(new Set(scripted).difference(new Set([...named, 'fsevents']))).toEqual(new Set());
});

test('a stock Node 20 may install: nothing makes its warning an error', async () => {
  expect(manifest.engines.node).toBe('>=20');
  expect(await readFile('.npmrc', 'utf8')).not.toContain('engine-strict');
});

test('types are checked by TypeScript 7, although the import law needs 6 beside it', async () => {
  expect((await run('npx', ['tsc', '--version'])).stdout.trim()).toMatch(/^Version 7\./);
});

test('the programs run on Node 26', () => {
  expect(process.versions.node).toMatch(/^26\./);
});
