import type { Logger } from 'pino';
import type { Config, ForumConfig } from './config.ts';
import { runCases } from './engine/run-cases.ts';
import type { CrashPoint } from './model/crash-point.ts';
import { openProducer, type Producer } from './queue/producer.ts';
import type { QueueServer } from './queue/queue-server.ts';
import { openRules, type OpenRules } from './rule-files/open-rules.ts';
import { crashPointFrom } from './runtime/crash-point.ts';
import { connectForum, type ConnectedForum, defaultForum } from './runtime/forums.ts';
import { openServers } from './runtime/servers.ts';
import { createStores, type Stores } from './runtime/stores.ts';
import { type Actions, createActions } from './steer/actions.ts';
import { openDatabase } from './storage/database.ts';
import { migrateToLatest } from './storage/migrate.ts';

/** What every role and every command is made of. Dispose it and everything it opened is closed, in reverse order. */
export interface Runtime extends AsyncDisposable {
  config: Config;
  log: Logger;
  stores: Stores;
  rules: OpenRules;
  forums: readonly ConnectedForum[];
  producer: Producer;
  queue: QueueServer;
  actions: Actions;
  crash: CrashPoint;
  /** Lines for the start-up output: what runs where. */
  sentences: readonly string[];
}

export interface RuntimeOptions {
  /** The forum to work for; the demo forum's address is known only once it listens. */
  forum: ForumConfig;
  /** Demo forums shorten waits, and let rules be as live as their files allow. */
  isDemo: boolean;
}

/**
 * Opens servers, database, rules and forums: the one place where they are constructed.
 * @throws EmbeddedServerError, RulesError, or what Postgres says; everything opened so far has been closed again.
 */
export async function openRuntime(config: Config, log: Logger, options: RuntimeOptions): Promise<Runtime> {
  await using opened = new AsyncDisposableStack();
  const crash = crashPointFrom(config.crashAt);
  const servers = opened.use(await openServers(config, log));

  const db = openDatabase({
    connection: servers.connection,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  opened.defer(() => db.destroy());
  await migrateToLatest(db);
  const stores = createStores(db);

  const rules = opened.use(
    await openRules({
      path: config.rulesPath,
      waits: options.isDemo ? 'shortened' : 'as written',
      runCases,
      onProblems: (problems) => {
        log.warn({ problems: problems.length }, 'the new version of the rules is faulty; the last good one stays in force');
        stores.rules.recordProblems('rejected', problems).catch((error: unknown) => log.error({ err: error }, 'rule problems not recorded'));
      },
      onRulebook: (rulebook) => {
        stores.rules.keepRulebook(rulebook.version, []).catch((error: unknown) => log.error({ err: error }, 'rulebook version not recorded'));
      },
    }),
  );

  await stores.forums.ensure({
    id: defaultForum,
    baseUrl: options.forum.url,
    botUsername: options.forum.apiUsername,
    shareLimit: options.forum.apiShare,
    defaultRung: options.isDemo ? 'live' : 'shadow',
  });
  const forums = [connectForum(stores, config, { ...options.forum, id: defaultForum }, () => rules.current())];

  const producer = opened.use(
    openProducer(servers.queue, (error) => log.debug({ err: error }, 'the queue did not answer; the poller takes over')),
  );
  const actions = createActions({ ...stores, rulebook: () => rules.current() });

  const kept = opened.move();
  return {
    config,
    log,
    stores,
    rules,
    forums,
    producer,
    queue: servers.queue,
    actions,
    crash,
    sentences: [servers.postgresSentence, servers.queueSentence],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
