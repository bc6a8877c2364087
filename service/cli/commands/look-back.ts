import type { Command } from 'commander';
import { type Config, readConfig } from '../../config.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { createLogger } from '../../logger.ts';
import { lookBackNow, OtherForumError } from '../../runtime/look-back.ts';
import { CommandError } from '../command-error.ts';
import { configFor } from '../config-for.ts';
import { sayUnreachable } from '../connect/say-trouble.ts';

const usualPosts = 200;

/** `waypost look-back [posts]`: what the rules would have done before Waypost came. Nothing of it is ever sent. */
export function defineLookBack(command: Command): void {
  command
    .argument('[posts]', 'how many of the newest public posts', String(usualPosts))
    .action(async (posts: string) => {
      await lookBack(readCount(posts), configFor(command));
    });
}

/** A number of posts from a command line. @throws CommandError */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 2_000) return count;
  throw new CommandError(`${JSON.stringify(text)}: expected a number of posts from 1 to 2000`);
}

/** Looks back and tells what was found. @throws CommandError */
export async function lookBack(posts: number, config: Config = readConfig()): Promise<void> {
  const { forum } = config;
  if (forum === null)
    throw new CommandError('There is no forum to look back on: connect one first (waypost connect)');
  const log = createLogger({ ...config, logLevel: 'error' });
  const options = { posts, onProgress };
  try {
    const found = await lookBackNow({ ...config, forum }, log, options);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    const offers = found?.offers ?? [];
    const sum = offers.reduce((total, { count }) => total + count, 0);
    process.stdout.write(
      `Looked back at ${found?.posts ?? 0} public posts: rules looked closer at ${found?.considered ?? 0}, and would have offered ${sum} guides. Nothing of it is ever sent.\n`,
    );
    for (const { rule, count, resource } of offers)
      process.stdout.write(`  ${String(count).padStart(4)}  ${rule.padEnd(28)} ${resource}\n`);
  } catch (error) {
    if (error instanceof OtherForumError) throw new CommandError(error.message);
    if (error instanceof DiscourseError) throw new CommandError(sayUnreachable(forum.url, error));
    throw error;
  }
}

function onProgress(open: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${open} posts to go`);
}
