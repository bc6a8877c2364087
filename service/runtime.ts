import type { Logger } from 'pino';
import type { Config, ForumConfig } from './config.ts';
import type { CrashPoint } from './model/crash-point.ts';
import { openProducer, type Producer } from './queue/producer.ts';
import type { QueueServer } from './queue/queue-server.ts';
import type { OpenRules } from './rule-files/open-rules.ts';
import { crashPointFrom } from './runtime/crash-point.ts';
import { type ConnectedForum, connectForum, defaultForum } from './runtime/forums.ts';
import { openQueueServer } from './runtime/open-queue.ts';
import { openRulebook } from './runtime/open-rulebook.ts';
import { openStores } from './runtime/open-stores.ts';
import type { Stores } from './runtime/stores.ts';
import { type Actions, createActions } from './steer/actions.ts';

/** What every role is made of. Dispose it and everything it opened is closed, in reverse order. */
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
 * Opens servers, database, rules, queue and forums: read from here, every event can be followed.
 * @throws EmbeddedServerError, RulesError, or what Postgres says; everything opened so far has been closed again.
 */
export async function openRuntime(config: Config, log: Logger, options: RuntimeOptions): Promise<Runtime> {
  await using opened = new AsyncDisposableStack();
  const crash = crashPointFrom(config.crashAt);
  const { stores, connection, sentence: postgres } = opened.use(await openStores(config, log));
  const { server: queue, sentence: queueSentence } = opened.use(
    await openQueueServer(config, connection, log),
  );
  const waits = options.isDemo ? 'shortened' : config.waits;
  const rules = opened.use(await openRulebook(config, stores, log, { waits }));
  const rulebook = () => rules.current();

  await stores.forums.ensure({
    id: defaultForum,
    baseUrl: options.forum.url,
    botUsername: options.forum.apiUsername,
    shareLimit: options.forum.apiShare,
    defaultRung: options.isDemo ? 'live' : 'shadow',
  });
  const forums = [connectForum(stores, config, { ...options.forum, id: defaultForum }, rulebook)];
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
    rules,
    forums,
    producer,
    queue,
    actions,
    crash,
    sentences: [postgres, queueSentence],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
