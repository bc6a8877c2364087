import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Installed = { folder: string } | { missing: string };

/** Runs a script of this folder that installs what a test needs: what it printed, or why it cannot be had. */
export async function install(script: string): Promise<Installed> {
  try {
    const { stdout } = await run(`test/plugin/${script}`, []);
    return { folder: stdout.trim() };
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return { missing: said.split('\n').at(-1) || String(error) };
  }
}
