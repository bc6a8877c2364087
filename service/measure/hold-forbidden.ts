import { judgeConsent } from '../engine/conditions/judge-consent.ts';
import { judgeChannel, judgePreferences } from '../engine/conditions/judge-preferences.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';

export interface HoldDeps {
  members: Pick<MemberStore, 'find'>;
  offers: Pick<OfferStore, 'waitingFor' | 'hold'>;
  clock(handle: Db | Trx): Promise<Date>;
}

/** Holds every waiting offer that a member has forbidden, and says why. Returns how many. */
export async function holdForbidden(deps: HoldDeps, trx: Trx, forum: ForumId, id: MemberId): Promise<number> {
  const waiting = await deps.offers.waitingFor(trx, forum, id);
  const found = waiting.length === 0 ? null : await deps.members.find(trx, forum, id);
  if (!found) return 0;
  const { preferences } = found.member;
  const now = await deps.clock(trx);
  let held = 0;
  for (const offer of waiting) {
    const because = [
      ...judgeConsent(offer, found.consent, now),
      ...judgePreferences(offer.kind, preferences, now),
      ...judgeChannel(offer.channel, preferences),
    ];
    if (because.length === 0) continue;
    await deps.offers.hold(trx, offer.id, because);
    held += 1;
  }
  return held;
}
