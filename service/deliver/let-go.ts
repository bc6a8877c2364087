import { DiscourseError } from '../discourse/discourse-error.ts';
import type { Reason } from '../model/decision.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { recordShown } from './record-shown.ts';

const askAgainMs = 30_000;
const pluginIsAwayMs = 300_000;

/**
 * Ends an offer that is no longer wanted. Where an attempt through the plugin may have shown it, it is withdrawn first: the
 * plugin then never shows it any more, even if the lost request arrives late.
 */
export async function letGo(
  deps: DeliverDeps,
  work: DeliverWork,
  end: { state: 'held' | 'expired'; because: readonly Reason[] },
): Promise<void> {
  const { offer, lease } = work;
  const plugin = deps.pluginClients.get(offer.forum);
  if (offer.state !== 'unknown' || offer.sentThrough !== 'plugin' || !plugin) {
    await deps.offers.end(offer.id, { ...end, lease });
    return;
  }
  try {
    const answer = await plugin.withdrawOffer(offer.marker);
    if (answer.outcome === 'refused') {
      // It was shown, and somebody has made use of it: it stands.
      const shown = await plugin.offer(offer.marker, { priority: 'deliver' });
      await recordShown(deps, work, shown?.replyPostId ?? null);
      return;
    }
    const isPost = offer.channel !== 'card' && offer.channel !== 'banner';
    const isAway = answer.outcome === 'gone';
    if (isAway && !isPost && offer.expiresAt > (await deps.clock(deps.db))) {
      // Switched on again, the plugin would show what it may have been given; after its time it shows nothing by itself.
      const because = [{ code: 'plugin_away' as const }];
      await deps.offers.recordUnknown(offer.id, lease, { delayMs: pluginIsAwayMs, lookedUp: false, because });
      return;
    }
    const mayStand = isAway && isPost;
    const because = mayStand ? [{ code: 'plugin_away' as const }] : end.because;
    await deps.offers.end(offer.id, { state: mayStand ? 'dead' : end.state, because, lease });
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    deps.log.warn({ offerId: offer.id, code: error.code }, 'offer not withdrawn yet');
    await deps.offers.recordUnknown(offer.id, lease, {
      delayMs: error.retryAfterMs ?? askAgainMs,
      lookedUp: false,
    });
  }
}
