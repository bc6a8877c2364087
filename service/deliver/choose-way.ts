import type { Offer } from '../model/offer.ts';
import { waysWithoutPlugin } from '../model/ways.ts';
import type { DeliverDeps } from './delivery.ts';

/**
 * How an offer reaches its member now. `next`: its way is closed and nothing has left yet, so the rule's next channel is
 * taken. `wait`: its way is closed and an attempt may have gone through; no other way may be taken any more.
 */
export type Way = 'api' | 'plugin' | 'next' | 'wait';

export async function chooseWay(
  deps: Pick<DeliverDeps, 'known'>,
  offer: Pick<Offer, 'forum' | 'channel' | 'state' | 'sentThrough'>,
): Promise<Way> {
  if (offer.sentThrough === 'api') return 'api';
  const channels = (await deps.known.get(offer.forum)?.plugin.channels()) ?? [];
  if (channels.includes(offer.channel)) return 'plugin';
  if (offer.state === 'unknown') return 'wait';
  return waysWithoutPlugin.includes(offer.channel) && offer.sentThrough === null ? 'api' : 'next';
}
