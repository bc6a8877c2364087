#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { ConnectError } from '../connect/trouble.ts';
import { EmbeddedServerError } from '../embedded/embedded-server-error.ts';
import { addCommands } from './commands.ts';
import { CommandError } from './command-error.ts';
import { sayTrouble } from './connect/say-trouble.ts';

/** `waypost <command>`: 0 done, 1 not done and why, 2 wrong call or configuration. Output for machines goes to standard output alone. */
const program = new Command('waypost')
  .version(versionOfPackage())
  .description('The right guide, under the right post, at the right moment.')
  .option('--forum <name>', 'the forum it is for, where FORUMS_FILE names several')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(waypost --help lists the commands)')
  .exitOverride();

// What a command reads is kept compiled, so that checking while one writes is quick; without a place to keep it all works the same.
enableCompileCache();
try {
  await addCommands(program, process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = say(error);
}

/** The manifest lies two folders above this file, in the source as in the package. */
function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return String(Reflect.get(Object(manifest), 'version'));
}

function say(error: unknown): number {
  if (error instanceof CommandError || error instanceof ConfigError || error instanceof EmbeddedServerError) {
    process.stderr.write(`${error.message}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
  if (error instanceof ConnectError) {
    process.stderr.write(`${sayTrouble(error.trouble)}\n`);
    return 1;
  }
  // Commander has said it already; help and version are no failures.
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
