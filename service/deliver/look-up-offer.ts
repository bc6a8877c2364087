import { DiscourseError } from '../discourse/discourse-error.ts';
import type { PostView, TopicView } from '../discourse/wire.ts';
import type { PostStore } from '../storage/post-store.ts';
import { type DeliverDeps, type DeliverWork, confirmAndSend, tryToReadPlace } from './deliver-offer.ts';
import type { Place } from './read-place.ts';
import { recordSent } from './send-reply.ts';

const mostLookUps = 8;
const pageSize = 20;

type Found =
  | { outcome: 'posted'; post: PostView }
  | { outcome: 'in_review'; reviewableId: number }
  | { outcome: 'absent' }
  | { outcome: 'topic_gone' };

/**
 * Finds out what became of a reply whose answer was lost, before anything is sent again.
 *
 * Found: sent. Absent at the second look, and nothing else has happened in the topic: the very same bytes again.
 * Absent, and something has: a moderator may have removed it, so a person decides.
 */
export async function lookUpOffer(deps: DeliverDeps & { posts: PostStore }, work: DeliverWork): Promise<void> {
  const { offer, lease } = work;
  const sinceSendingMs = (await deps.clock(deps.db)).getTime() - (offer.firstSentAt?.getTime() ?? 0);
  if (sinceSendingMs < deps.quietMs && offer.lookups === 0 && !wasRejected(work)) {
    // The forum may still be carrying our request out.
    await deps.offers.recordUnknown(offer.id, lease, { delayMs: deps.quietMs - sinceSendingMs, lookedUp: false });
    return;
  }
  let found: Found;
  try {
    found = await findMarker(deps, work);
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    await deps.offers.recordUnknown(offer.id, lease, { delayMs: error.retryAfterMs ?? deps.secondLookMs, lookedUp: false });
    return;
  }
  switch (found.outcome) {
    case 'posted':
      await recordSent(deps, work, found.post.id);
      return;
    case 'in_review':
      await deps.offers.recordInReview(offer.id, lease, found.reviewableId);
      return;
    case 'topic_gone':
      await deps.offers.end(offer.id, { state: 'held', because: [{ code: 'topic_deleted' }], lease });
      return;
    case 'absent':
      await settleAbsence(deps, work);
  }
}

async function settleAbsence(deps: DeliverDeps & { posts: PostStore }, work: DeliverWork): Promise<void> {
  const { offer, lease } = work;
  if (await deps.posts.everSawMarker(offer.forum, offer.marker)) {
    await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'removed_by_moderator' }], lease });
    return;
  }
  if (wasRejected(work)) {
    await deps.offers.end(offer.id, { state: 'refused', because: [{ code: 'refused_by_forum' }], lease });
    return;
  }
  const lookUps = offer.lookups + 1;
  if (lookUps >= mostLookUps) {
    await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'answer_lost' }], lease });
    return;
  }
  if (lookUps < 2) {
    await deps.offers.recordUnknown(offer.id, lease, { delayMs: deps.secondLookMs, lookedUp: true });
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
  if (!place.found || typeof place.post === 'string') return false;
  const since = offer.firstSentAt ?? offer.createdAt;
  return place.post.updatedAt > since || place.view.posts.some((post) => post.createdAt > since);
}

/** A 422 says that nothing was carried out this time; the look only asks whether an earlier time was. */
function wasRejected({ offer }: DeliverWork): boolean {
  return offer.stateBecause.some((reason) => reason.code === 'refused_by_forum');
}

async function findMarker(deps: DeliverDeps, { offer }: DeliverWork): Promise<Found> {
  const client = deps.clients.get(offer.forum);
  const forum = deps.known.get(offer.forum);
  if (!client || !forum || offer.topicId === null) return { outcome: 'topic_gone' };
  const query = { usernameFilters: [forum.botUsername], includeRaw: true };
  let page = 1;
  for (;;) {
    let view: TopicView;
    try {
      view = await client.topic(offer.topicId, page === 1 ? query : { ...query, page }, { priority: 'lookup' });
    } catch (error) {
      if (error instanceof DiscourseError && error.code === 'not_found') {
        return page === 1 ? { outcome: 'topic_gone' } : { outcome: 'absent' };
      }
      throw error;
    }
    const post = view.posts.find((seen) => seen.marker === offer.marker);
    if (post) return { outcome: 'posted', post };
    const held = view.pending.find((pending) => pending.marker === offer.marker);
    if (held) return { outcome: 'in_review', reviewableId: held.reviewableId };
    if (view.stream.length <= page * pageSize) return { outcome: 'absent' };
    page += 1;
  }
}
