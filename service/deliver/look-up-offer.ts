import { DiscourseError } from '../discourse/discourse-error.ts';
import type { MarkerSought } from '../discourse/find-marker.ts';
import type { Reason } from '../model/decision.ts';
import { confirmAndSend, tryToReadPlace } from './deliver-offer.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { isClosedDoor } from './is-closed-door.ts';
import type { Place } from './read-place.ts';
import { recordWritten } from './record-written.ts';
import { refusalOf } from './send-by-api.ts';

const mostAttempts = 8;
const looksBeforeAttempt = 2;

/**
 * Finds out what became of a reply or a message whose answer was lost, before anything is sent again.
 *
 * Found: sent. Absent at the second look since the newest attempt, and nothing else has happened in the topic: the very
 * same bytes again, in eight attempts at most.
 * Absent, and something has: a moderator may have removed it, so a person decides.
 */
export async function lookUpOffer(deps: DeliverDeps, work: DeliverWork): Promise<void> {
  const { offer, lease } = work;
  const sinceSendingMs = (await deps.clock(deps.db)).getTime() - (offer.firstSentAt?.getTime() ?? 0);
  if (sinceSendingMs < deps.quietMs && offer.lookups === 0 && !wasRejected(work)) {
    // The forum may still be carrying our request out.
    await deps.offers.recordUnknown(offer.id, lease, {
      delayMs: deps.quietMs - sinceSendingMs,
      lookedUp: false,
    });
    return;
  }
  let found: MarkerSought;
  try {
    found = await deps.findWritten(offer);
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (error.pausesForum) await deps.forums.block(offer.forum, { forMs: 60_000, because: error.code });
    if (error.code === 'not_found' || error.code === 'gone')
      await deps.offers.end(offer.id, { state: 'held', because: [{ code: 'topic_deleted' }], lease });
    else if (error.retry === 'never' && !error.pausesForum && (await isClosedDoor(deps, offer, error)))
      await deps.offers.end(offer.id, {
        state: 'dead',
        because: [{ code: 'topic_unreadable', values: { why: error.code } }],
        lease,
      });
    else
      await deps.offers.recordUnknown(offer.id, lease, {
        delayMs: error.retryAfterMs ?? deps.secondLookMs,
        lookedUp: false,
      });
    return;
  }
  const [standing] = found.posts;
  if (standing) await recordWritten(deps, work, standing);
  else if (found.pendingReviewableId !== null)
    await deps.offers.recordInReview(offer.id, lease, found.pendingReviewableId);
  else if (found.complete) await settleAbsence(deps, work);
  // More posts of ours than a look-up reads: nobody can say that it is not there.
  else await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'answer_lost' }], lease });
}

async function settleAbsence(deps: DeliverDeps, work: DeliverWork): Promise<void> {
  const { offer, lease } = work;
  if (await deps.posts.everSawMarker(offer.forum, offer.marker)) {
    await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'removed_by_moderator' }], lease });
    return;
  }
  if (wasRejected(work)) {
    // Only the first attempt was refused for certain. After one whose answer was lost, "too similar" may mean our own reply.
    const wasOnlyAttempt = offer.attempts <= 1;
    const because: Reason[] = [{ code: wasOnlyAttempt ? refusalOf(offer) : 'answer_lost' }];
    await deps.offers.end(offer.id, { state: wasOnlyAttempt ? 'refused' : 'dead', because, lease });
    return;
  }
  if (offer.lookups + 1 < looksBeforeAttempt) {
    await deps.offers.recordUnknown(offer.id, lease, { delayMs: deps.secondLookMs, lookedUp: true });
    return;
  }
  if (offer.attempts >= mostAttempts) {
    await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'answer_lost' }], lease });
    return;
  }
  const place = await tryToReadPlace(deps, work);
  if (!place) return;
  if (hasChanged(place, work)) {
    await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'answer_lost' }], lease });
    return;
  }
  await confirmAndSend(deps, work, place);
}

/** Whether anything happened in the topic since our first attempt that a removed reply could be part of. */
function hasChanged(place: Place, { offer }: DeliverWork): boolean {
  // Of a message the forum itself refuses a second copy, also of one that was removed.
  if (offer.channel === 'message' || !place.found || typeof place.post === 'string') return false;
  const since = offer.firstSentAt ?? offer.createdAt;
  return place.post.updatedAt > since || place.view.posts.some((post) => post.createdAt > since);
}

/** A 422 says that nothing was carried out this time; the look only asks whether an earlier time was. */
function wasRejected({ offer }: DeliverWork): boolean {
  return offer.stateBecause.some(({ code }) => code === 'refused_by_forum' || code === 'message_refused');
}
