import type { Outcome } from './check-outcome.ts';

const started = performance.now();

export function say(line: string): void {
  process.stdout.write(`${((performance.now() - started) / 1_000).toFixed(1).padStart(7)} s  ${line}\n`);
}

/** Prints what was counted and, last, the verdict. True: every promise held. */
export function sayVerdict(
  outcome: Outcome & { killed: ReadonlyMap<string, number>; tookMs: number },
  campaign: { events: number; seed: number },
): boolean {
  const { counts, broken } = outcome;
  for (const sentence of broken.slice(0, 40)) process.stdout.write(`  BROKEN ${sentence}\n`);
  if (broken.length > 40) process.stdout.write(`  BROKEN and ${broken.length - 40} more\n`);
  const kills = [...outcome.killed].map(([what, times]) => `${what} ${times}`).join(', ');
  process.stdout.write(
    [
      `killed: ${kills || 'nothing'}`,
      `${counts.acknowledged} webhooks acknowledged; ${counts.posts} posts on the forum, ${counts.firing} of them with a rule's words`,
      `${counts.replies} replies stand, ${counts.held} decisions were held back, ${counts.leftToAPerson} offers were left to a person because their topic had changed`,
      `took ${Math.round(outcome.tookMs / 1_000)} s`,
      '',
    ].join('\n'),
  );
  const upperBound = counts.acknowledged > 0 ? (3 / counts.acknowledged).toExponential(0) : 'unknown';
  const held = broken.length === 0;
  process.stdout.write(
    `${held ? 'HELD' : 'BROKEN'}: ${counts.lost} lost, ${counts.doubled} doubled, ${counts.overCap} over cap` +
      `${counts.removedDoubles > 0 ? `, ${counts.removedDoubles} doubled and removed by the janitor` : ''}; ` +
      `seed ${campaign.seed}, ${campaign.events} events, 95 % upper bound of loss ${upperBound}. ` +
      'Residual window, without the plugin: a process frozen for longer than quietMs between its fence check and its write may double a reply; the janitor removes the later one.\n',
  );
  return held;
}
