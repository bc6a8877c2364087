import { DiscourseError } from '../discourse/discourse-error.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { recordWritten } from './record-written.ts';

/** Posts of the forum that nobody has read for so long may hold replies that this database has forgotten. */
const awayMs = 2 * 60_000;

/**
 * A reply may stand although its row says that it was never sent: the database was restored from a backup that is older
 * than the reply. Looks where that may be, before the first attempt. True: nothing is left to send now.
 */
export async function settleWhatStands(deps: DeliverDeps, work: DeliverWork): Promise<boolean> {
  const { offer, lease } = work;
  if (offer.channel !== 'reply' || offer.attempts > 0) return false;
  const wasSeen = await deps.posts.everSawMarker(offer.forum, offer.marker);
  if (!wasSeen && !(await wasAway(deps, work))) return false;
  try {
    const { posts, pendingReviewableId } = await deps.findWritten(offer);
    const [standing] = posts;
    if (standing) await recordWritten(deps, work, standing);
    else if (pendingReviewableId !== null)
      await deps.offers.recordInReview(offer.id, lease, pendingReviewableId);
    else if (wasSeen)
      await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'removed_by_moderator' }], lease });
    else return false;
    return true;
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    // What is wrong with the topic or the forum is told by the delivery, which asks for the same.
    if (error.retry === 'never') return false;
    await deps.offers.postpone(offer.id, lease, {
      delayMs: error.retryAfterMs ?? deps.secondLookMs,
      because: [{ code: 'forum_unreachable', values: { code: error.code } }],
    });
    return true;
  }
}

async function wasAway(deps: DeliverDeps, { offer }: DeliverWork): Promise<boolean> {
  const forum = await deps.forums.find(offer.forum);
  if (!forum || forum.lastReconciledAt === null) return false;
  const now = await deps.clock(deps.db);
  return forum.gap !== null || now.getTime() - forum.lastReconciledAt.getTime() > awayMs;
}
