import type { Logger } from 'pino';
import type { Config, ForumConfig, Role } from './config.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import type { CrashPoint } from './model/crash-point.ts';
import { openProducer, type Producer } from './queue/producer.ts';
import type { QueueServer } from './queue/queue-server.ts';
import type { OpenRules } from './rule-files/open-rules.ts';
import type { RuleRepository } from './rule-files/repository/open-repository.ts';
import { countingStores } from './runtime/count-what-happens.ts';
import { crashPointFrom } from './runtime/crash-point.ts';
import { ensureForum } from './runtime/ensure-forum.ts';
import { type ConnectedForum, connectForum } from './runtime/forums.ts';
import { openRulebook } from './runtime/open-rulebook.ts';
import { type OpenServers, openServers, queueOfForum } from './runtime/open-servers.ts';
import { openStoresOn } from './runtime/open-stores.ts';
import { readPresent } from './runtime/read-present.ts';
import { chooseRuleSource } from './runtime/rule-source.ts';
import type { Stores } from './runtime/stores.ts';
import { type Actions, createActions } from './steer/actions.ts';
import { createReports, type Reports } from './storage/reports.ts';

/** What every role is made of. Dispose it and everything it opened is closed, in reverse order. */
export interface Runtime extends AsyncDisposable {
  config: Config;
  log: Logger;
  stores: Stores;
  reports: Reports;
  rules: OpenRules;
  /** Null where the rules lie in a folder. */
  repository: RuleRepository | null;
  forums: readonly ConnectedForum[];
  producer: Producer;
  queue: QueueServer;
  actions: Actions;
  metrics: Metrics;
  crash: CrashPoint;
  /** Lines for the start-up output: what runs where. */
  sentences: readonly string[];
  /** Resolves when a private server ended without having been asked to: nothing goes on without it. */
  failed: Promise<Error>;
}

export interface RuntimeOptions {
  role: Role;
  /** The forum to work for; the demo forum's address is known only once it listens. */
  forum: ForumConfig;
  /** Demo forums shorten waits, and let rules be as live as their files allow. */
  isDemo: boolean;
  /** Shared with other forums of this process; left out: it opens servers of its own. */
  servers?: OpenServers;
}

/**
 * Opens servers, database, rules, queue and forums: read from here, every event can be followed.
 * @throws EmbeddedServerError, RulesError, or what Postgres says; everything opened so far has been closed again.
 */
export async function openRuntime(config: Config, log: Logger, options: RuntimeOptions): Promise<Runtime> {
  await using opened = new AsyncDisposableStack();
  const crash = crashPointFrom(config.crashAt);
  const servers = options.servers ?? opened.use(await openServers(config, log));
  const database = opened.use(await openStoresOn(servers.postgres, config, log));
  const queue = queueOfForum(servers.queue, config.forumName);

  const reports = createReports(database.stores.db);
  const metrics = createMetrics({
    role: options.role,
    ...(config.isListed ? { forum: config.forumName } : {}),
    present: () => readPresent(reports, forums, producer),
  });
  const stores = countingStores(database.stores, metrics);

  const waits = options.isDemo ? 'shortened' : config.waits;
  const { source, repository } = chooseRuleSource(config, stores);
  const rules = opened.use(await openRulebook(source, stores, log, { waits, isRecorded: true }));
  const rulebook = () => rules.current();

  const forum = { ...options.forum, id: config.forumName };
  await ensureForum(stores.forums, forum, options);
  const forums = [connectForum({ stores, metrics, rulebook, log }, config, forum)];
  const producer = opened.use(
    openProducer(queue, (error) =>
      log.debug({ err: error }, 'the queue did not answer; the poller takes over'),
    ),
  );
  const actions = createActions({ ...stores, rulebook });

  const kept = opened.move();
  return {
    config,
    log,
    stores,
    reports,
    rules,
    repository,
    forums,
    producer,
    queue,
    actions,
    metrics,
    crash,
    sentences: servers.sentences,
    failed: servers.failed,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
