import type { Command } from 'commander';
import { effectiveRung, withDefaultRung } from '../../engine/conditions/rung.ts';
import type { Rung } from '../../model/decision.ts';
import { ruleId } from '../../model/ids.ts';
import { CommandError } from '../command-error.ts';
import { withToolbox } from '../toolbox.ts';

/** `waypost rules`: where each rule stands, never higher than its file lets it. */
export function defineRules(command: Command): void {
  command.action(() =>
    withToolbox(command, async (tools) => {
      const forum = await tools.stores.forums.find(tools.forum);
      const { rungs, pausedRules } = await tools.stores.rules.standings(tools.stores.db, tools.forum);
      const { rules } = tools.rulebook();
      const now = withDefaultRung(rules, rungs, forum?.defaultRung ?? 'shadow');
      for (const rule of rules.values()) {
        const rung = pausedRules.has(rule.id) ? 'paused' : effectiveRung(rule, now);
        process.stdout.write(
          `${rule.id.padEnd(28)}${rung.padEnd(10)}${`at most ${rule.rollout}`.padEnd(18)}${rule.file}\n`,
        );
      }
    }),
  );
}

/** `waypost promote <rule>`: up to `live`, unless another rung is named. */
export function definePromote(command: Command): void {
  defineMove(command, 'live');
}

/** `waypost demote <rule>`: down to `shadow`, unless another rung is named. */
export function defineDemote(command: Command): void {
  defineMove(command, 'shadow');
}

function defineMove(command: Command, rung: Rung): void {
  command
    .argument('<rule>', 'id of the rule')
    .option('--to <rung>', 'draft, shadow, review or live', rung)
    .option('--why <reason>', 'kept beside the change', 'no reason given')
    .action((rule: string, { to, why }: { to: string; why: string }) =>
      withToolbox(command, async (tools) => {
        if (!isRung(to))
          throw new CommandError(`${JSON.stringify(to)} is no rung; expected draft, shadow, review or live`);
        const change = { ...tools.changedBy(why), forum: tools.forum, rule: ruleId(rule), rung: to };
        const moved = await tools.actions.setRung(change);
        if (!moved.moved) throw new CommandError(moved.because);
        const next =
          to === 'review'
            ? ' What it proposes waits under “Approvals” on the dashboard, and in `review list`.'
            : '';
        process.stdout.write(`${rule}: ${moved.from} → ${moved.to}.${next}\n`);
      }),
    );
}

function isRung(text: string): text is Rung {
  return ['draft', 'shadow', 'review', 'live'].includes(text);
}
