import type { CallOptions, CreateResult, DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { ReasonCode } from '../model/decision.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { recordWritten } from './record-written.ts';

const forumIsAwayMs = 30_000;
const keyIsRefusedMs = 300_000;

/** The one request that writes something with the frozen bytes. */
export interface WrittenByApi {
  body: string;
  send(client: DiscourseClient, options: CallOptions): Promise<CreateResult>;
}

/**
 * Sends the frozen bytes once, if at the very moment of its turn nobody has said stop. Every answer has its branch: what is
 * certain is recorded, what is not is looked up later and never simply sent again.
 */
export async function sendByApi(deps: DeliverDeps, work: DeliverWork, written: WrittenByApi): Promise<void> {
  const { offer, lease, sender } = work;
  const client = deps.clients.get(offer.forum);
  if (!client) return;
  let began = false;
  let result: CreateResult;
  try {
    const onTurn = async () => {
      began = (await deps.offers.beginSending(offer.id, lease, sender, written.body)) !== null;
      if (began) deps.crash('deliver.before-send');
      return began;
    };
    result = await written.send(client, { onTurn });
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
  await recordWritten(deps, work, {
    id: result.postId,
    number: result.postNumber,
    topicId: result.topicId,
  });
  if (result.cookedMentions.length > 0) {
    deps.log.error(
      { offerId: offer.id, postId: result.postId },
      'a reply mentions somebody, which no guide should',
    );
  }
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
    const because = [{ code: refusalOf(offer), values: { code, status } }];
    await deps.offers.recordUnknown(offer.id, lease, { delayMs: 0, lookedUp: false, because });
    return;
  }
  const isGone = offer.channel !== 'message' && (code === 'not_found' || code === 'gone');
  await deps.offers.end(offer.id, {
    state: isGone ? 'held' : 'refused',
    because: [isGone ? { code: 'topic_deleted' } : { code: refusalOf(offer), values: { code, status } }],
    lease,
  });
}

/** A 422 says in words alone whether the text or the member stood against it. */
export function refusalOf({ channel }: DeliverWork['offer']): ReasonCode {
  return channel === 'message' ? 'message_refused' : 'refused_by_forum';
}
