import { setImmediate as others } from 'node:timers/promises';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { confirmOffer } from '../engine/confirm-offer.ts';
import { readInTurns } from '../engine/matching/read-in-turns.ts';
import type { Reason, ReasonCode } from '../model/decision.ts';
import type { Offer } from '../model/offer.ts';
import { readMemberAndHistory } from './deliver-offer.ts';
import type { DeliverDeps } from './delivery.ts';
import { type Place, postAt, readPlace } from './read-place.ts';

/**
 * Why what is shown already is not needed any more, for one of these reasons and by what its rule says of them; with the
 * place as it was just read. Null: it is still needed, or nobody can tell.
 */
export async function whyNeedIsOver(
  deps: DeliverDeps,
  offer: Offer,
  reasons: readonly ReasonCode[],
): Promise<{ over: Reason; place: Place } | null> {
  const rulebook = deps.rulebook();
  const place = await placeOf(deps, offer);
  if (place === null) return null;
  await readInTurns(rulebook, postAt(place), others);
  const confirmed = confirmOffer({
    offer,
    rulebook,
    topic: place.found ? place.topic : place.why,
    post: place.found ? place.post : 'deleted',
    ...(await readMemberAndHistory(deps, offer, rulebook)),
    now: await deps.clock(deps.db),
  });
  if (confirmed.verdict !== 'hold') return null;
  const over = confirmed.because.find(({ code }) => reasons.includes(code));
  return over === undefined ? null : { over, place };
}

/** Null for a place that is closed to the bot: what stands there is not ours to judge. */
async function placeOf(deps: DeliverDeps, offer: Offer): Promise<Place | null> {
  try {
    return await readPlace(deps, offer, 'withdraw');
  } catch (error) {
    if (error instanceof DiscourseError && error.retry === 'never' && !error.pausesForum) return null;
    throw error;
  }
}
