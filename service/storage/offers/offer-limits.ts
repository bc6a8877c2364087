import { sql } from 'kysely';
import type { CapClaim } from '../../model/decision.ts';
import type { EventId, ForumId, OfferId } from '../../model/ids.ts';
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
        uses.set(key, useOf(claim, rows));
      }
      return (claim) => uses.get(capKey(claim)) ?? { used: 0, freesAt: null };
    },

    /**
     * The same as it was at a moment, by offers made until then, for whoever asks later; without those of one event, which
     * are what is asked about. Places that were given back since are not counted.
     */
    async capUseAt(
      handle: Db | Trx,
      forum: ForumId,
      { claims, at, without }: { claims: readonly CapClaim[]; at: Date; without: EventId | null },
    ): Promise<(claim: CapClaim) => CapUse> {
      const uses = new Map<string, CapUse>();
      for (const claim of claims) {
        const { rows } = await sql<{ freesAt: Date }>`
          select taken_at + ${claim.windowMs} * interval '1 millisecond' as frees_at
          from reservation join offer on offer.id = reservation.offer_id cross join lateral (
            select case when used_at <= ${at} then used_at else greatest(reserved_for, ${at}) end as taken_at) as place
          where reservation.forum_id = ${forum} and scope = ${claim.scope} and key = ${claim.key}
            and offer.created_at <= ${at} and offer.event_id is distinct from ${without}::bigint
            and taken_at > ${at}::timestamptz - ${claim.windowMs} * interval '1 millisecond'
          order by 1`.execute(handle);
        uses.set(capKey(claim), useOf(claim, rows));
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

function useOf({ limit }: CapClaim, places: readonly { freesAt: Date }[]): CapUse {
  const over = places.length - limit;
  return { used: places.length, freesAt: over >= 0 ? (places[over]?.freesAt ?? null) : null };
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
