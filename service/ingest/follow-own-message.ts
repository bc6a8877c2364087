import type { OwnOpening } from '../discourse/wire/read-own-message.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { OwnPostDeps } from './follow-own-post.ts';

/**
 * The forum tells of a private message that Waypost has begun: its topic is one to listen in from now on, whichever way it
 * was sent, and whatever became of the answer to the request.
 */
export async function followOwnMessage(
  deps: OwnPostDeps,
  { forum, id: botId }: { forum: ForumId; id: MemberId },
  opening: OwnOpening,
): Promise<void> {
  const { postId, topicId, authorName, createdAt, marker } = opening;
  await deps.db.transaction().execute(async (trx) => {
    const offer = await deps.offers.byMarker(trx, forum, marker);
    if (offer?.channel !== 'message') return;
    await deps.posts.rememberOwnMessage(trx, forum, topicId, createdAt);
    await deps.posts.see(trx, {
      forum,
      id: postId,
      topicId,
      number: 1,
      authorId: botId,
      authorName,
      isBot: true,
      categoryId: null,
      createdAt,
      updatedAt: createdAt,
      marker,
      seenThrough: 'webhook',
    });
    if (offer.replyPostId === null) await deps.offers.recordSent(trx, offer.id, postId);
  });
}
