import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the running Redis of a data directory is found again by the next start. */
export interface RedisFiles {
  pid: number;
  socket: string;
}

export function pidFile(directory: string): string {
  return join(directory, 'redis.pid');
}

/** Reads the pid file that Redis wrote and the socket's place that we wrote; null when either is missing. */
export async function readRedisFiles(directory: string): Promise<RedisFiles | null> {
  const pid = Number(await readFile(pidFile(directory), 'utf8').catch(() => ''));
  const socket = (await readFile(socketFile(directory), 'utf8').catch(() => '')).trim();
  return Number.isInteger(pid) && pid > 0 ? { pid, socket } : null;
}

export async function rememberSocket(directory: string, socket: string): Promise<void> {
  await writeFile(socketFile(directory), `${socket}\n`, { mode: 0o600 });
}

export async function removeRedisFiles(directory: string): Promise<void> {
  await rm(pidFile(directory), { force: true });
  await rm(socketFile(directory), { force: true });
}

function socketFile(directory: string): string {
  return join(directory, 'redis.socket');
}
