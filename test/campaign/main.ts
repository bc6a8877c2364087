import { parseArgs } from 'node:util';
import { runCampaign } from './run-campaign.ts';
import { runEveryCrashPoint } from './run-crash-points.ts';
import { faults } from './faults/faults.ts';
import { say, sayVerdict } from './say-verdict.ts';

const usage =
  'npm run campaign -- --events 20000 --kills 30 --seed N [--redis-wipes 1] [--freezes 0] [--workers 2] [--points] [--faults NAME|all|list]';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    'redis-wipes': { type: 'string', default: '1' },
    freezes: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    points: { type: 'boolean', default: false },
    faults: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [events, kills, seed, redisWipes, freezes, workers] = [
  values.events,
  values.kills,
  values.seed,
  values['redis-wipes'],
  values.freezes,
  values.workers,
].map(Number) as [number, number, number, number, number, number];

// What was started ends with this process, also when somebody has seen enough.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

if (
  values.help ||
  [events, kills, seed, redisWipes, freezes, workers].some(
    (number) => !Number.isInteger(number) || number < 0,
  )
) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = values.help ? 0 : 2;
} else if (values.faults === 'list') {
  for (const [name, { what }] of Object.entries(faults)) process.stdout.write(`${name.padEnd(36)}${what}\n`);
} else if (values.faults !== undefined) {
  process.exitCode = (await strikeOneByOne(values.faults)) ? 0 : 1;
} else {
  const points = values.points ? await runEveryCrashPoint(say) : [];
  const outcome = await runCampaign({
    events,
    kills,
    seed,
    redisWipes,
    freezes,
    workers,
    fsync: true,
    drainWithinMs: 300_000,
    say,
  });
  process.exitCode = sayVerdict({ ...outcome, broken: [...points, ...outcome.broken] }, { events, seed })
    ? 0
    : 1;
}

/** Each fault by itself, with the same checker and a line of verdict; six strikes each unless `--kills` says otherwise. */
async function strikeOneByOne(name: string): Promise<boolean> {
  const chosen = Object.entries(faults).filter(([known]) => name === 'all' || known === name);
  if (chosen.length === 0) {
    process.stderr.write(`There is no fault ${JSON.stringify(name)}; --faults list names them.\n`);
    return false;
  }
  const verdicts: string[] = [];
  for (const [known, fault] of chosen) {
    const outcome = await runCampaign({
      events: values.events === '20000' ? (fault.events ?? 2_000) : events,
      kills: values.kills === '30' ? 6 : kills,
      seed,
      redisWipes: 0,
      freezes: 0,
      workers,
      fsync: true,
      drainWithinMs: 300_000,
      fault,
      say,
    });
    const { counts, broken, memory } = outcome;
    for (const sentence of broken.slice(0, 20)) process.stdout.write(`  BROKEN ${sentence}\n`);
    verdicts.push(
      `${broken.length === 0 ? 'HELD  ' : 'BROKEN'} ${known.padEnd(36)} ${counts.lost} lost, ${counts.doubled} doubled, ${counts.overCap} over cap of ${counts.acknowledged} acknowledged and ${counts.replies} replies; ${memory.map(({ name, middle, end }) => `${name} ${middle.toFixed(0)} → ${end.toFixed(0)} MB, `).join('')}seed ${seed}`,
    );
    process.stdout.write(`${verdicts.at(-1) ?? ''}\n`);
  }
  if (verdicts.length > 1) process.stdout.write(`\n${verdicts.join('\n')}\n`);
  return verdicts.every((verdict) => verdict.startsWith('HELD'));
}
