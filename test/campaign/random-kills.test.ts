import { expect, it } from 'vitest';
import { runCampaign } from './run-campaign.ts';

const seed = Number(process.env['CAMPAIGN_SEED'] ?? Math.floor(Math.random() * 1_000_000));

it(
  `loses nothing, doubles nothing and stays under every cap while everything is killed at random (seed ${seed})`,
  { timeout: 120_000 },
  async () => {
    const lines: string[] = [];
    const outcome = await runCampaign({
      events: 500,
      kills: 6,
      seed,
      redisWipes: 1,
      freezes: 0,
      workers: 1,
      fsync: false,
      drainWithinMs: 60_000,
      say: (line) => void lines.push(line),
    });
    console.log(`seed ${seed}: ${lines.join(', ')}; ${JSON.stringify(outcome.counts)}`);

    expect(outcome.broken).toEqual([]);
    expect(outcome.counts.replies).toBeGreaterThan(0);
  },
);
