import type { EventStore } from '../storage/event-store.ts';
import type { InboxStore } from '../storage/inbox-store.ts';

const batch = 1_000;

/** Blanks webhook bodies and the texts of events whose work ended longer ago than `keepMs`. */
export async function forgetTexts(
  deps: { inbox: Pick<InboxStore, 'blankBodies'>; events: Pick<EventStore, 'blankContent'> },
  keepMs: number,
  signal: AbortSignal,
): Promise<void> {
  let forgotten = batch;
  while (forgotten >= batch && !signal.aborted) {
    const bodies = await deps.inbox.blankBodies({ keepMs, limit: batch });
    const contents = await deps.events.blankContent({ keepMs, limit: batch });
    forgotten = Math.max(bodies, contents);
  }
}
