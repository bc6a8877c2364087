import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { startEmbeddedRedis } from '../../service/embedded/start-embedded-redis.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { aRequest, fire, median, quantile } from './fire.ts';

/** `npm run bench:ingest [rounds] [requests]`: what keeping a webhook costs, as ratios from one run. Machines differ; ratios less so. */
const rounds = Number(process.argv[2] ?? 7);
const perRound = Number(process.argv[3] ?? 4_000);
const connections = 50;
const secret = 'bench-secret-that-is-long-enough-for-anybody';
const variants = ['bare', 'unkept', 'ours-asleep', 'ours', 'single'] as const;

await using opened = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
opened.defer(() => rm(dataDir, { recursive: true, force: true }));
const log = { info: () => {}, warn: () => {} };
const postgres = opened.use(await startEmbeddedPostgres({ dataDir, log }));
const redis = await startEmbeddedRedis({ dataDir, log });
if (redis) opened.use(redis);
const db = openDatabase({ connection: postgres.url, onIdleError: () => {} });
await migrateToLatest(db);
await db.destroy();

const isPinned = availableParallelism() > 1 && canPin();
const servers = new Map<string, Server>();
for (const variant of variants) {
  if (variant === 'ours' && !redis) continue;
  const server = await startServer(variant);
  opened.defer(() => server.stop());
  servers.set(variant, server);
}

let id = 0;
const measured = new Map<string, { cpuUs: number[]; perSecond: number[]; latenciesMs: number[] }>();
for (let round = -1; round < rounds; round += 1) {
  for (const [variant, server] of servers) {
    const requests = Array.from({ length: perRound }, () => aRequest(secret, (id += 1)));
    const before = await server.cpuUs();
    const { tookMs, latenciesMs } = await fire(server.port, requests, connections);
    const cpuUs = ((await server.cpuUs()) - before) / perRound;
    if (round < 0) continue; // the first round warms up
    const seen = measured.get(variant) ?? { cpuUs: [], perSecond: [], latenciesMs: [] };
    seen.cpuUs.push(cpuUs);
    seen.perSecond.push((perRound / tookMs) * 1_000);
    seen.latenciesMs.push(...latenciesMs);
    measured.set(variant, seen);
  }
}

console.log(
  `${rounds} interleaved rounds of ${perRound} signed webhooks over ${connections} connections; servers ${isPinned ? 'pinned to one core' : 'not pinned'}; medians`,
);
for (const [variant, { cpuUs, perSecond, latenciesMs }] of measured) {
  const told = [
    `${median(cpuUs).toFixed(1)} us CPU`,
    `${Math.round(median(perSecond))}/s`,
    `p50 ${median(latenciesMs).toFixed(1)} ms`,
    `p99 ${quantile(latenciesMs, 0.99).toFixed(1)} ms`,
  ];
  console.log(`  ${variant.padEnd(12)} ${told.join('   ')}`);
}
const ratio = (of: string, to: string, what: 'cpuUs' | 'perSecond') => {
  const [a, b] = [measured.get(of)?.[what] ?? [], measured.get(to)?.[what] ?? []];
  return median(a.map((value, index) => value / (b[index] ?? Number.NaN))).toFixed(2);
};
const best = servers.has('ours') ? 'ours' : 'ours-asleep';
console.log(
  `CPU per webhook against bare Fastify: ${ratio(best, 'bare', 'cpuUs')} (${ratio('ours-asleep', 'bare', 'cpuUs')} without waking workers, ${ratio('unkept', 'bare', 'cpuUs')} without keeping it either); goal <= 1.25`,
);
console.log(
  `rate against one INSERT per request: ${ratio(best, 'single', 'perSecond')} (${ratio('ours-asleep', 'single', 'perSecond')} without waking workers); goal >= 2.5`,
);

interface Server {
  port: number;
  cpuUs(): Promise<number>;
  stop(): Promise<void>;
}

async function startServer(variant: string): Promise<Server> {
  const file = join(import.meta.dirname, 'ingest-server.ts');
  const args = [file, variant, postgres.url, redis ? `unix://${redis.socket}` : '', secret];
  const child: ChildProcess = isPinned
    ? spawn('taskset', ['-c', '0', process.execPath, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    : spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  const lines = createInterface(child.stdout);
  const port = Number((await once(lines, 'line'))[0]);
  return {
    port,
    async cpuUs() {
      child.stdin?.write('\n');
      return Number((await once(lines, 'line'))[0]);
    },
    async stop() {
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
}

function canPin(): boolean {
  try {
    execFileSync('taskset', ['-c', '0', 'true']);
    return true;
  } catch {
    return false;
  }
}
