import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCases } from '../engine/cases/run-cases.ts';
import { readRuleFiles } from '../rule-files/read-rule-files.ts';
import { loadRulebook } from '../rulebook/load-rulebook.ts';
import { formatProblem } from '../rulebook/problem.ts';
import type { Problem } from '../rulebook/problem.ts';
import { CommandError } from './command-error.ts';
import { writeSchemas } from './write-schemas.ts';

/** A file would not pass `check`; somebody may say it otherwise. */
export class FileRefused extends CommandError {
  override name = 'FileRefused';
  /** Those at the left margin below which the faults are. */
  readonly keys: ReadonlySet<string>;
  constructor(message: string, keys: ReadonlySet<string>) {
    super(message);
    this.keys = keys;
  }
}

/**
 * Adds one file to a rules folder if it passes `check` there; editors get the schema that its first line names, and learn
 * its name. Never overwrites.
 * @throws CommandError when it is there already; FileRefused with what is wrong with it.
 */
export async function addFile(folder: string, path: string, text: string): Promise<void> {
  const { files, version } = await readRuleFiles(folder).catch(() => {
    throw new CommandError(`${folder} is no folder that can be read; RULES_PATH names the rules folder`);
  });
  if (files.some((file) => file.path === path)) throw existsAlready(folder, path);
  const loaded = loadRulebook([...files, { path, text }], { version });
  const problems = loaded.ok ? runCases(loaded.rulebook) : loaded.problems;
  const own = problems.filter((problem) => problem.file === path);
  if (own.length > 0)
    throw new FileRefused(
      `Nothing was written:\n${own.map((one) => told(one, text)).join('\n')}`,
      new Set(own.map((one) => keyAbove(one, text))),
    );
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text, { flag: 'wx' }).catch(() => {
    throw existsAlready(folder, path);
  });
  await writeSchemas(folder);
}

function existsAlready(folder: string, path: string): CommandError {
  return new CommandError(
    `${join(folder, path)} is there already, and nothing is overwritten; choose another id`,
  );
}

function keyAbove({ line }: Problem, text: string): string {
  const lines = text.split('\n').slice(0, line);
  return lines.findLast((one) => /^\w/.test(one))?.split(':')[0] ?? '';
}

/** With the line that it is about: there is no file to look it up in. */
function told(problem: Problem, text: string): string {
  const line = text.split('\n')[problem.line - 1]?.trim() ?? '';
  return `${formatProblem(problem)} [${problem.code}]\n    ${line}`;
}
