import { randomInt } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** A process of the program, as a person would start it, with everything it has said so far. */
export interface RunningPart extends AsyncDisposable {
  pid: number;
  /** What it wrote to standard output and standard error. */
  out(): string;
  err(): string;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  hasEnded(): boolean;
  /** Sends a signal to this process alone; its end is awaited unless it is only frozen or woken. */
  kill(signal: NodeJS.Signals): Promise<number | string | null>;
}

/** Starts a TypeScript file in a process group of its own and waits until its standard output shows `ready`. */
export async function runPart(
  file: string,
  options: {
    args?: readonly string[];
    env?: Readonly<Record<string, string>>;
    ready: RegExp;
    within?: number;
    /** Where it is started; the top of the repository unless said. */
    cwd?: string;
  },
): Promise<RunningPart> {
  const child = spawn(process.execPath, [join(root, file), ...(options.args ?? [])], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const part = follow(child);
  const until = performance.now() + (options.within ?? 30_000);
  while (!options.ready.test(part.out())) {
    if (part.hasEnded() || performance.now() > until) {
      if (!part.hasEnded()) await part.kill('SIGKILL');
      throw new PartNotReadyError(
        `${file} did not get ready (${await part.ended}):\n${part.out()}${part.err()}`,
        part,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return part;
}

/** It ended, or said nothing, before it was ready. */
export class PartNotReadyError extends Error {
  override name = 'PartNotReadyError';
  readonly part: RunningPart;
  constructor(message: string, part: RunningPart) {
    super(message);
    this.part = part;
  }
}

function follow(child: ChildProcess): RunningPart {
  let out = '';
  let err = '';
  let hasEnded = false;
  // Nothing that a test started outlives the test's own process.
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (err += text));
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => {
    hasEnded = true;
    process.off('exit', endWithUs);
    return typeof code === 'number' ? code : String(signal);
  });
  const kill = async (signal: NodeJS.Signals) => {
    if (!hasEnded) child.kill(signal);
    return signal === 'SIGSTOP' || signal === 'SIGCONT' ? null : await ended;
  };
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    ended,
    hasEnded: () => hasEnded,
    kill,
    async [Symbol.asyncDispose]() {
      await kill('SIGKILL');
    },
  };
}

/** A port that was free a moment ago, from below the range that systems hand out for connections: nobody draws it meanwhile. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Asks until `isThere` is satisfied; fails with what was seen last. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  isThere: (seen: T) => boolean,
  withinMs = 40_000,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const seen = await ask().catch((error: unknown) => {
      if (performance.now() > until) throw error;
      return null;
    });
    if (seen !== null && isThere(seen)) return seen;
    if (performance.now() > until) {
      throw new Error(
        `${what}: not seen within ${withinMs} ms; last: ${JSON.stringify(seen)?.slice(0, 2_000)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
