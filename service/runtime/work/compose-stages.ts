import type { Logger } from 'pino';
import { fetchCalendar } from '../../calendars/fetch-calendar.ts';
import { readCalendar } from '../../calendars/read-calendar.ts';
import type { Config } from '../../config.ts';
import type { MarkerSought } from '../../discourse/find-marker.ts';
import { findWritten } from '../../discourse/find-written.ts';
import { isAskedFor } from '../../engine/is-asked-for.ts';
import { isAwaited } from '../../engine/is-awaited.ts';
import { isStop } from '../../engine/is-stop.ts';
import { isLeavingAsked, measureOf } from '../../engine/lifecycle/measure-of.ts';
import { memberAt } from '../../evaluate/gather-facts.ts';
import { type SignalBatch, takeSignals } from '../../measure/take-signals.ts';
import type { CrashPoint } from '../../model/crash-point.ts';
import type { EventKind } from '../../model/event.ts';
import type { Fact } from '../../model/fact.ts';
import type { EventId, ForumId } from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { Producer } from '../../queue/producer.ts';
import type { QueueServer } from '../../queue/queue-server.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Actions } from '../../steer/actions.ts';
import type { DueCalendar } from '../../storage/calendar-store.ts';
import { newLease } from '../../storage/lease.ts';
import type { ConnectedForum } from '../forums.ts';
import type { Stores } from '../stores.ts';

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

/** What each stage of the work is given. */
export type Stages = ReturnType<typeof composeStages>;

/** Puts together what reading, deciding, delivering and looking after members need. */
export function composeStages(deps: WorkDeps, isStopping: () => boolean) {
  const { config, stores, producer, log, actions } = deps;
  const { timing } = config;
  const known = new Map(deps.forums.map((forum) => [forum.id, forum.known]));
  const clients = new Map(deps.forums.map((forum) => [forum.id, forum.client]));
  const pluginClients = new Map(deps.forums.map((forum) => [forum.id, forum.plugin]));

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
    memberAt: async (about: Parameters<typeof memberAt>[2]) =>
      (await memberAt(common, stores.db, about))?.member ?? null,
    publicUrl: config.publicUrl,
    process: config.processName,
    senderLeaseMs: timing.senderLeaseMs,
    quietMs: timing.quietMs,
    secondLookMs: timing.secondLookMs,
    newLease: () => newLease(timing.offerLeaseMs),
    isStopping,
  };
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
  return { common, evaluation, reading, delivery, lives, calendars };
}

async function lookFor(forums: readonly ConnectedForum[], offer: Offer): Promise<MarkerSought> {
  const forum = forums.find((connected) => connected.id === offer.forum);
  if (!forum) throw new Error(`forum ${offer.forum} of offer ${offer.id} is not configured`);
  return await findWritten(forum.client, offer, forum.known.botUsername);
}
