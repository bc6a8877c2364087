import { areSameWords, wordsWritten } from '../discourse/wire/plugin/words-written.ts';
import type { InterpretedReview, OwnPostSeen } from '../discourse/wire.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { Offer } from '../model/offer.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { OutcomeStore } from '../storage/outcomes/outcome-store.ts';
import type { PostStore } from '../storage/post-store.ts';

export interface OwnPostDeps {
  db: Db;
  offers: OfferStore;
  posts: PostStore;
  outcomes: Pick<OutcomeStore, 'noteEdit' | 'foldedText' | 'noteFolded'>;
}

export interface Bot {
  forum: ForumId;
  id: MemberId;
  username: string;
}

/** A sign of life of one of Waypost's own posts: it triggers nothing and keeps its offer up to date. */
export async function followOwnPost(deps: OwnPostDeps, bot: Bot, seen: OwnPostSeen): Promise<void> {
  const { forum } = bot;
  await deps.db.transaction().execute(async (trx) => {
    const { number, updatedAt, deletedByAuthor, hidden } = seen.details;
    const byReply = await deps.offers.byReply(trx, forum, seen.postId);
    // Of an offer whose member was erased the post still shows the marker, which would lead to them.
    const marker = byReply === null || byReply.marker === seen.details.marker ? seen.details.marker : null;
    if (seen.change !== 'liked') {
      await deps.posts.see(trx, {
        forum,
        id: seen.postId,
        topicId: seen.topicId,
        number,
        authorId: bot.id,
        authorName: bot.username,
        isBot: true,
        categoryId: null,
        createdAt: seen.occurredAt,
        updatedAt,
        marker,
        seenThrough: 'webhook',
      });
    }
    if (seen.change === 'deleted') await deps.posts.setDeleted(trx, forum, seen.postId, seen.occurredAt);
    if (seen.change === 'recovered') await deps.posts.setDeleted(trx, forum, seen.postId, null);
    const offer = byReply ?? (marker === null ? null : await deps.offers.byMarker(trx, forum, marker));
    if (!offer) return;
    // The post stood, whatever became of the answer to our request.
    if (offer.replyPostId === null) await deps.offers.recordSent(trx, offer.id, seen.postId);
    if (seen.change === 'edited') await noteForeignWords(deps, trx, offer, seen);
    const isShown = offer.replyPostId === null || offer.replyPostId === seen.postId;
    if (isShown && (seen.change === 'deleted' || hidden)) {
      await deps.offers.recordRemoved(trx, offer.id, {
        code: deletedByAuthor ? 'deleted_by_author' : 'removed_by_moderator',
      });
    }
  });
}

/** Somebody else has rewritten it: that is said to be no good, though it may have become better. */
async function noteForeignWords(
  { outcomes }: OwnPostDeps,
  trx: Trx,
  offer: Offer,
  { postId, occurredAt, details }: OwnPostSeen,
): Promise<void> {
  if (offer.body === null || details.raw === null || details.version < 2) return;
  if (areSameWords(wordsWritten(offer.body), details.raw)) return;
  const folded = await outcomes.foldedText(trx, offer.id);
  if (folded !== null && areSameWords(folded, details.raw)) {
    await outcomes.noteFolded(trx, offer.id);
    return;
  }
  await outcomes.noteEdit(trx, offer.forum, postId, occurredAt);
}

/** A reply that the forum held for a moderator has been decided on. */
export async function followReview(
  deps: OwnPostDeps,
  forum: ForumId,
  review: InterpretedReview,
): Promise<void> {
  const offer = await deps.offers.byReview(forum, review.reviewableId);
  if (!offer) return;
  if (review.state === 'approved' && review.postId !== null) {
    await deps.offers.recordSent(deps.db, offer.id, review.postId);
  }
  if (review.state === 'rejected' || review.state === 'deleted') {
    await deps.offers.end(offer.id, {
      state: 'refused',
      because: [{ code: 'removed_by_moderator' }],
      lease: null,
    });
  }
}
