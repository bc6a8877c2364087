import type { Logger } from 'pino';
import { fetchCalendar } from '../calendars/fetch-calendar.ts';
import { readCalendar } from '../calendars/read-calendar.ts';
import type { Config } from '../config.ts';
import { deliverOffers, oneRoundAtATime } from '../deliver/deliver-offers.ts';
import { foldNeedless } from '../deliver/fold-needless.ts';
import { withdrawNeedless } from '../deliver/withdraw-needless.ts';
import { isAskedFor } from '../engine/is-asked-for.ts';
import { isAwaited } from '../engine/is-awaited.ts';
import { isStop } from '../engine/is-stop.ts';
import { isLeavingAsked, measureOf } from '../engine/lifecycle/measure-of.ts';
import { listDirectory } from '../engine/render/list-directory.ts';
import { workOnEvent, workOnLeasedEvent } from '../evaluate/work-on-event.ts';
import { pushDirectory } from '../forum/push-directory.ts';
import { readWebhook } from '../ingest/read-webhook.ts';
import type { MarkerSought } from '../discourse/find-marker.ts';
import { findWritten } from '../discourse/find-written.ts';
import { followOutcomes } from '../measure/follow-outcomes.ts';
import { rereadMembers } from '../measure/reread-members.ts';
import { type SignalBatch, takeSignals } from '../measure/take-signals.ts';
import type { CrashPoint } from '../model/crash-point.ts';
import type { EventKind } from '../model/event.ts';
import type { Fact } from '../model/fact.ts';
import type { EventId, ForumId, InboxId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import type { Producer } from '../queue/producer.ts';
import type { QueueServer } from '../queue/queue-server.ts';
import { startWorkers } from '../queue/start-workers.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Actions } from '../steer/actions.ts';
import type { DueCalendar } from '../storage/calendar-store.ts';
import { newLease } from '../storage/lease.ts';
import { checkAccess } from '../sweep/check-access.ts';
import { createMissedPostsFinder } from '../sweep/find-missed-posts.ts';
import { forgetRows } from '../sweep/forget-rows.ts';
import { forgetTexts } from '../sweep/forget-texts.ts';
import { followLives } from '../sweep/follow-lives.ts';
import { pickUpLeftovers, pickUpOffers } from '../sweep/pick-up-leftovers.ts';
import { createOutboxReader } from '../sweep/read-outbox.ts';
import { createDoublesRemover } from '../sweep/remove-doubles.ts';
import { takeSteps } from '../sweep/take-steps.ts';
import { repeat } from '../sweep/repeat.ts';
import { followCalendars } from '../sweep/follow-calendars.ts';
import { tellCalendar } from '../sweep/tell-calendar.ts';
import { tellDates } from '../sweep/tell-dates.ts';
import { createUnansweredTeller } from '../sweep/tell-unanswered.ts';
import { followProposals } from './follow-proposals.ts';
import type { ConnectedForum } from './forums.ts';
import type { Stores } from './stores.ts';

export interface WorkDeps {
  config: Config;
  stores: Stores;
  forums: readonly ConnectedForum[];
  producer: Producer;
  queue: QueueServer;
  rulebook: () => Rulebook;
  actions: Actions;
  crash: CrashPoint;
  log: Logger;
}

const hourMs = 3_600_000;
const askPluginEveryMs = 3 * 60_000;

/** Starts everything that decides and delivers in this process. Disposing lets what is under way end. */
export function startWork(deps: WorkDeps): AsyncDisposable {
  const { config, stores, producer, log, actions } = deps;
  const { timing } = config;
  const known = new Map(deps.forums.map((forum) => [forum.id, forum.known]));
  const clients = new Map(deps.forums.map((forum) => [forum.id, forum.client]));
  const pluginClients = new Map(deps.forums.map((forum) => [forum.id, forum.plugin]));
  let isStopping = false;

  const common = {
    ...stores,
    known,
    bulk: new Map(deps.forums.map((forum) => [forum.id, forum.bulk])),
    clients,
    pluginClients,
    rulebook: deps.rulebook,
    crash: deps.crash,
    log,
    optOut: (member: Parameters<Actions['optOut']>[0]) => actions.optOut(member),
  };
  const eventLease = () => newLease(timing.eventLeaseMs);
  const evaluation = {
    ...common,
    newLease: eventLease,
    wakeForEvents: (ids: readonly EventId[]) => producer.wakeForEvents(ids),
    wakeForOffers: (forum: ForumId) => producer.wakeForOffers(forum),
  };
  const reading = {
    ...common,
    forums: known,
    takeSignals: (batch: SignalBatch) => takeSignals(stores, batch),
    wakeForEvents: (ids: readonly EventId[]) => producer.wakeForEvents(ids),
    // Longer than any one question to the forum that reading a webhook may ask.
    newLease: () => newLease(timing.eventLeaseMs + 3 * timing.requestTimeoutMs),
    isStop: (raw: string) => isStop(deps.rulebook().site, raw),
    isAskedFor: (slugs: Fact<readonly string[]>) => isAskedFor(deps.rulebook(), slugs),
    isAwaited: (kind: EventKind) => isAwaited(deps.rulebook(), kind),
  };
  const delivery = {
    ...common,
    findWritten: (offer: Offer) => lookFor(deps.forums, offer),
    publicUrl: config.publicUrl,
    process: config.processName,
    senderLeaseMs: timing.senderLeaseMs,
    quietMs: timing.quietMs,
    secondLookMs: timing.secondLookMs,
    newLease: () => newLease(timing.offerLeaseMs),
    isStopping: () => isStopping,
  };

  const handlers = {
    async readWebhook(id: InboxId) {
      const fresh = await readWebhook(reading, id);
      if (fresh) await workOnLeasedEvent(evaluation, fresh);
    },
    evaluateEvent: (id: EventId) => workOnEvent(evaluation, id),
    deliverOffers: oneRoundAtATime((forum) => deliverOffers(delivery, forum)),
  };

  const report = (task: string) => {
    let lastAt = 0;
    return (error: unknown) => {
      // An outage repeats itself every second; one line in ten seconds tells it.
      if (Date.now() - lastAt < 10_000) return;
      lastAt = Date.now();
      log.error({ err: error, task }, 'task failed and will be tried again');
    };
  };

  const workers = startWorkers(deps.queue, handlers, { onError: report('queue') });
  const lives = {
    ...common,
    measure: () => measureOf(deps.rulebook()),
    isLeavingAsked: () => isLeavingAsked(deps.rulebook()),
    wakeForEvents: evaluation.wakeForEvents,
  };
  const calendars = {
    ...common,
    site: () => deps.rulebook().site,
    fetch: (due: DueCalendar) =>
      fetchCalendar({ privateHosts: config.privateCalendarHosts }, due.address, due),
    read: readCalendar,
  };
  const leftovers = { ...stores, ...handlers, headStartMs: timing.queueHeadStartMs };
  const tasks = [
    repeat((signal) => pickUpLeftovers(leftovers, signal), {
      everyMs: timing.pollMs,
      onError: report('leftovers'),
    }),
    repeat(() => pickUpOffers(leftovers), {
      everyMs: Math.min(timing.pollMs, 1_000),
      onError: report('offers'),
    }),
    repeat(() => stores.workers.beat(config.processName, 'work'), {
      everyMs: 10_000,
      onError: report('beat'),
    }),
    repeat((signal) => forgetTexts(stores, config.retention, signal), {
      everyMs: hourMs,
      onError: report('forget'),
    }),
    repeat((signal) => forgetRows(stores, config.retention, signal), {
      everyMs: hourMs,
      onError: report('forget rows'),
    }),
    ...deps.forums.flatMap((forum) => {
      const findMissedPosts = createMissedPostsFinder(
        {
          ...stores,
          client: forum.client,
          known: forum.known,
          ignoredMembers: () => deps.rulebook().site.ignoreMembers,
          wakeForEvents: (ids) => producer.wakeForEvents(ids),
          log,
        },
        forum.id,
      );
      const tellUnanswered = createUnansweredTeller(
        { ...stores, rulebook: deps.rulebook, wakeForEvents: (ids) => producer.wakeForEvents(ids) },
        forum.id,
      );
      const removeDoubles = createDoublesRemover({ ...stores, client: forum.client, log }, forum.id);
      const directory = {
        ...stores,
        id: forum.id,
        plugin: forum.plugin,
        known: forum.known.plugin,
        directory: () => ({
          version: deps.rulebook().version,
          guides: listDirectory(deps.rulebook()),
        }),
        log,
      };
      const readOutbox = createOutboxReader(
        {
          ...stores,
          plugin: forum.plugin,
          known: forum.known.plugin,
          process: config.processName,
          takeSignals: reading.takeSignals,
          rereadMembers: (id) => rereadMembers({ ...stores, plugin: forum.plugin }, id),
          wakeForEvents: reading.wakeForEvents,
          log,
        },
        forum.id,
      );
      return [
        repeat(
          async () => {
            const isTurn = await stores.forums.takeReconciliation(
              forum.id,
              config.processName,
              timing.reconcileMs,
            );
            if (!isTurn) return;
            if (!(await forum.known.knowledge())) {
              await checkAccess({ client: forum.client, forums: stores.forums, log }, forum.id);
              return;
            }
            await findMissedPosts();
            await removeDoubles();
            await pushDirectory(directory);
            await withdrawNeedless(delivery, forum.id);
            await foldNeedless({ ...delivery, folds: stores.folds }, forum.id);
          },
          { everyMs: Math.min(timing.reconcileMs, 5_000), onError: report('missed posts') },
        ),
        repeat(
          async (signal) => {
            await followLives(lives, forum.id, signal);
          },
          { everyMs: timing.livesMs, onError: report('lives') },
        ),
        repeat(
          async (signal) => {
            await takeSteps(lives, forum.id, signal);
          },
          { everyMs: Math.min(timing.livesMs, 5_000), onError: report('steps') },
        ),
        repeat(
          async () => {
            await followOutcomes({ ...common, publicUrl: config.publicUrl }, forum.id);
          },
          { everyMs: 15_000, onError: report('outcomes') },
        ),
        ...followProposals({ ...deps, publicUrl: config.publicUrl, report }, forum),
        repeat(
          async () => {
            await followCalendars(calendars, forum.id);
            await tellCalendar(lives, forum.id);
          },
          { everyMs: timing.livesMs, onError: report('calendars') },
        ),
        repeat(async () => void (await tellDates(lives, forum.id)), {
          everyMs: Math.min(timing.livesMs, 15_000),
          onError: report('dates'),
        }),
        repeat(() => forum.known.plugin.askIfDue(askPluginEveryMs), {
          everyMs: 5_000,
          onError: report('plugin'),
        }),
        repeat(async () => void (await readOutbox()), { everyMs: 2_000, onError: report('outbox') }),
        repeat(async () => void (await tellUnanswered()), {
          everyMs: Math.min(timing.reconcileMs, 5_000),
          onError: report('unanswered topics'),
        }),
        repeat(() => forum.ledger.forget(), { everyMs: 60_000, onError: report('calls') }),
      ];
    }),
  ];

  async function leave(forum: ForumId): Promise<void> {
    await stores.forums.leaveSender(forum, config.processName);
    await stores.forums.leaveReconciliation(forum, config.processName);
    await stores.outbox.leave(forum, config.processName);
  }

  return {
    async [Symbol.asyncDispose]() {
      isStopping = true;
      await Promise.all([...tasks.map((task) => task.stop()), workers.close()]);
      await Promise.all(deps.forums.map((forum) => leave(forum.id))).catch(() => undefined);
      await stores.workers.leave(config.processName).catch(() => undefined);
    },
  };
}

async function lookFor(forums: readonly ConnectedForum[], offer: Offer): Promise<MarkerSought> {
  const forum = forums.find((connected) => connected.id === offer.forum);
  if (!forum) throw new Error(`forum ${offer.forum} of offer ${offer.id} is not configured`);
  return await findWritten(forum.client, offer, forum.known.botUsername);
}
