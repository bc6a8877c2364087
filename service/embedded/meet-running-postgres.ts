import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { endProcess, isAlive, servesDirectory } from './find-process.ts';
import { connect, hasOwner } from './postgres-connection.ts';
import { readPostmasterFile, removePostmasterFile } from './postmaster-file.ts';
import { removeSocketDirectory } from './socket-directory.ts';

/** An owner connects within milliseconds after its server is ready; one that has not by then is dead. */
const ownerComesWithinMs = 1_000;

/** A server that recovers from a crash may take minutes; one that takes longer is stuck. */
const startsWithinMs = 300_000;

/** SQLSTATE of a server that is starting, recovering or stopping. */
const notNow = '57P03';

/**
 * Looks for a Postgres that already runs on the cluster. One whose owner lives is shared: its socket directory is
 * returned. A leftover of a `kill -9` is stopped. Null means that the way is free for a server of our own.
 */
export async function meetRunningPostgres(log: EmbeddedLog, cluster: string): Promise<string | null> {
  const file = await readPostmasterFile(cluster);
  if (!file) return null;

  if (!(await servesDirectory(file.pid, cluster))) {
    await removePostmasterFile(cluster); // Postgres would not start if the id belongs to another program by now
    return null;
  }
  const shared = await findOwnedSocket(cluster, file.pid);
  if (shared !== null) return shared;

  log.info({ pid: file.pid }, 'stopping the Postgres that an earlier run left behind');
  const gone = await endProcess(file.pid, [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ]);
  if (gone) {
    await removeSocketDirectory(file.socketDir);
    return null;
  }
  throw new EmbeddedServerError(
    `A Postgres that an earlier run left behind on ${cluster} (process ${file.pid}) does not stop. ` +
      'Stop it by hand, or set DATABASE_URL.',
  );
}

async function findOwnedSocket(cluster: string, pid: number): Promise<string | null> {
  const giveUp = performance.now() + startsWithinMs;
  let until = performance.now() + ownerComesWithinMs;
  while (performance.now() < Math.min(until, giveUp) && (await isAlive(pid))) {
    const socketDir = (await readPostmasterFile(cluster))?.socketDir ?? '';
    const answer = await askForOwner(socketDir);
    if (answer === 'owner') return socketDir;
    if (answer === 'not now') until = performance.now() + ownerComesWithinMs;
    await sleep(50);
  }
  return null;
}

async function askForOwner(socketDir: string): Promise<'owner' | 'none' | 'not now'> {
  if (socketDir === '') return 'not now'; // written when the server begins to listen
  try {
    const client = await connect(socketDir);
    try {
      return (await hasOwner(client)) ? 'owner' : 'none';
    } finally {
      await client.end();
    }
  } catch (error) {
    return error instanceof DatabaseError && error.code === notNow ? 'not now' : 'none';
  }
}
