import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command as somebody would at a terminal that is none: nothing can be typed in. */
export async function runWaypost(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const options = { env: { ...process.env, ...env }, timeout: 60_000 };
  const started = run(process.execPath, ['service/cli/main.ts', ...args], options);
  started.child.stdin?.end();
  return await started.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}
