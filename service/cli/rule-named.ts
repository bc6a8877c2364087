import { type RuleId, ruleId } from '../model/ids.ts';
import { didYouMean } from '../rulebook/reading/did-you-mean.ts';
import type { Rule } from '../rulebook/rule.ts';
import { CommandError } from './command-error.ts';

/**
 * The rule of this name.
 * @throws CommandError when there is none, with the names that are near.
 */
export function ruleNamed({ rules }: { rules: ReadonlyMap<RuleId, Rule> }, name: string): Rule {
  const found = rules.get(ruleId(name));
  if (found !== undefined) return found;
  throw new CommandError(
    `there is no rule "${name}"${didYouMean(name, [...rules.keys()])}; \`waypost check --uses\` lists them`,
  );
}
