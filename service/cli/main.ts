#!/usr/bin/env node
import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { EmbeddedServerError } from '../embedded/embedded-server-error.ts';
import { addCheck } from './commands/check.ts';
import { addExplain } from './commands/explain.ts';
import { addLadder } from './commands/ladder.ts';
import { addNew } from './commands/new.ts';
import { addPause } from './commands/pause.ts';
import { addPreview } from './commands/preview.ts';
import { addReplay } from './commands/replay.ts';
import { addSchema } from './commands/schema.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { CommandError } from './command-error.ts';

/** `waypost <command>`: 0 done, 1 not done and why, 2 wrong call or configuration. Output for machines goes to standard output alone. */
const program = new Command('waypost')
  .description('The right guide, under the right post, at the right moment.')
  .showHelpAfterError('(waypost --help lists the commands)')
  .exitOverride();
addCheck(program);
addExplain(program);
addLadder(program);
addNew(program);
addPause(program);
addPreview(program);
addReplay(program);
addSchema(program);
addSnapshot(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = say(error);
}

function say(error: unknown): number {
  if (error instanceof CommandError || error instanceof ConfigError || error instanceof EmbeddedServerError) {
    process.stderr.write(`${error.message}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
  // Commander has said it already; help and version are no failures.
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
