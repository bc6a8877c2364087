import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './find-process.ts';

/** Longer than any start is waited for; a claim older than this belongs to nobody. */
const longestStartMs = 150_000;

/** A claim without a name by then was made by a process that died in the act. */
const signedWithinMs = 2_000;

/** This process, told apart from an earlier one that had the same id, as the first process of a container has. */
const ourName = `${process.pid} ${performance.timeOrigin}`;

/**
 * Lets one process at a time start the server of a directory; dispose of the claim when the server can be found by
 * others. Redis, unlike Postgres, would let two servers write the same files; and a server whose owner has not come yet
 * looks like a leftover.
 */
export async function claimStart(path: string): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await using file = await open(path, 'wx', 0o600);
      await file.writeFile(ourName);
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await sleep(50);
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const made = await stat(path).catch(() => null); // its holder has just finished
  if (!made) return false;

  const age = Date.now() - made.mtimeMs;
  const name = await readFile(path, 'utf8').catch(() => '');
  if (name === '') return age > signedWithinMs;
  const holder = Number.parseInt(name, 10);
  if (holder === process.pid) return name !== ourName;
  return age > longestStartMs || !(await isAlive(holder));
}
