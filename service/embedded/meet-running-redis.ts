import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { endProcess, isAlive, servesDirectory } from './find-process.ts';
import { connectToRedis, redisHasOwner } from './redis-connection.ts';
import { readRedisFiles, removeRedisFiles } from './redis-files.ts';
import { removeSocketDirectory } from './socket-directory.ts';

/** An owner connects within milliseconds after its server is ready; one that has not by then is dead. */
const ownerComesWithinMs = 1_000;

/**
 * Looks for a Redis that already runs on the directory. One whose owner lives is shared: its socket is returned.
 * A leftover of a `kill -9` is stopped. Null means that the way is free for a server of our own.
 */
export async function meetRunningRedis(log: EmbeddedLog, directory: string): Promise<string | null> {
  const files = await readRedisFiles(directory);
  if (!files) return null;

  if (!(await servesDirectory(files.pid, directory))) {
    await removeRedisFiles(directory);
    return null;
  }
  if (await hasLivingOwner(files.pid, files.socket)) return files.socket;

  log.info({ pid: files.pid }, 'stopping the Redis that an earlier run left behind');
  const gone = await endProcess(files.pid, [
    ['SIGTERM', 10_000],
    ['SIGKILL', 5_000],
  ]);
  if (gone) {
    await removeSocketDirectory(dirname(files.socket));
    return null;
  }
  throw new EmbeddedServerError(
    `A Redis that an earlier run left behind on ${directory} (process ${files.pid}) does not stop. ` +
      'Stop it by hand, or set REDIS_URL.',
  );
}

async function hasLivingOwner(pid: number, socket: string): Promise<boolean> {
  const until = performance.now() + ownerComesWithinMs;
  while (performance.now() < until && (await isAlive(pid))) {
    if (await askForOwner(socket)) return true;
    await sleep(50);
  }
  return false;
}

async function askForOwner(socket: string): Promise<boolean> {
  const client = await connectToRedis(socket).catch(() => null); // starting, stopping, or its socket was removed
  if (!client) return false;
  try {
    return await redisHasOwner(client);
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
