import { statfs } from 'node:fs/promises';
import type { Config } from '../../config.ts';
import type { PostgresSeen, QueueSeen } from '../../doctor/judge-servers.ts';
import { hasCluster } from '../../embedded/has-cluster.ts';
import { createLogger } from '../../logger.ts';
import { readRedis } from '../../queue/read-redis.ts';
import { openQueueServer } from '../../runtime/open-queue.ts';
import { openStores } from '../../runtime/open-stores.ts';

export interface MachineExamined {
  postgres: PostgresSeen;
  postgresAheadMs: number;
  queue: QueueSeen;
  disk: { folder: string; freeBytes: number; totalBytes: number } | null;
  lastHeardAt: Date | null;
}

/**
 * Looks at the servers of this installation, beside the running service or without it. Null where there are none: no
 * Waypost has run with this data folder, and to look makes nothing. @throws what opening them throws
 */
export async function examineMachine(config: Config): Promise<MachineExamined | null> {
  if (config.databaseUrl === null && !(await hasCluster(config.dataDir))) return null;
  const log = createLogger({ ...config, logLevel: 'silent' });
  await using opened = new AsyncDisposableStack();
  const { stores, connection } = opened.use(await openStores(config, log));
  const before = Date.now();
  const said = await stores.clock(stores.db);
  const health = await stores.reports.forumHealth(config.forumName);
  const { server } = opened.use(await openQueueServer(config, connection, log));
  return {
    postgres: await stores.reports.postgresSettings(),
    postgresAheadMs: said.getTime() - (before + Date.now()) / 2,
    queue: server.kind === 'postgres' ? { kind: 'postgres' } : await examineRedis(server.addresses[0] ?? ''),
    disk: config.databaseUrl === null ? await examineDisk(config.dataDir) : null,
    lastHeardAt: health?.lastWebhookAt ?? null,
  };
}

async function examineRedis(address: string): Promise<QueueSeen> {
  try {
    return { kind: 'redis', ...(await readRedis(address)) };
  } catch (error) {
    return { kind: 'unreachable', why: error instanceof Error ? error.message : String(error) };
  }
}

async function examineDisk(folder: string): Promise<MachineExamined['disk']> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { folder, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
