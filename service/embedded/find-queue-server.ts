import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const programs = ['redis-server', 'valkey-server'];

/** The path of a `redis-server` or `valkey-server` on the PATH, Redis first; null when there is none. */
export async function findQueueServer(): Promise<string | null> {
  if (process.platform === 'win32') return null;
  for (const program of programs) {
    const found = await run('/bin/sh', ['-c', `command -v ${program}`]).catch(() => null);
    const path = found?.stdout.trim();
    if (path?.startsWith('/')) return path;
  }
  return null;
}
