import type { Logger } from 'pino';
import type { ForumId } from '../model/ids.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { Lease } from '../storage/lease.ts';
import type { ClaimedOffer, OfferStore, SenderProof } from '../storage/offers/offer-store.ts';
import { deliverOffer } from './deliver-offer.ts';
import type { DeliverDeps } from './delivery.ts';
import { lookUpOffer } from './look-up-offer.ts';
import { settleWhatStands } from './settle-what-stands.ts';

export interface DeliverOffersDeps extends DeliverDeps {
  offers: OfferStore;
  forums: ForumStore;
  process: string;
  senderLeaseMs: number;
  newLease(): Lease;
  /** True once this process should take on nothing new. */
  isStopping(): boolean;
  log: Logger;
}

/**
 * Works off what a forum has due, as its one sender. Returns when nothing is due, or when another process is the sender:
 * that one sees the same rows, and the poller asks again.
 */
export async function deliverOffers(deps: DeliverOffersDeps, forum: ForumId): Promise<void> {
  while (!deps.isStopping()) {
    const fence = await deps.forums.takeSender(forum, deps.process, deps.senderLeaseMs);
    if (fence === null) return;
    const sender: SenderProof = { process: deps.process, fence };
    const lease = deps.newLease();
    const offer = await deps.offers.claimNext(forum, lease, sender);
    if (!offer) break;
    await deliverOne(deps, offer, lease, sender);
  }
  await deps.forums.leaveSender(forum, deps.process);
}

/**
 * Lets one round per forum run in this process at a time; who asks meanwhile gets another round right after it.
 * Two rounds side by side would both find room under a limit that has room for one, and the first to end would give up
 * the sender's right while the other is still sending.
 */
export function oneRoundAtATime(
  deliver: (forum: ForumId) => Promise<void>,
): (forum: ForumId) => Promise<void> {
  const rounds = new Map<ForumId, { running: Promise<void>; isAskedAgain: boolean }>();
  return (forum) => {
    const round = rounds.get(forum);
    if (round) {
      round.isAskedAgain = true;
      return round.running;
    }
    const begun = { running: Promise.resolve(), isAskedAgain: true };
    begun.running = (async () => {
      try {
        while (begun.isAskedAgain) {
          begun.isAskedAgain = false;
          await deliver(forum);
        }
      } finally {
        rounds.delete(forum);
      }
    })();
    rounds.set(forum, begun);
    return begun.running;
  };
}

async function deliverOne(
  deps: DeliverOffersDeps,
  offer: ClaimedOffer,
  lease: Lease,
  sender: SenderProof,
): Promise<void> {
  const keepAlive = setInterval(() => {
    deps.forums.takeSender(offer.forum, deps.process, deps.senderLeaseMs).catch((error: unknown) => {
      deps.log.warn({ err: error, forum: offer.forum }, 'sender lease not renewed');
    });
  }, deps.senderLeaseMs / 3);
  try {
    // Through the plugin nothing has to be looked for: the same bytes are answered with what came of them.
    if (offer.state === 'unknown' && offer.sentThrough !== 'plugin')
      await lookUpOffer(deps, { offer, lease, sender });
    else if (!(await settleWhatStands(deps, { offer, lease, sender })))
      await deliverOffer(deps, { offer, lease, sender });
  } catch (error) {
    // Its lease brings it back; what it may have done is found out by looking.
    deps.log.error({ err: error, offerId: offer.id }, 'offer not delivered');
  } finally {
    clearInterval(keepAlive);
  }
}
