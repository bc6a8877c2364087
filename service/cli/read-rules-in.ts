import { runCases } from '../engine/cases/run-cases.ts';
import { readRulebook } from '../rule-files/open-rules.ts';
import { ruleFolder } from '../rule-files/rule-source.ts';
import { formatProblem } from '../rulebook/problem.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { CommandError } from './command-error.ts';

/**
 * The rules of a folder, checked as the service would.
 * @throws CommandError with every fault.
 */
export async function readRulesIn(path: string): Promise<Rulebook> {
  const read = await readRulebook({ source: ruleFolder(path), runCases });
  if (read.ok) return read.rulebook;
  const faults = read.problems.map((problem) => `${formatProblem(problem)} [${problem.code}]`);
  throw new CommandError(`The rules in ${path} are not in order:\n${faults.join('\n')}`);
}
