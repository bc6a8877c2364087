import type { OfferAct, SignalMeaning } from '../discourse/wire/plugin/interpret-signal.ts';
import type { PluginSignal } from '../discourse/wire/plugin/read-signals.ts';
import type { ForumId } from '../model/ids.ts';
import type { Trx } from '../storage/database.ts';
import type { Feedback, SignalStore } from '../storage/signal-store.ts';
import { type HoldDeps, holdForbidden } from './hold-forbidden.ts';
import type { WishDeps } from './take-wish.ts';

export interface FeedbackDeps extends HoldDeps {
  signals: Pick<SignalStore, 'offersNamed' | 'addFeedback' | 'isNotOurs'>;
  members: WishDeps['members'];
}

/** Of help in need nothing is followed but whether it was put away and whether it helped. */
const followedOfCare: readonly OfferAct['act'][] = ['dismissed', 'restored', 'rated'];

/** Notes what a member did with offers of ours. A snooze also puts off new help of its kind; taken back, it wakes it. */
export async function takeFeedback(
  deps: FeedbackDeps,
  trx: Trx,
  told: { forum: ForumId; signal: PluginSignal; meaning: Extract<SignalMeaning, { about: 'offers' }> },
): Promise<void> {
  const { forum, signal, meaning } = told;
  const { done } = meaning;
  const named = await deps.signals.offersNamed(trx, forum, meaning.offerIds);
  // Whoever else may say so, an offer is between Waypost and the member it was made to.
  const offers = named.filter((offer) => signal.memberId === null || offer.memberId === signal.memberId);
  if (offers.length === 0) await deps.signals.isNotOurs(trx, forum, signal.signalId);
  for (const offer of offers) {
    const isFollowed = offer.kind !== 'care' || followedOfCare.includes(done.act);
    const now = isFollowed
      ? await deps.signals.addFeedback(trx, offer.id, asFeedback(done), signal.occurredAt)
      : null;
    // Told late, a restore comes before the snooze that it took back.
    if (done.act === 'restored' && now !== null && now.snoozedAt === null && offer.kind !== 'care') return;
    if (done.act === 'snoozed' && now?.restoredAt && now.restoredAt > signal.occurredAt) return;
  }
  if (done.act !== 'snoozed' && done.act !== 'restored') return;
  const kind = (done.act === 'snoozed' ? done.kind : null) ?? offers[0]?.kind;
  const id = signal.memberId ?? offers[0]?.memberId;
  if (kind === undefined || id === undefined || id < 1) return;
  const change = { part: 'snooze', kind, until: done.act === 'snoozed' ? done.until : null } as const;
  await deps.members.changePreference(trx, { forum, id }, { change, at: signal.occurredAt });
  await holdForbidden(deps, trx, forum, id);
}

function asFeedback(done: OfferAct): Feedback {
  switch (done.act) {
    case 'seen':
    case 'clicked':
    case 'dismissed':
    case 'restored':
    case 'asked_person':
      return { what: done.act };
    case 'rated':
      return { what: 'rated', helped: done.helped };
    case 'snoozed':
      return { what: 'snoozed', until: done.until };
    case 'marked_step':
      return { what: 'marked_step', step: done.step, done: done.done };
  }
}
