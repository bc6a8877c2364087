import type { Command } from 'commander';
import { createLogger } from '../logger.ts';
import type { ForumId } from '../model/ids.ts';
import type { RuleRepository } from '../rule-files/repository/open-repository.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Retention } from '../privacy/retention.ts';
import { openRulebook } from '../runtime/open-rulebook.ts';
import { chooseRuleSource } from '../runtime/rule-source.ts';
import { NeverStarted, openKeptStores } from '../runtime/open-kept-stores.ts';
import type { Stores } from '../runtime/stores.ts';
import { type Actions, type ChangedBy, createActions } from '../steer/actions.ts';
import { atCommandLine } from './at-command-line.ts';
import { CommandError } from './command-error.ts';
import { configFor } from './config-for.ts';

export interface Toolbox {
  forum: ForumId;
  stores: Stores;
  rulebook(): Rulebook;
  /** Null where the rules lie in a folder. */
  repository: RuleRepository | null;
  actions: Actions;
  /** How long texts and decisions are kept here. */
  retention: Retention;
  /** Who is recorded beside a change: the account of the machine. */
  who: string;
  /** The same with where and why, as the actions take it. */
  changedBy(why: string): ChangedBy;
}

/**
 * Runs a command on its forum's own tables and rules, beside the running service or without it.
 * @throws CommandError where no Waypost has ever run
 */
export async function withToolbox(command: Command, work: (tools: Toolbox) => Promise<void>): Promise<void> {
  const config = configFor(command);
  const log = createLogger({ ...config, logLevel: 'error' });
  await using opened = new AsyncDisposableStack();
  const { stores } = opened.use(await openKept(config, log));
  const { source, repository } = chooseRuleSource(config, stores);
  const rules = opened.use(
    await openRulebook(source, stores, log, {
      // As the running service has them: an explanation tells the waits that really held.
      waits: config.forum === null ? 'shortened' : config.waits,
      isRecorded: false,
    }),
  );
  const rulebook = () => rules.current();
  const actions = createActions({ ...stores, rulebook });
  const { who } = atCommandLine('');
  await work({
    forum: config.forumName,
    stores,
    rulebook,
    repository,
    actions,
    retention: config.retention,
    who,
    changedBy: atCommandLine,
  });
}

async function openKept(...asked: Parameters<typeof openKeptStores>): ReturnType<typeof openKeptStores> {
  return await openKeptStores(...asked).catch((error: unknown) => {
    throw error instanceof NeverStarted ? new CommandError(error.message) : error;
  });
}
