import type { Command } from 'commander';
import { createLogger } from '../../logger.ts';
import {
  type ConnectionChange,
  recordConnectionChange,
} from '../../runtime/connect/record-connection-change.ts';
import { atCommandLine } from '../at-command-line.ts';
import { configFor } from '../config-for.ts';

/** Keeps on the page Changes what was done to a forum; where that does not work, it is said, for the forum has it already. */
export async function recordOrSay(
  command: Command,
  change: { what: ConnectionChange; parts: readonly string[]; why: string },
): Promise<void> {
  if (change.parts.length === 0) return;
  try {
    const config = configFor(command);
    const { forum } = config;
    if (forum === null) return;
    const log = createLogger({ ...config, logLevel: 'error' });
    await recordConnectionChange({ ...config, forum }, log, { ...change, ...atCommandLine(change.why) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stdout.write(`  open         This was not kept on the page Changes: ${error.message}\n`);
  }
}
