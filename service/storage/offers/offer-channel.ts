import { sql } from 'kysely';
import type { CapClaim, Channel, Reason } from '../../model/decision.ts';
import type { OfferId } from '../../model/ids.ts';
import type { Db, Trx } from '../database.ts';
import type { Lease } from '../lease.ts';

export interface OtherChannel {
  channel: Channel;
  /** Not before this moment: a reply waits for people even where a card did not. */
  notBefore: Date;
  /** All the limits that it counts against this way. */
  claims: readonly CapClaim[];
  because: readonly Reason[];
}

/** Another way for an offer that has certainly not been shown. */
export function createOfferChannels(db: Db) {
  return {
    /**
     * Gives the offer back for later by another way, with the places this way needs; what was frozen for the way before is
     * dropped. `full`: a limit that the way before did not count against has no place left, and nothing was changed.
     */
    async changeChannel(id: OfferId, lease: Lease, to: OtherChannel): Promise<'changed' | 'full' | 'lost'> {
      return await db.transaction().execute(async (trx) => {
        // Whoever decides or reserves on this forum waits, so that the counts hold.
        await sql`select pg_advisory_xact_lock(hashtextextended('waypost.decide.' || forum_id, 0))
          from offer where id = ${id}`.execute(trx);
        const mine = await trx
          .selectFrom('offer')
          .select('forumId')
          .where('id', '=', id)
          .where('lease', '=', lease.token)
          // The places of another way would name again whoever has just been erased.
          .where('memberId', '<>', 0)
          .forNoKeyUpdate()
          .executeTakeFirst();
        if (!mine) return 'lost';
        const held = await trx.selectFrom('reservation').select('scope').where('offerId', '=', id).execute();
        const added = to.claims.filter(({ scope }) => !held.some((place) => place.scope === scope));
        for (const claim of added) if (!(await hasRoom(trx, mine.forumId, claim))) return 'full';
        await trx
          .updateTable('offer')
          .set({
            channel: to.channel,
            state: 'waiting',
            stateBecause: JSON.stringify(to.because),
            body: null,
            sentThrough: null,
            firstSentAt: null,
            attempts: 0,
            notBefore: to.notBefore,
            nextAt: sql<Date>`greatest(now(), ${to.notBefore})`,
            changedAt: sql<Date>`now()`,
            lease: null,
            leaseUntil: null,
          })
          .where('id', '=', id)
          .execute();
        await trx.deleteFrom('reservation').where('offerId', '=', id).execute();
        await reserve(trx, { id, forum: mine.forumId, to });
        return 'changed';
      });
    },
  };
}

async function hasRoom(trx: Trx, forum: string, claim: CapClaim): Promise<boolean> {
  const { rows } = await sql<{ used: number }>`
    select count(*)::int as used from reservation
    where forum_id = ${forum} and scope = ${claim.scope} and key = ${claim.key}
      and coalesce(used_at, greatest(reserved_for, now())) > now() - ${claim.windowMs} * interval '1 millisecond'`.execute(
    trx,
  );
  return (rows[0]?.used ?? 0) < claim.limit;
}

async function reserve(
  trx: Trx,
  { id, forum, to }: { id: OfferId; forum: string; to: OtherChannel },
): Promise<void> {
  if (to.claims.length === 0) return;
  await trx
    .insertInto('reservation')
    .values(
      to.claims.map(({ scope, key, limit, windowMs }) => ({
        offerId: id,
        forumId: forum,
        scope,
        key,
        cap: limit,
        windowMs,
        reservedFor: to.notBefore,
      })),
    )
    .execute();
}
