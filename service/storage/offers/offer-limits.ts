import { sql } from 'kysely';
import type { CapClaim } from '../../model/decision.ts';
import type { ForumId, OfferId } from '../../model/ids.ts';
import type { Db, Trx } from '../database.ts';

export interface CapUse {
  used: number;
  freesAt: Date | null;
}

/** How much of each limit is used, counted from reservations. */
export function createOfferLimits(db: Db) {
  return {
    /**
     * How much of each limit is used. A place counts from the moment its offer was sent; until then it counts as
     * taken now, or at the later moment the offer is meant for.
     */
    async capUse(
      handle: Db | Trx,
      forum: ForumId,
      claims: readonly CapClaim[],
    ): Promise<(claim: CapClaim) => CapUse> {
      const uses = new Map<string, CapUse>();
      for (const claim of claims) {
        const key = capKey(claim);
        if (uses.has(key)) continue;
        const { rows } = await sql<{ freesAt: Date }>`
          select coalesce(used_at, greatest(reserved_for, now())) + ${claim.windowMs} * interval '1 millisecond' as frees_at
          from reservation
          where forum_id = ${forum} and scope = ${claim.scope} and key = ${claim.key}
            and coalesce(used_at, greatest(reserved_for, now())) > now() - ${claim.windowMs} * interval '1 millisecond'
          order by 1`.execute(handle);
        const over = rows.length - claim.limit;
        uses.set(key, { used: rows.length, freesAt: over >= 0 ? (rows[over]?.freesAt ?? null) : null });
      }
      return (claim) => uses.get(capKey(claim)) ?? { used: 0, freesAt: null };
    },

    /**
     * When this offer may be sent as far as its limits go, counting what was really sent: null for now. Delays may have
     * pushed offers together that were planned apart. `beginSending` asks once more, behind a lock.
     */
    limitsAllowFrom: (id: OfferId): Promise<Date | null> => limitsAllowFrom(db, id),
  };
}

export async function limitsAllowFrom(handle: Db | Trx, id: OfferId): Promise<Date | null> {
  const { rows } = await sql<{ freesAt: Date | null }>`
    select max(frees_at) as frees_at from reservation mine cross join lateral (
      select other.used_at + mine.window_ms * interval '1 millisecond' as frees_at
      from reservation other
      where other.forum_id = mine.forum_id and other.scope = mine.scope and other.key = mine.key
        and other.offer_id <> mine.offer_id
        and other.used_at > now() - mine.window_ms * interval '1 millisecond'
      order by other.used_at desc offset mine.cap - 1 limit 1
    ) full_from where mine.offer_id = ${id}`.execute(handle);
  return rows[0]?.freesAt ?? null;
}

function capKey(claim: CapClaim): string {
  return `${claim.scope}\n${claim.key}\n${claim.windowMs}\n${claim.limit}`;
}
