import type { Command } from 'commander';
import { ruleId } from '../../model/ids.ts';
import { didYouMean } from '../../rulebook/reading/did-you-mean.ts';
import type { PauseScope } from '../../steer/actions.ts';
import { CommandError } from '../command-error.ts';
import { type Toolbox, withToolbox } from '../toolbox.ts';

/** `waypost pause [forum|<rule>]`. */
export function definePause(command: Command): void {
  command
    .argument('[what]', '"forum" for all sending, or the id of a rule', 'forum')
    .option('--why <reason>', 'kept beside the change', 'no reason given')
    .action((what: string, { why }: { why: string }) =>
      withToolbox(command, async (tools) => {
        const scope = readScope(tools, what);
        await tools.actions.pause({ ...tools.changedBy(why), forum: tools.forum, ...scope });
        process.stdout.write(
          `Paused: ${nameOf(scope)}. Offers that are due wait, and expire in their own time. "waypost resume ${what}" goes on.\n`,
        );
      }),
    );
}

/** `waypost resume [forum|<rule>]`. */
export function defineResume(command: Command): void {
  command
    .argument('[what]', '"forum" for all sending, or the id of a rule', 'forum')
    .option('--why <reason>', 'kept beside the change', 'no reason given')
    .action((what: string, { why }: { why: string }) =>
      withToolbox(command, async (tools) => {
        const scope = readScope(tools, what);
        await tools.actions.resume({ ...tools.changedBy(why), forum: tools.forum, ...scope });
        process.stdout.write(`Resumed: ${nameOf(scope)}.\n`);
      }),
    );
}

function readScope(tools: Toolbox, what: string): PauseScope {
  if (what === 'forum') return { scope: 'forum' };
  const rule = ruleId(what);
  if (tools.rulebook().rules.has(rule)) return { scope: 'rule', rule };
  const rules = [...tools.rulebook().rules.keys()];
  const near = didYouMean(what, ['forum', ...rules]);
  throw new CommandError(
    `There is no rule ${JSON.stringify(what)}${near}. Say "forum", or one of: ${rules.join(', ')}`,
  );
}

function nameOf(scope: PauseScope): string {
  return scope.scope === 'forum' ? 'all sending to the forum' : `the rule ${scope.rule}`;
}
