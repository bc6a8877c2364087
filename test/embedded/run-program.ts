import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isAlive } from '../../service/embedded/find-process.ts';

export const quiet = { info: () => {}, warn: () => {} };

export interface RunningProgram {
  child: ChildProcess;
  url: string;
  socket: string;
  shared: boolean;
  exited: Promise<unknown>;
}

/** Starts `program.ts` in a process group of its own, as a terminal would, and waits until its servers are up. */
export async function runProgram(
  dataDir: string,
  wanted: readonly string[],
  ids: { uid?: number; gid?: number } = {},
): Promise<RunningProgram> {
  const program = new URL('program.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, dataDir, ...wanted], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    ...ids,
  });
  const exited = once(child, 'exit');
  if (!child.stdout) throw new Error('no output to read');
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => Promise.reject(new Error('the program ended before its servers were up'))),
  ]);
  const said: Pick<RunningProgram, 'url' | 'socket' | 'shared'> = JSON.parse(String(line));
  return { child, exited, ...said };
}

/** A data directory that is removed at the end, and below it nothing may still run. */
export async function makeDataDir(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'waypost-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export async function readPid(path: string): Promise<number> {
  return Number((await readFile(path, 'utf8')).split('\n')[0]);
}

/** The small shell between Waypost and the server. */
export async function readParent(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

export async function hasGone(pid: number): Promise<boolean> {
  return !(await isAlive(pid));
}
