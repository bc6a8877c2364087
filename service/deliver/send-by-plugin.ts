import { DiscourseError } from '../discourse/discourse-error.ts';
import type { PutOutcome } from '../discourse/wire/plugin/read-plugin-offer.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { isClosedDoor } from './is-closed-door.ts';
import { recordShown } from './record-shown.ts';
import { sayRefusal } from './say-refusal.ts';
import { takeNextChannel } from './take-next-channel.ts';

const forumIsAwayMs = 30_000;
const pluginIsAwayMs = 60_000;
const keyIsRefusedMs = 300_000;

/**
 * Puts the frozen body, if at the very moment of its turn nobody has said stop. The plugin makes one offer of as many equal
 * calls as come, so a lost answer is simply asked for again.
 */
export async function sendByPlugin(deps: DeliverDeps, work: DeliverWork, body: string): Promise<void> {
  const { offer, lease, sender } = work;
  const plugin = deps.pluginClients.get(offer.forum);
  if (!plugin) return;
  let began = false;
  let answer: PutOutcome;
  try {
    const onTurn = async () => {
      began = (await deps.offers.beginSending(offer.id, lease, sender, body, 'plugin')) !== null;
      if (began) deps.crash('deliver.before-send');
      return began;
    };
    answer = await plugin.putOffer({ id: offer.marker, channel: offer.channel, body }, { onTurn });
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (began) await settleFailure(deps, work, error);
    else await deps.offers.postpone(offer.id, lease, { delayMs: error.retryAfterMs ?? 1_000 });
    return;
  }
  deps.crash('deliver.after-send');
  await settleAnswer(deps, work, answer);
}

async function settleAnswer(deps: DeliverDeps, work: DeliverWork, answer: PutOutcome): Promise<void> {
  const { offer, lease } = work;
  switch (answer.outcome) {
    case 'done':
      await recordShown(deps, work, answer.offer.replyPostId);
      if (answer.offer.state === 'withdrawn') await recordWithdrawn(deps, work);
      return;
    case 'refused':
      await settleRefusal(deps, work, answer);
      return;
    case 'different_offer':
      await deps.offers.end(offer.id, { state: 'dead', because: [{ code: 'different_offer' }], lease });
      deps.log.error({ offerId: offer.id }, 'the plugin knows this offer with another body');
      return;
    case 'not_understood':
      await deps.offers.end(offer.id, {
        state: 'dead',
        because: [{ code: 'refused_by_plugin', values: { code: 'invalid_parameters' } }],
        lease,
      });
      deps.log.error({ offerId: offer.id }, 'the plugin does not understand an offer');
      return;
    case 'gone':
      await settlePluginAway(deps, work);
  }
}

/** It was shown once and has been taken away since, by this service or on the forum. */
async function recordWithdrawn(deps: DeliverDeps, { offer }: DeliverWork): Promise<void> {
  const because = { code: 'refused_by_plugin', values: { code: 'withdrawn' } } as const;
  await deps.db.transaction().execute((trx) => deps.offers.recordRemoved(trx, offer.id, because));
}

/** Whoever is refused was never shown: the plugin would answer for what it shows. */
async function settleRefusal(
  deps: DeliverDeps,
  { offer, lease }: DeliverWork,
  refusal: Extract<PutOutcome, { outcome: 'refused' }>,
): Promise<void> {
  const because = [sayRefusal(refusal, offer)];
  const { retryAt, code } = refusal;
  deps.log.info({ offerId: offer.id, code, retryAt }, 'offer refused');
  if (retryAt === null) {
    await deps.offers.end(offer.id, { state: 'refused', because, lease });
    return;
  }
  if (retryAt >= offer.expiresAt) {
    await deps.offers.end(offer.id, { state: 'expired', because, lease });
    return;
  }
  const now = await deps.clock(deps.db);
  const delayMs = Math.max(1_000, retryAt.getTime() - now.getTime());
  await deps.offers.postpone(offer.id, lease, { delayMs, because, neverShown: true });
}

/** The plugin is not there, or not for this key. Another way is taken only if nothing can have gone through this one. */
async function settlePluginAway(deps: DeliverDeps, work: DeliverWork): Promise<void> {
  const { offer, lease } = work;
  await deps.known.get(offer.forum)?.plugin.askAgain();
  if (offer.state !== 'unknown') {
    await takeNextChannel(deps, work, offer.channel);
    return;
  }
  await deps.offers.recordUnknown(offer.id, lease, {
    delayMs: pluginIsAwayMs,
    lookedUp: false,
    because: [{ code: 'plugin_away' }],
  });
}

/** Answers that were certainly given before anything was done. */
const notCarriedOut = ['rate_limited', 'read_only', 'not_connected', 'redirected', 'unauthorised'];

async function settleFailure(deps: DeliverDeps, work: DeliverWork, error: DiscourseError): Promise<void> {
  const { offer, lease } = work;
  const { code, status } = error;
  deps.log.warn({ offerId: offer.id, code, status }, 'offer not confirmed');
  if (code === 'not_allowed' && (await isClosedDoor(deps, offer, error))) {
    await settlePluginAway(deps, work);
    return;
  }
  if (error.pausesForum) await deps.forums.block(offer.forum, { forMs: keyIsRefusedMs, because: code });
  if (code === 'not_allowed' || error.pausesForum || notCarriedOut.includes(code)) {
    await deps.offers.postpone(offer.id, lease, {
      delayMs: error.retryAfterMs ?? (error.pausesForum ? keyIsRefusedMs : forumIsAwayMs),
      because: [{ code: 'forum_unreachable', values: { code } }],
      attemptTaken: true,
    });
    return;
  }
  if (error.retry === 'never') {
    const because = [{ code: 'refused_by_forum' as const, values: { code, status } }];
    await deps.offers.end(offer.id, { state: 'dead', because, lease });
    return;
  }
  await deps.offers.recordUnknown(offer.id, lease, {
    delayMs: Math.min(60_000, deps.secondLookMs * 2 ** Math.min(offer.attempts, 8)),
    lookedUp: false,
    because: [{ code: 'answer_lost' }],
  });
}
