import type { EventId, ForumId, InboxId } from '../model/ids.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { InboxStore } from '../storage/inbox-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';

export interface LeftoversDeps {
  inbox: Pick<InboxStore, 'due'>;
  events: Pick<EventStore, 'due'>;
  offers: Pick<OfferStore, 'forumsWithDueOffers'>;
  readWebhook(id: InboxId): Promise<void>;
  evaluateEvent(id: EventId): Promise<void>;
  deliverOffers(forum: ForumId): Promise<void>;
  /** How long the queue has a row to itself. */
  headStartMs: number;
}

const batch = 200;
const atOnce = 4;

/**
 * Does what the queue forgot: rows that are due and that nobody works on. With Redis away this is the whole engine,
 * only slower; with Redis well it finds nothing.
 */
export async function pickUpLeftovers(deps: LeftoversDeps, signal: AbortSignal): Promise<void> {
  const range = { limit: batch, idleMs: deps.headStartMs };
  let found = batch;
  while (found === batch && !signal.aborted) {
    const webhooks = await deps.inbox.due(range);
    await inTurns(webhooks, signal, (id) => deps.readWebhook(id));
    const events = await deps.events.due(range);
    await inTurns(events, signal, (id) => deps.evaluateEvent(id));
    found = Math.max(webhooks.length, events.length);
  }
}

/** Offers have due times of their own, so nothing gives them a head start. */
export async function pickUpOffers(deps: Pick<LeftoversDeps, 'offers' | 'deliverOffers'>): Promise<void> {
  const forums = await deps.offers.forumsWithDueOffers();
  await Promise.all(forums.map((forum) => deps.deliverOffers(forum)));
}

/** One that fails costs no other its turn; the first failure is thrown when all have had theirs. */
async function inTurns<Id>(
  ids: readonly Id[],
  signal: AbortSignal,
  work: (id: Id) => Promise<void>,
): Promise<void> {
  const rest = [...ids];
  const failures: unknown[] = [];
  const workers = Array.from({ length: Math.min(atOnce, rest.length) }, async () => {
    for (let id = rest.shift(); id !== undefined && !signal.aborted; id = rest.shift()) {
      try {
        await work(id);
      } catch (error) {
        failures.push(error);
      }
    }
  });
  await Promise.all(workers);
  if (failures.length > 0) throw asError(failures[0]);
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error('a row could not be worked on', { cause: failure });
}
