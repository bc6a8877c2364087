import type { PostId } from '../model/ids.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { namedInLog } from './named-in-log.ts';

/** Notes that the plugin shows an offer. A reply's webhook tells its place in the topic. */
export async function recordShown(
  deps: Pick<DeliverDeps, 'db' | 'offers' | 'log'>,
  { offer }: Pick<DeliverWork, 'offer'>,
  replyPostId: PostId | null,
): Promise<void> {
  await deps.offers.recordSent(deps.db, offer.id, replyPostId);
  deps.log.info({ ...namedInLog(offer), channel: offer.channel, replyPostId }, 'offer sent');
}
