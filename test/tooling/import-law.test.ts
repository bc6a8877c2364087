import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = process.cwd();
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'waypost-law-'));
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
    await cp(name, join(copy, name));
  await cp('test/tooling/lend-typescript-6.ts', join(copy, 'lend-typescript-6.ts'));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const storage = {
  'service/storage/store.ts':
    'export interface Store { name: string }\nexport const store: Store = { name: "" };\n',
};
const queue = {
  'service/queue/producer.ts': 'export const producer = 1;\n',
  'service/queue/jobs.ts': 'export const jobs = 1;\n',
};

const violations: [says: string, rule: string, files: Record<string, string>][] = [
  [
    'a value imported by a pure folder',
    'engine-imports',
    {
      ...storage,
      'service/engine/a.ts': `import { store } from '../storage/store.ts';\nexport const a = store;\n`,
    },
  ],
  [
    'a type imported by a pure folder',
    'engine-imports',
    {
      ...storage,
      'service/engine/a.ts': `import type { Store } from '../storage/store.ts';\nexport type A = Store;\n`,
    },
  ],
  [
    'a type re-exported by a pure folder',
    'engine-imports',
    { ...storage, 'service/engine/a.ts': `export type { Store } from '../storage/store.ts';\n` },
  ],
  [
    'a type named by import() in a pure folder',
    'model-imports',
    { ...storage, 'service/model/a.ts': `export type A = import('../storage/store.ts').Store;\n` },
  ],
  [
    'a value imported late by a pure folder',
    'rulebook-imports',
    { ...storage, 'service/rulebook/a.ts': `export const a = () => import('../storage/store.ts');\n` },
  ],
  [
    'a Node module in a pure folder',
    'engine-is-pure',
    { 'service/engine/a.ts': `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n` },
  ],
  [
    'one edge importing another',
    'queue-imports',
    {
      ...storage,
      'service/queue/a.ts': `import type { Store } from '../storage/store.ts';\nexport type A = Store;\n`,
    },
  ],
  [
    'a stage that takes an edge for itself',
    'ingest-imports-only-types',
    {
      ...storage,
      'service/ingest/a.ts': `import { store } from '../storage/store.ts';\nexport const a = store;\n`,
    },
  ],
  [
    'a stage that takes both a type and a value of an edge',
    'ingest-imports-only-types',
    {
      ...storage,
      'service/ingest/a.ts': `import type { Store } from '../storage/store.ts';\nimport { store } from '../storage/store.ts';\nexport const a: Store = store;\n`,
    },
  ],
  [
    'one stage importing another',
    'deliver-imports',
    {
      'service/evaluate/a.ts': 'export interface A { x: 1 }\n',
      'service/deliver/b.ts': `import type { A } from '../evaluate/a.ts';\nexport type B = A;\n`,
    },
  ],
  [
    'a cycle made of types',
    'no-cycles',
    {
      'service/model/a.ts': `import type { B } from './b.ts';\nexport interface A { b: B }\n`,
      'service/model/b.ts': `import type { A } from './a.ts';\nexport interface B { a: A }\n`,
    },
  ],
  [
    'bullmq outside the queue',
    'bullmq-behind-queue',
    { 'service/dashboard/a.ts': `import { Queue } from 'bullmq';\nexport const a = Queue;\n` },
  ],
  [
    'product code that imports a test',
    'nothing-imports-content-or-tests',
    {
      'test/a.ts': 'export const a = 1;\n',
      'service/runtime.ts': `import { a } from '../test/a.ts';\nexport const b = a;\n`,
    },
  ],
  [
    'a folder without a law',
    'folder-has-a-law',
    {
      ...storage,
      'service/novelty/a.ts': `import { store } from '../storage/store.ts';\nexport const a = store;\n`,
    },
  ],
  [
    'an import that leads nowhere',
    'everything-resolves',
    { 'service/model/a.ts': `export * from './gone.ts';\n` },
  ],
];

test.each(violations)('finds %s', async (_says, rule, files) => {
  const { code, output } = await cruise(files);

  expect(output).toContain(`error ${rule}: `);
  expect(code).not.toBe(0);
});

test('lets a stage name types of edges, and use the pure part of the queue', async () => {
  const { code, output } = await cruise({
    ...storage,
    ...queue,
    'service/ingest/a.ts': `import type { Store } from '../storage/store.ts';\nimport { jobs } from '../queue/jobs.ts';\nexport const a = (store: Store) => [store, jobs];\n`,
  });

  expect(output).toContain('no dependency violations found');
  expect(code).toBe(0);
});

async function cruise(files: Record<string, string>): Promise<{ code: number; output: string }> {
  await rm(join(copy, 'service'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text);
  }
  const program = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', './lend-typescript-6.ts', program, 'service'],
      { cwd: copy },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
      },
    );
  });
}
