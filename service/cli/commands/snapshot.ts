import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import type { ForumOutline } from '../../model/forum-outline.ts';
import { snapshotFile } from '../../rulebook/snapshot/parse-snapshot.ts';
import { writeSnapshot } from '../../rulebook/snapshot/write-snapshot.ts';
import { readForumOutline } from '../../runtime/read-forum-outline.ts';
import { CommandError } from '../command-error.ts';

/** `waypost snapshot [rules folder]`: writes down what the forum has, so that `check` and editors know it. */
export function defineSnapshot(command: Command): void {
  command
    .argument('[path]', 'the rules folder; RULES_PATH, or rules, unless named')
    .action(async (path: string | undefined) => {
      const config = configFor(command);
      const file = join(path ?? config.rulesPath, snapshotFile);
      const outline = await readForumOutline(config).catch((error: unknown) => {
        if (!(error instanceof DiscourseError)) throw error;
        throw new CommandError(
          `The forum could not be read (${error.code}): ${error.message}. ${file} is as it was.`,
        );
      });
      await writeFile(file, writeSnapshot(outline));
      process.stdout.write(`Wrote ${file}: ${summaryOf(outline)}\n`);
    });
}

function summaryOf({ categories, tags, groups, plugin }: ForumOutline): string {
  const count = (names: readonly unknown[] | null, what: string): string =>
    names === null ? `${what} not readable` : `${names.length} ${what}`;
  const channels = plugin === null ? 'no plugin' : `plugin ${plugin.version} (${plugin.channels.join(', ')})`;
  return `${count(categories, 'categories')}, ${count(tags, 'tags')}, ${count(groups, 'groups')}, ${channels}.`;
}
