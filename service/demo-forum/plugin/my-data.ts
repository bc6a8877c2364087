import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { cardAnswer } from './cards.ts';
import { offerStateAnswer } from './offer-answer.ts';
import { preferencesAnswer } from './preferences.ts';

/** Everything the plugin holds about one member (§3.5). */
export function myData(core: ForumCore, member: ForumMember) {
  const { waypost } = core.state;
  const mine = <Kept extends { memberId: number | null }>(all: Iterable<Kept>): Kept[] =>
    [...all].filter(({ memberId }) => memberId === member.id);
  return {
    exported_at: core.now().toISOString(),
    preferences: preferencesAnswer(core, member),
    offers: mine(waypost.offers.all()).map((offer) => ({
      ...cardAnswer(core, offer),
      rule: offer.rule,
      resource: offer.resource,
      state: offer.state,
      refusal_code: offer.refusal?.code ?? null,
      raw: offer.raw,
      created_at: offer.createdAt,
      ...offerStateAnswer(offer).member,
    })),
    signals: mine(waypost.signals.all()).map(({ name, occurredAt, offerId, data }) => ({
      name,
      occurred_at: occurredAt,
      offer_id: offerId,
      data,
    })),
    first_visits: mine(waypost.visits.all()).map(({ categoryId, visitedAt }) => ({
      category_id: categoryId,
      visited_at: visitedAt,
    })),
    missed_searches: mine(waypost.missedSearches.all()).map(({ term, missedAt }) => ({
      term,
      missed_at: missedAt,
    })),
  };
}
