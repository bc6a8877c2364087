import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { runCases } from '../../engine/cases/run-cases.ts';
import { readRulebook } from '../../rule-files/open-rules.ts';
import { ruleFolder } from '../../rule-files/rule-source.ts';
import { formatProblems, problemFormats } from '../../rulebook/format-problems.ts';
import type { CheckResult } from '../../rulebook/format-problems.ts';
import { lintRules } from '../../rulebook/checks/lint-rules.ts';
import { findUses } from '../../rulebook/resources/find-uses.ts';
import { overdueReviews } from '../../rulebook/checks/overdue-reviews.ts';
import { sortProblems } from '../../rulebook/problem.ts';
import { lintSnapshot } from '../../rulebook/snapshot/lint-snapshot.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { CommandError } from '../command-error.ts';

/** `waypost check [path]`: reads the rules as the service would, runs their cases, and tells every fault with its place. No server. */
export function defineCheck(command: Command): void {
  command
    .argument('[path]', 'the rules folder; RULES_PATH, or rules, unless named')
    .option('--format <format>', problemFormats.join(', '), 'text')
    .option('--uses', 'list which rules offer which guide, too', false)
    .action(async (path: string | undefined, { format, uses }: { format: string; uses: boolean }) => {
      const known = problemFormats.find((one) => one === format);
      if (known === undefined)
        throw new CommandError(`--format ${format}: expected ${problemFormats.join(', ')}`);
      const folder = path ?? configFor(command).rulesPath;
      const { uses: found, ...result } = await check(folder);
      const isWanted = uses || known === 'json';
      const marked = fromHere(folder);
      const text = formatProblems({ ...result, folder: marked, ...(isWanted ? { uses: found } : {}) }, known);
      if (result.problems.length === 0) {
        process.stdout.write(`${text}\n`);
        return;
      }
      if (known === 'text') throw new CommandError(`The rules in ${folder} are not in order:\n${text}`);
      process.stdout.write(`${text}\n`);
      throw new CommandError(result.summary);
    });
}

/** Who marks faults in a change knows files by their place in the repository, from which `check` is called. */
function fromHere(folder: string): string {
  const path = relative(process.cwd(), resolve(folder)).split(sep).join('/');
  if (path === '') return '.';
  return path.startsWith('../') ? resolve(folder) : path;
}

async function check(path: string): Promise<Omit<Required<CheckResult>, 'folder'>> {
  const read = await readRulebook({ source: ruleFolder(path), runCases });
  if (!read.ok) {
    const { problems } = read;
    const places = new Set(problems.map(({ file }) => file)).size;
    const summary = `${counted(problems.length, 'fault')} in ${counted(places, 'file')}.`;
    return { problems, warnings: [], uses: {}, summary };
  }
  const { rulebook } = read;
  const warnings = sortProblems([
    ...read.warnings,
    ...lintRules(rulebook),
    ...lintSnapshot(rulebook),
    ...overdueReviews(rulebook, new Date()),
  ]);
  const uses = Object.fromEntries(findUses(rulebook));
  return { problems: [], warnings, uses, summary: summaryOf(rulebook) };
}

function summaryOf({ rules, resources }: Rulebook): string {
  const cases = [...rules.values()].reduce(
    (sum, rule) => sum + rule.cases.fires.length + rule.cases.silent.length,
    0,
  );
  return `${counted(rules.size, 'rule')}, ${counted(resources.size, 'resource')} and ${counted(cases, 'case')} are in order.`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
