import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { startEmbeddedRedis } from '../../service/embedded/start-embedded-redis.ts';

const quiet = { info: () => {}, warn: () => {} };

/** A server that is killed and comes back under the same address. */
export interface KillableServer extends AsyncDisposable {
  address: string;
  /** `kill -9`, then a start on the same files, or on none. */
  killAndRestart(options?: { wiped?: boolean }): Promise<void>;
  /** To all of its processes: `SIGSTOP` freezes it, `SIGCONT` lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>;
}

/** Each start of a private server has a socket directory of its own; a link with one name points to the present one. */
export async function openPostgres(
  dataDir: string,
  settings: Readonly<Record<string, string>>,
): Promise<KillableServer> {
  const link = join(dataDir, 'pg');
  const postmaster = async () =>
    Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const start = async () => {
    const server = await startEmbeddedPostgres({ dataDir, log: quiet, settings });
    await pointTo(link, server.connection.host);
    return server;
  };
  let server = await start();
  return {
    address: `postgresql://waypost@${encodeURIComponent(link)}/waypost`,
    signal: async (signal) => signalAll(await postmaster(), signal),
    async killAndRestart() {
      process.kill(await postmaster(), 'SIGKILL');
      await server.failed;
      await server[Symbol.asyncDispose]();
      server = await start();
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Null where the machine has no Redis. */
export async function openRedis(dataDir: string): Promise<KillableServer | null> {
  const link = join(dataDir, 'rd');
  const start = async () => {
    const server = await startEmbeddedRedis({ dataDir, log: quiet });
    if (server) await pointTo(link, dirname(server.socket));
    return server;
  };
  const first = await start();
  if (!first) return null;
  let server = first;
  return {
    address: `unix://${link}/redis.sock`,
    signal: async (signal) =>
      signalAll(Number(await readFile(join(dataDir, 'redis', 'redis.pid'), 'utf8')), signal),
    async killAndRestart({ wiped = false } = {}) {
      const folder = join(dataDir, 'redis');
      process.kill(Number(await readFile(join(folder, 'redis.pid'), 'utf8')), 'SIGKILL');
      await server.failed;
      await server[Symbol.asyncDispose]();
      if (wiped) {
        await rm(folder, { recursive: true });
        await mkdir(folder, { mode: 0o700 });
      }
      server = (await start()) ?? server;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** A process and those it has begun; some of them may end in between. */
async function signalAll(pid: number, signal: NodeJS.Signals): Promise<void> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const one of [
    pid,
    ...children
      .split(' ')
      .filter((id) => id !== '')
      .map(Number),
  ]) {
    try {
      process.kill(one, signal);
    } catch {
      // It has ended.
    }
  }
}

async function pointTo(link: string, target: string): Promise<void> {
  await rm(`${link}.new`, { force: true });
  await symlink(target, `${link}.new`);
  await rename(`${link}.new`, link);
}
