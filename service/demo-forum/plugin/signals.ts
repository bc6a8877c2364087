import { randomUUID } from 'node:crypto';

import type { ForumCore } from '../forum-core.ts';
import type { WaypostSignal } from './records.ts';

const ofOffers = new Set([
  ...['cards_seen', 'card_clicked', 'card_rated', 'card_dismissed', 'card_snoozed', 'card_restored'],
  ...['kind_declined', 'step_changed', 'person_asked'],
]);
const forgottenSeries = 'waypost_forgotten';

export interface SignalFacts {
  memberId?: number;
  offerId?: string;
  data?: Readonly<Record<string, unknown>>;
}

/** Puts a signal into the outbox and tells the webhooks that want its kind. */
export function recordSignal(core: ForumCore, name: string, facts: SignalFacts): WaypostSignal {
  const signal = core.state.waypost.signals.put({
    id: core.state.next('waypost_signal'),
    signalId: randomUUID(),
    name,
    occurredAt: core.now().toISOString(),
    memberId: facts.memberId ?? null,
    offerId: facts.offerId ?? null,
    data: facts.data ?? {},
  });
  core.emit({ name: eventOf(name), type: 'waypost', payload: signalAnswer(signal) });
  return signal;
}

/**
 * One page of the outbox, oldest first. `gap` when something after the cursor has been thrown away, or when the cursor is
 * ahead of all that was ever told: then everything is told again.
 */
export function outboxPage(core: ForumCore, { after, limit }: { after: number | null; limit: number }) {
  const { signals } = core.state.waypost;
  const isAhead = after !== null && after > core.state.last('waypost_signal');
  const from = isAhead ? 0 : (after ?? 0);
  const found = [...signals.all()].filter(({ id }) => id > from);
  const page = found.slice(0, limit);
  return {
    signals: page.map(signalAnswer),
    cursor: String(page.at(-1)?.id ?? from),
    more: found.length > limit,
    gap: isAhead || (after !== null && after < core.state.last(forgottenSeries)),
  };
}

/** Throws away the oldest signals up to a cursor, all of them unless said: as if the days for which they are kept were over. */
export function ageOutbox({ state }: ForumCore, upTo = Infinity): { forgotten: number } {
  const old = [...state.waypost.signals.all()].filter(({ id }) => id <= upTo);
  state.together(() => {
    for (const { id } of old) state.waypost.signals.remove(id);
    const newest = old.at(-1);
    if (newest) state.skipTo(forgottenSeries, newest.id);
  });
  return { forgotten: old.length };
}

export function signalAnswer(signal: WaypostSignal) {
  return {
    signal_id: signal.signalId,
    schema: 1,
    name: signal.name,
    occurred_at: signal.occurredAt,
    member_id: signal.memberId,
    offer_id: signal.offerId,
    data: signal.data,
  };
}

function eventOf(name: string): string {
  if (ofOffers.has(name)) return 'waypost_offer_signal';
  return name === 'search_missed' ? 'waypost_search_signal' : 'waypost_member_signal';
}
