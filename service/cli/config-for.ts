import type { Command } from 'commander';
import { type Config, readInstallation } from '../config.ts';
import { didYouMean } from '../rulebook/reading/did-you-mean.ts';
import { CommandError } from './command-error.ts';

/**
 * The settings of the forum that a command is for: the one named by `--forum`, or the only one there is.
 * @throws ConfigError, CommandError
 */
export function configFor(command: Command): Config {
  const { forum } = command.optsWithGlobals<{ forum?: string }>();
  const { forums } = readInstallation();
  const names = forums.map(({ forumName }) => String(forumName));
  const named = forums.find(({ forumName }) => forumName === forum);
  if (named !== undefined) return named;
  if (forum !== undefined)
    throw new CommandError(
      `--forum ${JSON.stringify(forum)}: there is no such forum${didYouMean(forum, names)}. Known: ${names.join(', ')}`,
    );
  if (forums.length === 1) return forums[0];
  throw new CommandError(
    `--forum: missing; this installation has several forums, and a command is for one: ${names.join(', ')}`,
  );
}
