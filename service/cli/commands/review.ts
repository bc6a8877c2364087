import type { Command } from 'commander';
import { sayMoment } from '../../engine/explaining/say-moment.ts';
import type { Offer } from '../../model/offer.ts';
import type { Reviewed } from '../../steer/review-offers.ts';
import { createReviews } from '../../steer/review-offers.ts';
import { CommandError } from '../command-error.ts';
import { zoneHere } from '../print-explanation.ts';
import { type Toolbox, withToolbox } from '../toolbox.ts';

/**
 * `waypost review list|approve|reject`. Care is neither shown nor decided here: an account of the machine proves no
 * name, so its approvers use the dashboard.
 */
export function defineReview(review: Command): void {
  review
    .command('list')
    .description('list what waits, what expires first in front')
    .option('--format <format>', 'text or json', 'text')
    .action(({ format }: { format: string }) => withToolbox(review, (tools) => list(tools, format)));
  addDecision(review, 'approve', 'let offers be sent, if everything still speaks for them at their time');
  addDecision(review, 'reject', 'end offers; nothing is sent');
}

async function list({ forum, stores: { reports } }: Toolbox, format: string): Promise<void> {
  const { count, offers } = await reports.proposedOffers(forum, [], 500);
  if (format === 'json') {
    const rows = offers.map(({ offer, memberName }) => ({ ...summaryOf(offer), member: memberName }));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  if (count === 0) process.stdout.write('Nothing waits for a decision.\n');
  for (const { offer, memberName } of offers) {
    const until = sayMoment(offer.decideBy ?? offer.expiresAt, 'en', zoneHere());
    const post = offer.postId === null ? '' : `, post ${offer.postId}`;
    process.stdout.write(
      `${offer.id.padEnd(8)}${offer.rule.padEnd(28)}${offer.resource} to ${memberName ?? 'a member'} as ${offer.channel}${post}, until ${until}\n`,
    );
  }
  if (count > offers.length) process.stdout.write(`and ${count - offers.length} more\n`);
}

function summaryOf({ id, rule, resource, channel, locale, postId, createdAt, notBefore, decideBy }: Offer) {
  return { id, rule, resource, channel, locale, postId, createdAt, notBefore, decideBy };
}

function addDecision(review: Command, name: 'approve' | 'reject', description: string): void {
  review
    .command(name)
    .argument('<ids...>', 'as `review list` shows them')
    .option('--why <reason>', 'kept beside the decision', '')
    .description(description)
    .action((ids: string[], { why }: { why: string }) =>
      withToolbox(review, async ({ forum, who, stores, rulebook }) => {
        const reviews = createReviews({ ...stores, rulebook });
        const by = { forum, who, why, account: null, madeOn: 'command line' as const };
        const results: Reviewed[] = [];
        for (const id of ids)
          results.push(
            name === 'approve'
              ? await reviews.approve({ ...by, id, edited: null })
              : await reviews.reject({ ...by, id }),
          );
        const done = results.filter((result) => result.done).length;
        process.stdout.write(`${done} of ${ids.length} ${name === 'approve' ? 'approved' : 'rejected'}.\n`);
        if (done < ids.length)
          throw new CommandError(
            'The rest does not wait for a decision here: it was decided already, or its time was over.',
          );
      }),
    );
}
