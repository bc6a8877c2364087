import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a process of this id exists, ours or not. A zombie counts as gone. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/^\d+ \(.*\) Z/s.test(stat);
}

/**
 * Whether the process of this id is a server on this directory. Process ids are given out again, after a reboot
 * above all, so a pid file alone proves nothing. Postgres and Redis both make their data directory the current one;
 * Postgres also names it on its command line.
 */
export async function servesDirectory(pid: number, directory: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (process.platform !== 'linux') return await namesDirectory(pid, directory);
  const current = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  if (current !== null) return current === directory;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(directory);
}

async function namesDirectory(pid: number, directory: string): Promise<boolean> {
  const { stdout } = await run('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn']).catch(() => ({
    stdout: '',
  }));
  if (stdout.includes(`n${directory}\n`)) return true;
  const command = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return command.stdout.includes(directory);
}

/** Waits until the process is gone; false when it is still there after `patienceMs`. */
export async function waitUntilGone(pid: number, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (await isAlive(pid)) {
    if (performance.now() > until) return false;
    await sleep(25);
  }
  return true;
}

/** Signals a process and waits for its end, signal by signal, each with the patience given. */
export async function endProcess(
  pid: number,
  signals: readonly [NodeJS.Signals, patienceMs: number][],
): Promise<boolean> {
  for (const [signal, patienceMs] of signals) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
      throw error;
    }
    if (await waitUntilGone(pid, patienceMs)) return true;
  }
  return false;
}
