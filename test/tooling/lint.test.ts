import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

const root = process.cwd();
let copy: string;

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'waypost-lint-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  for (const name of ['package.json', 'tsconfig.json', '.oxlintrc.json', '.gitignore'])
    await cp(name, join(copy, name));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});

const readsEnvironment = 'export const home = process.env.HOME;\n';
const exits = 'export function leave(): void {\n  process.exit(1);\n}\n';

const faults: [says: string, rule: string, path: string, text: string][] = [
  ['the environment read outside config.ts', 'node(no-process-env)', 'service/queue/a.ts', readsEnvironment],
  ['an exit in the middle of the program', 'unicorn(no-process-exit)', 'service/queue/a.ts', exits],
  [
    'a promise that nobody waits for',
    'typescript(no-floating-promises)',
    'service/queue/a.ts',
    'export function a(): void {\n  Promise.resolve(1);\n}\n',
  ],
  [
    'a promise taken for a truth',
    'typescript(no-misused-promises)',
    'service/queue/a.ts',
    'export function a(b: Promise<boolean>): number {\n  if (b) return 1;\n  return 2;\n}\n',
  ],
  [
    'any',
    'typescript(no-explicit-any)',
    'service/queue/a.ts',
    'export function a(b: any): number {\n  return 1 + Number(b === 2);\n}\n',
  ],
  [
    'a switch that forgets a case',
    'typescript(switch-exhaustiveness-check)',
    'service/queue/a.ts',
    'export function a(b: "x" | "y"): void {\n  switch (b) {\n    case "x":\n      return;\n  }\n}\n',
  ],
  [
    'an assertion in the pure core',
    'typescript(no-unsafe-type-assertion)',
    'service/engine/a.ts',
    'export function a(b: unknown): string {\n  return b as string;\n}\n',
  ],
  ['a default export', 'import(no-default-export)', 'service/queue/a.ts', 'export default 1;\n'],
  [
    'output that is not a log',
    'eslint(no-console)',
    'service/queue/a.ts',
    'export function a(): void {\n  console.log(1);\n}\n',
  ],
];

test.each(faults)('finds %s', async (_says, rule, path, text) => {
  const { code, output } = await lint(path, text);

  expect(output).toContain(rule);
  expect(code).toBe(1);
});

test.each([
  ['config.ts reads the environment', 'service/config.ts', readsEnvironment],
  ['the program itself may exit', 'service/main.ts', exits],
])('%s', async (_says, path, text) => {
  const { code } = await lint(path, text);

  expect(code).toBe(0);
});

async function lint(path: string, text: string): Promise<{ code: number; output: string }> {
  await mkdir(dirname(join(copy, path)), { recursive: true });
  await writeFile(join(copy, path), text);
  return await new Promise((resolve) => {
    execFile('node_modules/.bin/oxlint', ['--format=unix', path], { cwd: copy }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}
