import type { PostId, TopicId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import type { DeliverDeps } from './delivery.ts';
import { namedInLog } from './named-in-log.ts';

/**
 * Notes the post of the bot with its offer, so that a "stop" under it is heard before any webhook has told of it; of a
 * message its topic too, the only kind of private message that Waypost listens in.
 */
export async function recordWritten(
  deps: DeliverDeps,
  { offer }: { offer: Offer },
  post: { id: PostId; number: number; topicId: TopicId },
): Promise<void> {
  const forum = deps.known.get(offer.forum);
  const knowledge = await forum?.knowledge();
  await deps.db.transaction().execute(async (trx) => {
    const at = await deps.clock(trx);
    if (offer.channel === 'message') await deps.posts.rememberOwnMessage(trx, offer.forum, post.topicId, at);
    if (forum && knowledge) {
      await deps.posts.see(trx, {
        forum: offer.forum,
        id: post.id,
        topicId: post.topicId,
        number: post.number,
        authorId: knowledge.botId,
        authorName: forum.botUsername,
        isBot: true,
        categoryId: null,
        createdAt: at,
        updatedAt: at,
        marker: offer.marker,
        seenThrough: 'sending',
      });
    }
    // After the post, in the order of the webhook that tells of it: the two come at the same moment and may not wait for each other.
    await deps.offers.recordSent(trx, offer.id, post.id);
  });
  deps.log.info({ ...namedInLog(offer), replyPostId: post.id }, 'offer sent');
}
