import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCases } from '../engine/cases/run-cases.ts';
import { readRuleFiles } from '../rule-files/read-rule-files.ts';
import { loadRulebook } from '../rulebook/load-rulebook.ts';
import { formatProblem } from '../rulebook/problem.ts';
import type { Problem } from '../rulebook/problem.ts';
import { CommandError } from './command-error.ts';
import { writeSchemas } from './write-schemas.ts';

/**
 * Adds one file to a rules folder if it passes `check` there; editors learn its name. Never overwrites.
 * @throws CommandError when it is there already, or with what is wrong with it.
 */
export async function addFile(folder: string, path: string, text: string): Promise<void> {
  const { files, version } = await readRuleFiles(folder).catch(() => {
    throw new CommandError(`${folder} is no folder that can be read; RULES_PATH names the rules folder`);
  });
  if (files.some((file) => file.path === path)) throw existsAlready(folder, path);
  const loaded = loadRulebook([...files, { path, text }], { version });
  const problems = loaded.ok ? runCases(loaded.rulebook) : loaded.problems;
  const own = problems.filter((problem) => problem.file === path);
  if (own.length > 0) throw new CommandError(`Nothing was written:\n${own.map(told).join('\n')}`);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text, { flag: 'wx' }).catch(() => {
    throw existsAlready(folder, path);
  });
  if (await isThere(join(folder, 'schema'))) await writeSchemas(folder);
}

function existsAlready(folder: string, path: string): CommandError {
  return new CommandError(
    `${join(folder, path)} is there already, and nothing is overwritten; choose another id`,
  );
}

function told(problem: Problem): string {
  return `${formatProblem(problem)} [${problem.code}]`;
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
