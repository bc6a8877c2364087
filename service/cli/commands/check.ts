import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { runCases } from '../../engine/run-cases.ts';
import { openRules, RulesError } from '../../rule-files/open-rules.ts';
import { formatProblem } from '../../rulebook/problem.ts';
import { CommandError } from '../command-error.ts';

/** `waypost check [path]`: reads the rules as the service would, runs their cases, and tells every fault with its place. No server. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .argument('[path]', 'the rules folder; RULES_PATH, or rules, unless named')
    .description('check rules and resources and run their cases')
    .action(async (path: string | undefined) => {
      const folder = path ?? readConfig().rulesPath;
      try {
        await using rules = await openRules({
          path: folder,
          runCases,
          onRulebook: (_rulebook, warnings) => {
            for (const warning of warnings) process.stdout.write(`warning: ${formatProblem(warning)}\n`);
          },
        });
        const { rules: all, resources } = rules.current();
        const cases = [...all.values()].reduce(
          (sum, rule) => sum + rule.cases.fires.length + rule.cases.silent.length,
          0,
        );
        process.stdout.write(
          `${all.size} rules, ${resources.size} resources and ${cases} cases are in order.\n`,
        );
      } catch (error) {
        if (error instanceof RulesError) throw new CommandError(error.message);
        throw error;
      }
    });
}
