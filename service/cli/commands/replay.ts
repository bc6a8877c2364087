import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { withToolbox } from '../toolbox.ts';
import type { ReplaySubject } from '../../steer/actions.ts';

const subjects: Record<string, ReplaySubject> = { webhook: 'inbox', event: 'event', offer: 'offer' };

/** `waypost replay webhook|event|offer <id…>`: what was quarantined or died is worked on again. */
export function defineReplay(command: Command): void {
  command
    .argument('<what>', 'webhook (quarantined), event (dead) or offer (dead)')
    .argument('<ids...>', 'as the dashboard shows them')
    .option('--why <reason>', 'kept beside the change', 'no reason given')
    .action((what: string, ids: string[], { why }: { why: string }) =>
      withToolbox(command, async (tools) => {
        const subject = subjects[what];
        if (!subject)
          throw new CommandError(
            `${JSON.stringify(what)} cannot be replayed; expected webhook, event or offer`,
          );
        const count = await tools.actions.replay({
          ...tools.changedBy(why),
          forum: tools.forum,
          subject,
          ids,
        });
        process.stdout.write(`${count} of ${ids.length} put back.\n`);
        if (count < ids.length)
          throw new CommandError('The rest is not in a state to be replayed, or its text is no longer kept.');
      }),
    );
}
