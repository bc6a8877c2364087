import type { CreateResult } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { PostId, TopicId } from '../model/ids.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';

const forumIsAwayMs = 30_000;
const keyIsRefusedMs = 300_000;

/**
 * Posts the frozen bytes once, if at the very moment of its turn nobody has said stop. Every answer has its branch: what is certain is recorded, what is not is looked up later
 * and never simply sent again.
 */
export async function sendReply(
  deps: DeliverDeps,
  work: DeliverWork,
  reply: { body: string; topicId: TopicId; replyTo: number },
): Promise<void> {
  const { offer, lease, sender } = work;
  const client = deps.clients.get(offer.forum);
  if (!client) return;
  let began = false;
  let result: CreateResult;
  try {
    const { topicId, replyTo, body } = reply;
    const onTurn = async () => {
      began = (await deps.offers.beginSending(offer.id, lease, sender, body)) !== null;
      if (began) deps.crash('deliver.before-send');
      return began;
    };
    result = await client.createReply({ topicId, replyToPostNumber: replyTo, raw: body }, { onTurn });
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (began) await settleFailure(deps, work, error);
    else await waitForAnotherTurn(deps, work, error);
    return;
  }
  deps.crash('deliver.after-send');
  if (result.outcome === 'enqueued') {
    await deps.offers.recordInReview(offer.id, lease, result.reviewableId);
    return;
  }
  await recordSent(deps, work, { id: result.postId, number: result.postNumber });
  if (result.cookedMentions.length > 0) {
    deps.log.error(
      { offerId: offer.id, postId: result.postId },
      'a reply mentions somebody, which no guide should',
    );
  }
}

/** Notes the reply with its offer, so that a "stop" under it is heard before any webhook has told of it. */
export async function recordSent(
  deps: DeliverDeps,
  { offer }: DeliverWork,
  reply: { id: PostId; number: number },
): Promise<void> {
  const forum = deps.known.get(offer.forum);
  const knowledge = await forum?.knowledge();
  await deps.db.transaction().execute(async (trx) => {
    await deps.offers.recordSent(trx, offer.id, reply.id);
    if (!forum || !knowledge || offer.topicId === null) return;
    const at = await deps.clock(trx);
    await deps.posts.see(trx, {
      forum: offer.forum,
      id: reply.id,
      topicId: offer.topicId,
      number: reply.number,
      authorId: knowledge.botId,
      authorName: forum.botUsername,
      isBot: true,
      categoryId: null,
      createdAt: at,
      updatedAt: at,
      marker: offer.marker,
      seenThrough: 'sending',
    });
  });
  deps.log.info({ offerId: offer.id, rule: offer.rule, replyPostId: reply.id }, 'offer sent');
}

/** Nothing has left: there was no turn, or another sender took over, or somebody pressed pause or said stop meanwhile. */
async function waitForAnotherTurn(
  deps: DeliverDeps,
  { offer, lease }: DeliverWork,
  { code, retryAfterMs }: DiscourseError,
): Promise<void> {
  deps.log.info({ offerId: offer.id, code }, 'reply not begun');
  await deps.offers.postpone(offer.id, lease, { delayMs: retryAfterMs ?? 1_000 });
}

async function settleFailure(
  deps: DeliverDeps,
  { offer, lease }: DeliverWork,
  error: DiscourseError,
): Promise<void> {
  const { code, status } = error;
  deps.log.warn({ offerId: offer.id, code, status }, 'reply not confirmed');
  if (error.retry === 'ambiguous') {
    await deps.offers.recordUnknown(offer.id, lease, {
      delayMs: deps.quietMs,
      lookedUp: false,
      because: [{ code: 'answer_lost' }],
    });
    return;
  }
  if (error.retry === 'later' || error.pausesForum) {
    // It was certainly not carried out; the attempt and its place under the limits are given back.
    if (error.pausesForum) await deps.forums.block(offer.forum, { forMs: keyIsRefusedMs, because: code });
    await deps.offers.postpone(offer.id, lease, {
      delayMs: error.retryAfterMs ?? (error.pausesForum ? keyIsRefusedMs : forumIsAwayMs),
      because: [{ code: 'forum_unreachable', values: { code } }],
      attemptTaken: true,
    });
    return;
  }
  if (code === 'rejected') {
    // "Too similar" comes as the same 422 as every other refusal; only a look tells whether our own post is already there.
    const because = [{ code: 'refused_by_forum' as const, values: { code, status } }];
    await deps.offers.recordUnknown(offer.id, lease, { delayMs: 0, lookedUp: false, because });
    return;
  }
  const isGone = code === 'not_found' || code === 'gone';
  await deps.offers.end(offer.id, {
    state: isGone ? 'held' : 'refused',
    because: [isGone ? { code: 'topic_deleted' } : { code: 'refused_by_forum', values: { code, status } }],
    lease,
  });
}
