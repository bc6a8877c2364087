import type { Metrics } from '../metrics/metrics.ts';
import type { OfferId } from '../model/ids.ts';
import type { createShareLedger } from '../storage/share-ledger-store.ts';
import type { Stores } from './stores.ts';

/** The stores with a counter beside what they write, so that no stage needs to know of metrics. */
export function countingStores(stores: Stores, metrics: Metrics): Stores {
  const { inbox, events, decisions, offers } = stores;
  const countOffer = (channel: string, state: string) => metrics.offers.inc({ channel, state });
  /** An offer may have changed its way since it was planned. */
  const countEnd = async (id: OfferId, state: string) => {
    const offer = await offers.find(id);
    if (offer?.kind !== 'care') countOffer(offer?.channel ?? 'unknown', state);
  };
  return {
    ...stores,
    inbox: {
      ...inbox,
      async finish(trx, id, lease, end) {
        const isOurs = await inbox.finish(trx, id, lease, end);
        if (isOurs) metrics.webhookReads.inc({ end: end.state, reason: end.reason ?? '' });
        return isOurs;
      },
      async quarantine(id, lease, why) {
        await inbox.quarantine(id, lease, why);
        metrics.webhookReads.inc({ end: 'quarantined', reason: '' });
      },
    },
    events: {
      ...events,
      async record(trx, event, options) {
        const id = await events.record(trx, event, options);
        const { forum, kind, source } = event;
        if (id !== null) metrics.events.inc({ forum, kind, source });
        return id;
      },
      async finish(trx, id, lease, end) {
        const isOurs = await events.finish(trx, id, lease, end);
        if (isOurs) metrics.eventEnds.inc({ end: end.state });
        return isOurs;
      },
    },
    decisions: {
      async write(trx, entry) {
        await decisions.write(trx, entry);
        for (const { rule, rung, verdict } of entry.decisions) {
          // A number beside its name would tell everybody that there was a hard moment.
          if (entry.care?.has(rule)) continue;
          metrics.decisions.inc({ forum: entry.forum, rule, rung, verdict });
        }
      },
    },
    offers: {
      ...offers,
      async plan(trx, plan) {
        const id = await offers.plan(trx, plan);
        if (id !== null && plan.offer.kind !== 'care') countOffer(plan.offer.channel, stateOf(plan));
        return id;
      },
      async recordSent(handle, id, reply) {
        const isNews = await offers.recordSent(handle, id, reply);
        if (isNews) await countEnd(id, 'sent');
        return isNews;
      },
      async end(id, end) {
        const isNews = await offers.end(id, end);
        if (isNews) await countEnd(id, end.state);
        return isNews;
      },
    },
  };
}

function stateOf({ shadow, decideBy }: Parameters<Stores['offers']['plan']>[1]): string {
  if (shadow) return 'shadow';
  return decideBy ? 'proposed' : 'waiting';
}

type ShareLedger = ReturnType<typeof createShareLedger>;

/** The forum's share with a counter for every call, by priority and answer. */
export function countingLedger(ledger: ShareLedger, forum: string, metrics: Metrics): ShareLedger {
  const underWay = new Map<string, { priority: string; since: number }>();
  return {
    ...ledger,
    async tryTake(request) {
      const answer = await ledger.tryTake(request);
      if (answer.granted)
        underWay.set(answer.slotId, { priority: request.priority, since: performance.now() });
      return answer;
    },
    async finish(slotId, outcome) {
      const call = underWay.get(slotId);
      underWay.delete(slotId);
      if (call) {
        metrics.apiCalls.inc({ forum, priority: call.priority, status: outcome.status ?? 0 });
        metrics.apiSeconds.observe({ forum }, (performance.now() - call.since) / 1_000);
      }
      await ledger.finish(slotId, outcome);
    },
  };
}
