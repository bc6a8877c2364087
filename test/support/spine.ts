import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { buildApp } from '../../service/app.ts';
import type { DeliverOffersDeps } from '../../service/deliver/deliver-offers.ts';
import { deliverOffers } from '../../service/deliver/deliver-offers.ts';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { createApiShare } from '../../service/discourse/api-share.ts';
import { createBulkFacts } from '../../service/discourse/bulk-facts.ts';
import { createDiscourseClient } from '../../service/discourse/client.ts';
import { createFactsCache } from '../../service/discourse/facts-cache.ts';
import { findWritten } from '../../service/discourse/find-written.ts';
import { createPluginClient } from '../../service/discourse/plugin-client.ts';
import { priorities } from '../../service/discourse/share-ledger.ts';
import type { EventKind } from '../../service/model/event.ts';
import type { Fact } from '../../service/model/fact.ts';
import { isAskedFor } from '../../service/engine/is-asked-for.ts';
import { isAwaited } from '../../service/engine/is-awaited.ts';
import { isStop } from '../../service/engine/is-stop.ts';
import { memberAt } from '../../service/evaluate/gather-facts.ts';
import { workOnEvent, workOnLeasedEvent } from '../../service/evaluate/work-on-event.ts';
import { knowForum } from '../../service/forum/know-forum.ts';
import { knowPlugin } from '../../service/forum/know-plugin.ts';
import { createWebhookKeeper } from '../../service/ingest/keep-webhook.ts';
import { readWebhook } from '../../service/ingest/read-webhook.ts';
import { rereadMembers } from '../../service/measure/reread-members.ts';
import { type SignalBatch, takeSignals } from '../../service/measure/take-signals.ts';
import { readEventsSecret } from '../../service/ingest/outside/verify-told.ts';
import { prepareSecret } from '../../service/ingest/verify-signature.ts';
import type { crashPoints } from '../../service/model/crash-point.ts';
import { type EventId, type InboxId, forumId, memberId, postId, topicId } from '../../service/model/ids.ts';
import type { Offer } from '../../service/model/offer.ts';
import type { Rulebook } from '../../service/rulebook/rulebook.ts';
import { createStores } from '../../service/runtime/stores.ts';
import { createActions } from '../../service/steer/actions.ts';
import { newLease } from '../../service/storage/lease.ts';
import { createShareLedger } from '../../service/storage/share-ledger-store.ts';
import { type OutboxDeps, createOutboxReader } from '../../service/sweep/read-outbox.ts';
import { createMissedPostsFinder } from '../../service/sweep/find-missed-posts.ts';
import { openTestDatabase } from './database.ts';
import { aRulebook } from './engine-makers.ts';
import { eventsSecret } from './told-event.ts';

export const hookSecret = 'the secret of the tests, and long enough';
const forum = forumId('default');

/** After an answer was lost. */
const quietMs = 500;

export type Spine = Awaited<ReturnType<typeof openSpine>>;

/**
 * Everything between a webhook and a reply but the queue: real Postgres, the demo forum over HTTP, the stages put
 * together as the program does. Nothing runs by itself: `work` reads and decides what has come, `deliver` sends what is due.
 */
export async function openSpine(
  options: {
    rulebook?: Rulebook;
    share?: number;
    maxConnections?: number;
    /** 1: a transaction that Postgres ends in favour of another is not begun again, and its test sees it. */
    mostTries?: number;
    /** The forum has the plugin, and the service has found out. */
    plugin?: boolean;
  } = {},
) {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(
    await openTestDatabase({
      ...(options.maxConnections ? { maxConnections: options.maxConnections } : {}),
      ...(options.mostTries ? { mostTries: options.mostTries } : {}),
    }),
  );
  const stores = createStores(database.db);
  const log = pino({ level: 'silent' });

  const demo = createDemoForum({
    store: 'memory',
    plugin: options.plugin ?? false,
    limits: {
      msBetweenPosts: 0,
      msBetweenPostsOfNewMembers: 0,
      msBetweenTopics: 0,
      adminApiCallsPerMinute: 10_000,
      consecutiveReplies: 1_000,
    },
  });
  const forumApp = demoForumApp(demo);
  await forumApp.listen({ host: '127.0.0.1', port: 0 });
  opened.defer(async () => {
    await forumApp.close();
    await demo.close();
  });
  demo.setBaseUrl(addressOf(forumApp));

  const state = {
    rulebook: options.rulebook ?? aRulebook(),
    crash: (_at: (typeof crashPoints)[number]): void => {},
    woken: { webhooks: [] as InboxId[], events: [] as EventId[], offers: 0 },
  };
  await stores.forums.ensure({
    id: forum,
    baseUrl: demo.baseUrl,
    botUsername: demo.botUsername,
    shareLimit: options.share ?? 600,
    defaultRung: 'live',
  });

  const ledger = createShareLedger(stores.db, forum, {
    priorities,
    windowMs: 500,
    lostAfterMs: 1_000,
    postsPerMinute: 1_000,
    postSpacingMs: 0,
    growEveryMs: 300_000,
  });
  const share = createApiShare({ ledger, process: 'spine' });
  const access = {
    baseUrl: demo.baseUrl,
    apiKey: demo.apiKey,
    apiUsername: demo.botUsername,
    share,
    deadlineMs: 2_500,
  };
  const client = createDiscourseClient(access);
  const plugin = createPluginClient(access);
  const known = knowForum({
    id: forum,
    botUsername: demo.botUsername,
    plugin: knowPlugin({ id: forum, plugin, client, plugins: stores.plugins, log }),
    forums: stores.forums,
    facts: createFactsCache({ client }),
    site: () => state.rulebook.site,
  });
  const bulk = createBulkFacts({
    plugin,
    mayAsk: async () => (await known.plugin.knowledge()).state === 'present',
    onError: () => undefined,
    keepForMs: 0,
    // Twenty milliseconds are gone before five transactions have begun on a busy machine.
    gatherMs: 150,
  });
  const actions = createActions({ ...stores, rulebook: () => state.rulebook });

  const common = {
    ...stores,
    known: new Map([[forum, known]]),
    clients: new Map([[forum, client]]),
    pluginClients: new Map([[forum, plugin]]),
    bulk: new Map([[forum, bulk]]),
    rulebook: () => state.rulebook,
    crash: (at: (typeof crashPoints)[number]) => state.crash(at),
    log,
    newLease: () => newLease(30_000),
    optOut: actions.optOut,
  };
  const reading = {
    ...common,
    forums: common.known,
    takeSignals: (batch: SignalBatch) => takeSignals(stores, batch),
    wakeForEvents: (ids: readonly EventId[]) => void state.woken.events.push(...ids),
    isStop: (raw: string) => isStop(state.rulebook.site, raw),
    isAskedFor: (slugs: Fact<readonly string[]>) => isAskedFor(state.rulebook, slugs),
    isAwaited: (kind: EventKind) => isAwaited(state.rulebook, kind),
  };
  const evaluation = {
    ...common,
    wakeForEvents: (ids: readonly EventId[]) => void state.woken.events.push(...ids),
    wakeForOffers: () => void (state.woken.offers += 1),
  };
  const delivery: DeliverOffersDeps = {
    ...common,
    process: 'spine',
    senderLeaseMs: 5_000,
    // Shorter ones are over on a busy machine before a round is; `makeDue` ends them.
    quietMs,
    secondLookMs: 30_000,
    isStopping: () => false,
    findWritten: (offer: Offer) => findWritten(client, offer, demo.botUsername),
    memberAt: async (about) => (await memberAt(common, stores.db, about))?.member ?? null,
  };

  const app = await buildApp({
    log,
    trustProxy: false,
    hooks: {
      forums: new Map([['default', { id: forum, secrets: [prepareSecret(hookSecret)] }]]),
      keeper: createWebhookKeeper(stores.inbox),
      wake: (ids) => void state.woken.webhooks.push(...ids),
      crash: common.crash,
    },
    events: {
      forums: new Map([
        ['default', { id: forum, keys: [readEventsSecret(eventsSecret)].filter((key) => key !== null) }],
      ]),
      keeper: createWebhookKeeper(stores.inbox),
      wake: (ids) => void state.woken.webhooks.push(...ids),
    },
    faces: async () => {},
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  opened.defer(() => app.close());
  const hook = demo.addWebhook({ url: `${addressOf(app)}/hooks/discourse/default`, secret: hookSecret });
  // Discourse's members were there before Waypost came, unless a test lets one join.
  await sql`update forum set watched_since = now() - interval '1 hour'`.execute(stores.db);

  if (options.plugin) await known.plugin.askAgain();

  const kept = opened.move();
  return {
    forum,
    stores,
    db: stores.db,
    url: database.url,
    demo,
    app,
    state,
    hook,
    client,
    plugin,
    known,
    share,
    ledger,
    actions,
    reading,
    evaluation,
    delivery,
    log,

    /** Reads every webhook that has come, and leaves deciding to the test. */
    async readOnly(): Promise<void> {
      await demo.settled();
      for (const id of await stores.inbox.due({ limit: 500, idleMs: 0 })) await readWebhook(reading, id);
      await sql`update event set lease = null, lease_until = null, attempts = 0 where state = 'received'`.execute(
        stores.db,
      );
    },

    /** Reads every webhook that has come and decides over every event that is due. */
    async work(): Promise<void> {
      await demo.settled();
      for (let rounds = 0; rounds < 20; rounds += 1) {
        const webhooks = await stores.inbox.due({ limit: 500, idleMs: 0 });
        for (const id of webhooks) {
          const fresh = await readWebhook(reading, id);
          if (fresh) await workOnLeasedEvent(evaluation, fresh);
        }
        const events = await stores.events.due({ limit: 500, idleMs: 0 });
        for (const id of events) await workOnEvent(evaluation, id);
        if (webhooks.length + events.length === 0) return;
      }
    },

    /** Sends what is due; `changes` stand in for a sender of another kind. */
    deliver: (changes: Partial<DeliverOffersDeps> = {}) => deliverOffers({ ...delivery, ...changes }, forum),

    /** The waits of every offer are over. */
    async makeDue(): Promise<void> {
      const { rows } = await sql<{ leftMs: number }>`
        select ${quietMs}::int - extract(epoch from clock_timestamp() - max(first_sent_at))::float8 * 1000 as left_ms from offer
        where state = 'unknown'`.execute(stores.db);
      await sleep(Math.max(0, rows[0]?.leftMs ?? 0));
      await sql`update offer set not_before = now() - interval '1 second', next_at = now() - interval '1 millisecond'
        where state in ('waiting', 'unknown')`.execute(stores.db);
    },

    /** Reads on in the outbox of the plugin; one reader keeps its pauses for as long as it lives. */
    outboxReader: (changes: Partial<OutboxDeps> = {}) =>
      createOutboxReader(
        {
          ...stores,
          plugin,
          known: known.plugin,
          process: 'spine',
          everyMs: { busy: 0, idle: 0 },
          takeSignals: reading.takeSignals,
          rereadMembers: (id) => rereadMembers({ ...stores, plugin }, id),
          wakeForEvents: reading.wakeForEvents,
          log,
          ...changes,
        },
        forum,
      ),

    /** Looks for posts that no webhook has told of, as one process does for as long as it lives. */
    missedPostsFinder: () =>
      createMissedPostsFinder(
        {
          ...stores,
          client,
          known,
          ignoredMembers: () => state.rulebook.site.ignoreMembers,
          wakeForEvents: (ids) => void state.woken.events.push(...ids),
          log,
        },
        forum,
      ),

    offers: () => stores.db.selectFrom('offer').selectAll().orderBy('id').execute(),
    async offer() {
      return await stores.db.selectFrom('offer').selectAll().orderBy('id').executeTakeFirstOrThrow();
    },
    inbox: () => stores.db.selectFrom('inbox').selectAll().orderBy('id').execute(),
    events: () => stores.db.selectFrom('event').selectAll().orderBy('id').execute(),
    decisions: () => stores.db.selectFrom('decision').selectAll().orderBy('id').execute(),
    reservations: () => stores.db.selectFrom('reservation').selectAll().orderBy('scope').execute(),
    /** What the bot has posted and not deleted. */
    replies: () => demo.posts().filter((post) => post.userId === 2 && post.deletedAt === null),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** A member asks, in a topic of their own, what the rule `export-model` answers. */
export function askAboutExport(
  spine: Spine,
  changes: { as?: string; raw?: string; title?: string; topicId?: number } = {},
) {
  const { topicId: topic, ...rest } = changes;
  const place =
    topic === undefined ? { title: 'A question about my drawing', categoryId: 5 } : { topicId: topic };
  return spine.demo.writePost({
    as: 'tariq',
    raw: 'How can I export model files from the app?',
    ...place,
    ...rest,
  });
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return `http://127.0.0.1:${address.port}`;
}

export { memberId, postId, topicId };
