import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { ConnectError } from '../connect/trouble.ts';
import { EmbeddedServerError } from '../embedded/embedded-server-error.ts';
import { addCommands } from './commands.ts';
import { CommandError } from './command-error.ts';

/** `waypost <command>`: 0 done, 1 not done and why, 2 wrong call or configuration. Output for machines goes to standard output alone. */
export async function runProgram(): Promise<number> {
  const program = new Command('waypost')
    .version(versionOfPackage())
    .description('The right guide, under the right post, at the right moment.')
    .option('--forum <name>', 'the forum it is for, where FORUMS_FILE names several')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(waypost --help lists the commands)')
    .exitOverride();
  addCommands(program);
  try {
    await program.parseAsync(askedOf(process.argv.slice(2)), { from: 'user' });
    return 0;
  } catch (error) {
    return await tell(error);
  }
}

/** `waypost help check` is `waypost check --help`: only who is called says all that it takes. */
function askedOf([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  return first === 'help' ? [...rest, '--help'] : [first, ...rest];
}

/** The manifest lies two folders above this file, in the source as in the package. */
function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return String(Reflect.get(Object(manifest), 'version'));
}

/** Says on standard error why it was not done, and how it ends. */
async function tell(error: unknown): Promise<number> {
  if (error instanceof CommandError || error instanceof ConfigError || error instanceof EmbeddedServerError) {
    process.stderr.write(`${error.message}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
  if (error instanceof ConnectError) {
    const { sayTrouble } = await import('./connect/say-trouble.ts');
    process.stderr.write(`${sayTrouble(error.trouble)}\n`);
    return 1;
  }
  // Commander has said it already; help and version are no failures.
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
