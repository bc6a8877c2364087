import type { ForumEvent } from '../forum-core.ts';
import type { ForumLimits } from '../limits.ts';
import type { ForumState } from '../state/forum-state.ts';
import type { ForumDelivery, ForumWebhook } from '../state/records.ts';
import { sendWebhook } from './send-webhook.ts';

export interface Dispatcher {
  /** Keeps one delivery for each webhook that wants the event; they are sent in the background. */
  enqueue(event: ForumEvent): void;
  /** Resolves when nothing is being sent and nothing is due. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface DispatcherDeps {
  state: ForumState;
  limits: ForumLimits;
  now: () => Date;
  baseUrl: () => string;
  /** True when the deliveries of this event are to get lost on their way. */
  mustLose: (event: string) => boolean;
}

/** Some events go out under the tick of another one. */
export function tickOf(eventName: string): string {
  if (/^topic_\w+_status_updated$/.test(eventName)) return 'topic_edited';
  return /^reviewable_(score_updated|transitioned_to)$/.test(eventName) ? 'reviewable_updated' : eventName;
}

function isFor(webhook: ForumWebhook, event: ForumEvent): boolean {
  if (event.onlyTo !== undefined) return event.onlyTo === webhook.id;
  if (webhook.active === false) return false;
  if (webhook.events === null || webhook.events.includes(event.name)) return true;
  return webhook.events.includes(tickOf(event.name));
}

/** How many finished deliveries stay to be looked at. */
const keptDeliveries = 200;
const retryMinutes = [1, 5, 25, 125];

/** The forum's Sidekiq: what is due survives a crash, what was on its way when the process died is lost. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { state, limits } = deps;
  const due: number[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const inFlight = new Set<Promise<void>>();
  const closing = new AbortController();

  for (const delivery of [...state.deliveries.all()]) {
    if (delivery.state === 'sending') finish(delivery, { state: 'lost', status: -1 });
    if (delivery.state === 'pending') schedule(delivery);
  }

  function enqueue(event: ForumEvent): void {
    // The payload is frozen now, as Discourse freezes it when the event happens.
    const body = JSON.stringify({ [event.type]: event.payload });
    const isLost = deps.mustLose(event.name);
    for (const webhook of state.webhooks.all()) {
      if (!isFor(webhook, event)) continue;
      const delivery = { webhookId: webhook.id, event: event.name, eventType: event.type, body };
      add({ ...delivery, attempt: 1, dueAt: deps.now().toISOString() }, isLost);
    }
  }

  function add(delivery: Omit<ForumDelivery, 'id' | 'state' | 'status'>, isLost = false): void {
    const id = state.next('webhook_event');
    const kept = state.deliveries.put({ ...delivery, id, state: isLost ? 'lost' : 'pending', status: null });
    if (isLost) finish(kept, { state: 'lost', status: null });
    else schedule(kept);
  }

  function schedule(delivery: ForumDelivery): void {
    const waitMs = Date.parse(delivery.dueAt) - deps.now().getTime();
    const becomeDue = (): void => {
      due.push(delivery.id);
      if (!closing.signal.aborted) pump();
    };
    if (waitMs <= 0) return void setImmediate(becomeDue);
    const timer = setTimeout(() => {
      timers.delete(timer);
      becomeDue();
    }, waitMs);
    timers.add(timer.unref());
  }

  function pump(): void {
    while (inFlight.size < limits.webhooksAtOnce && due.length > 0) {
      const delivery = state.deliveries.get(due.shift() ?? 0);
      if (!delivery) continue;
      const sending = deliver(delivery).finally(() => {
        inFlight.delete(sending);
        if (!closing.signal.aborted) pump();
      });
      inFlight.add(sending);
    }
  }

  async function deliver(delivery: ForumDelivery): Promise<void> {
    const webhook = state.webhooks.get(delivery.webhookId);
    if (!webhook) return finish(delivery, { state: 'lost', status: null });
    const sending = state.deliveries.put({ ...delivery, state: 'sending' });
    const status = await sendWebhook({
      url: webhook.url,
      secret: webhook.secret,
      instance: deps.baseUrl(),
      eventId: delivery.id,
      eventType: delivery.eventType,
      event: delivery.event,
      body: delivery.body,
      timeoutMs: limits.webhookTimeoutMs,
      signal: closing.signal,
    });
    // What was interrupted by an orderly end is sent again by the next process.
    if (status === -1 && closing.signal.aborted) return void state.deliveries.put(delivery);
    finish(sending, { state: status >= 200 && status < 300 ? 'delivered' : 'failed', status });
    retryLater(sending, status);
  }

  /** Only a real answer is tried again, under a new id, never a time-out or a refused connection. */
  function retryLater(delivery: ForumDelivery, status: number): void {
    const minutes = retryMinutes[delivery.attempt - 1];
    const isAnswer = status >= 300 && status !== 404 && status !== 410;
    if (!limits.retryWebHookEvents || !isAnswer || minutes === undefined) return;
    const dueAt = new Date(deps.now().getTime() + minutes * limits.webhookRetryUnitMs).toISOString();
    add({ ...delivery, attempt: delivery.attempt + 1, dueAt });
  }

  function finish(delivery: ForumDelivery, end: Pick<ForumDelivery, 'state' | 'status'>): void {
    state.deliveries.put({ ...delivery, ...end, body: '' });
    const forgotten = state.deliveries.get(delivery.id - keptDeliveries);
    if (forgotten && forgotten.state !== 'pending' && forgotten.state !== 'sending')
      state.deliveries.remove(forgotten.id);
  }

  return {
    enqueue,
    async settled() {
      do {
        await new Promise((resolve) => setImmediate(resolve));
        await Promise.all(inFlight);
      } while (inFlight.size > 0 || due.length > 0);
    },
    async close() {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(inFlight);
    },
  };
}
