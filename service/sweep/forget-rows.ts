import type { InboxStore } from '../storage/inbox-store.ts';
import type { OpenTopicStore } from '../storage/open-topic-store.ts';
import type { SignalStore } from '../storage/signal-store.ts';

const batch = 1_000;

/** Deletes what nothing will ask for again; the `forget` of each store says what that is. */
export async function forgetRows(
  deps: {
    inbox: Pick<InboxStore, 'forgetRows'>;
    openTopics?: Pick<OpenTopicStore, 'forget'>;
    signals: Pick<SignalStore, 'forgetSignals'>;
  },
  signal: AbortSignal,
): Promise<void> {
  let forgotten = batch;
  while (forgotten >= batch && !signal.aborted) {
    forgotten = await deps.inbox.forgetRows(batch);
    forgotten = Math.max(forgotten, (await deps.openTopics?.forget(batch)) ?? 0);
    forgotten = Math.max(forgotten, await deps.signals.forgetSignals(batch));
  }
}
