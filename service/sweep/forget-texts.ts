import { type Retention, keptDays } from '../privacy/retention.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { InboxStore } from '../storage/inbox-store.ts';

const batch = 1_000;
const hourMs = 3_600_000;

/** Blanks webhook bodies and the texts of events whose work ended long enough ago. */
export async function forgetTexts(
  deps: { inbox: Pick<InboxStore, 'blankBodies'>; events: Pick<EventStore, 'blankContent'> },
  kept: Pick<Retention, 'textHours'>,
  signal: AbortSignal,
): Promise<void> {
  const age = { keepMs: kept.textHours * hourMs, unreadableMs: keptDays.unreadable * 24 * hourMs };
  let forgotten = batch;
  while (forgotten >= batch && !signal.aborted) {
    const bodies = await deps.inbox.blankBodies({ ...age, limit: batch });
    const contents = await deps.events.blankContent({ ...age, limit: batch });
    forgotten = Math.max(bodies, contents);
  }
}
