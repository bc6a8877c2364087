import { parseArgs } from 'node:util';
import { runCampaign } from './run-campaign.ts';
import { runEveryCrashPoint } from './run-crash-points.ts';
import { say, sayVerdict } from './say-verdict.ts';

const usage =
  'npm run campaign -- --events 20000 --kills 30 --seed N [--redis-wipes 1] [--freezes 0] [--workers 2] [--points]';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    'redis-wipes': { type: 'string', default: '1' },
    freezes: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    points: { type: 'boolean', default: false },
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
