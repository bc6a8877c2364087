import { type Outcome, checkOutcome } from './check-outcome.ts';
import { planFault, planFaults, startCrew } from './break-things.ts';
import { drain } from './drain.ts';
import type { Fault } from './faults/fault.ts';
import { openStage, promoteRules } from './open-stage.ts';
import { type Load, addMembers, canary, playLoad } from './play-load.ts';
import { type Memory, growing, watchMemory } from './watch-memory.ts';
import { randomFrom } from './random.ts';

export interface Campaign {
  events: number;
  kills: number;
  seed: number;
  redisWipes: number;
  /** How often a worker is stopped for longer than its leases and then goes on. */
  freezes: number;
  workers: number;
  fsync: boolean;
  drainWithinMs: number;
  /** One fault in place of kills at random; `kills` is how often it strikes. */
  fault?: Fault;
  say(line: string): void;
}

/** Plays one campaign: load and faults from one seed, then rest, then the count. */
export async function runCampaign(
  campaign: Campaign,
): Promise<Outcome & { killed: Map<string, number>; memory: Memory[]; tookMs: number }> {
  const { events, kills, seed, say } = campaign;
  const began = performance.now();
  const random = randomFrom(seed);
  const memberCount = Math.max(10, Math.round(events / 400));
  await using stage = await openStage({
    members: memberCount,
    fsync: campaign.fsync,
    withRedis: true,
    env: campaign.fault?.env ?? {},
  });
  await using crew = await startCrew(stage, campaign.workers);
  await promoteRules(stage);
  const load: Load = { firing: new Map(), planted: 0, members: await addMembers(stage, memberCount) };

  const common = { events, random: randomFrom(seed + 1), say };
  const faults = campaign.fault
    ? planFault(stage, crew, { ...common, fault: campaign.fault, strikes: kills })
    : planFaults(stage, crew, {
        ...common,
        kills,
        freezes: campaign.freezes,
        wipes: campaign.redisWipes,
      });
  const memory = watchMemory(crew);
  const lookEvery = Math.max(1, Math.floor(events / 60));
  await playLoad(stage, load, {
    events,
    random,
    async onEvent(index) {
      if (index % lookEvery === 0) await memory.look();
      await faults.onEvent(index);
    },
  });
  await faults.rest();
  say(
    `${events} events played, ${stage.relay.acknowledged.length} webhooks acknowledged, ${stage.relay.unacknowledged()} not; waiting for the rest`,
  );

  const { drained, undone } = await drain(stage, campaign.drainWithinMs);
  const outcome = await checkOutcome(stage, {
    planted: load.planted + stage.planted.count,
    canary,
    firing: load.firing,
  });
  const stuck = drained
    ? []
    : [`stuck: after ${campaign.drainWithinMs / 1_000} s something is left to do: ${JSON.stringify(undone)}`];
  return {
    ...outcome,
    broken: [...stuck, ...outcome.broken, ...growing(memory.result())],
    memory: memory.result(),
    killed: faults.killed(),
    tookMs: performance.now() - began,
  };
}
