import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running Postgres writes of itself into its data directory. */
export interface PostmasterFile {
  pid: number;
  socketDir: string;
}

/** Reads `postmaster.pid`: line 1 the process id, line 5 the directory of its socket. Null when there is none. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(postmasterFile(cluster), 'utf8').catch(() => null);
  const lines = text?.split('\n');
  const pid = Number(lines?.[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, socketDir: lines?.[4]?.trim() ?? '' } : null;
}

export async function removePostmasterFile(cluster: string): Promise<void> {
  await rm(postmasterFile(cluster), { force: true });
}

function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
