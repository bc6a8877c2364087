import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './find-process.ts';

/** Longer than any start takes; a claim older than this belongs to nobody. */
const longestStartMs = 60_000;

/**
 * Lets one process at a time start the server of a directory; dispose of the claim when the server can be found by
 * others. Redis, unlike Postgres, would let two servers write the same files.
 */
export async function claimStart(path: string): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await using file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await sleep(50);
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const age = Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? Date.now());
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  return age > longestStartMs || (holder > 0 && !(await isAlive(holder)));
}
