import type { ReasonCode } from '../model/decision.ts';
import type { ForumId } from '../model/ids.ts';
import type { DeliverDeps } from './delivery.ts';
import { whyNeedIsOver } from './why-need-is-over.ts';

const mostInOneRound = 10;

/** What ends the need for a card that is shown already. Nothing else takes it back: not a pause, nor a rule that is changed. */
const endsNeed: readonly ReasonCode[] = [
  'topic_solved',
  'human_answered',
  'post_edited_away',
  'post_deleted',
  'topic_deleted',
];

/**
 * Takes back the cards of a forum that are no longer needed: the question was answered or solved, or is gone. Only topics
 * with news are looked at, and the plugin keeps what a member has made use of. A paused forum withdraws nothing.
 * Returns how many were withdrawn.
 * @throws DiscourseError when the forum cannot be asked; the next round goes on.
 */
export async function withdrawNeedless(deps: DeliverDeps, forum: ForumId): Promise<number> {
  const plugin = deps.pluginClients.get(forum);
  const channels = (await deps.known.get(forum)?.plugin.channels()) ?? [];
  if (!plugin || !channels.includes('card')) return 0;
  if ((await deps.rules.standings(deps.db, forum)).pausedForum) return 0;
  let withdrawn = 0;
  for (const offer of await deps.offers.shownWithNews(forum, mostInOneRound)) {
    const over = (await whyNeedIsOver(deps, offer, endsNeed))?.over ?? null;
    const answer = over === null ? null : await plugin.withdrawOffer(offer.marker);
    if (over !== null && answer?.outcome === 'withdrawn') {
      await deps.db.transaction().execute((trx) => deps.offers.recordRemoved(trx, offer.id, over));
      deps.log.info({ offerId: offer.id, because: over.code }, 'offer withdrawn');
      withdrawn += 1;
    } else if (answer?.outcome !== 'gone') await deps.offers.recordNeedChecked(offer.id);
  }
  return withdrawn;
}
