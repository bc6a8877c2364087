import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { Offer } from '../model/offer.ts';
import type { ForumStore } from '../storage/forum-store.ts';

const keyIsRefusedMs = 60_000;

/**
 * Whether a refusal is about this topic alone. A dead key is refused everywhere with the same words, and that must not
 * end an offer; the one question that every living key may ask tells them apart. With a dead key the forum is left alone.
 */
export async function isClosedDoor(
  deps: { clients: ReadonlyMap<Offer['forum'], DiscourseClient>; forums: Pick<ForumStore, 'block'> },
  offer: Offer,
  refusal: DiscourseError,
): Promise<boolean> {
  if (refusal.code !== 'not_allowed') return true;
  try {
    await deps.clients.get(offer.forum)?.scopes({ priority: 'deliver' });
    return true;
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (error.status === 403)
      await deps.forums.block(offer.forum, { forMs: keyIsRefusedMs, because: error.code });
    return error.status === 404;
  }
}
