import { sql } from 'kysely';
import type { Reason } from '../../model/decision.ts';
import { type ForumId, type OfferId, type PostId, forumId } from '../../model/ids.ts';
import { type Offer, endedUnsent } from '../../model/offer.ts';
import type { Db, Trx } from '../database.ts';
import { type Lease, isFree, leaseFor } from '../lease.ts';
import { limitsAllowFrom } from './offer-limits.ts';
import { isForbidden } from '../members/member-wishes.ts';
import { readOffer, unsent } from './offer-row.ts';

/** An offer that a sender works on: its state says what the sender before it may have done. */
export interface ClaimedOffer extends Offer {
  lookups: number;
  firstSentAt: Date | null;
}

/** Proof that this process is still the forum's one sender. */
export interface SenderProof {
  process: string;
  fence: string;
}

/** The way of an offer from waiting to its end, step by step, each under the sender's lease. */
export function createOfferSending(db: Db) {
  return {
    /** Forums that have an offer due. */
    async forumsWithDueOffers(): Promise<ForumId[]> {
      const rows = await db
        .selectFrom('offer')
        .select('forumId')
        .distinct()
        .where('state', 'in', ['waiting', 'sending', 'unknown'])
        .where('nextAt', '<=', sql<Date>`now()`)
        .where(isFree)
        .execute();
      return rows.map((row) => forumId(row.forumId));
    },

    /**
     * Takes the forum's most urgent due offer: first those whose answer was lost, then the newest.
     * One whose sender died while sending comes back as `unknown`: nobody knows whether it was posted.
     */
    async claimNext(forum: ForumId, lease: Lease, sender: SenderProof): Promise<ClaimedOffer | null> {
      return await db.transaction().execute(async (trx) => {
        const next = await trx
          .selectFrom('offer')
          .select('id')
          .where('forumId', '=', forum)
          .where('state', 'in', ['waiting', 'sending', 'unknown'])
          .where('nextAt', '<=', sql<Date>`now()`)
          .where(isFree)
          .orderBy(sql`state = 'waiting'`)
          .orderBy('createdAt', 'desc')
          .limit(1)
          .forNoKeyUpdate()
          .skipLocked()
          .executeTakeFirst();
        if (!next) return null;
        const row = await trx
          .updateTable('offer')
          .set({
            ...leaseFor(lease),
            fence: sender.fence,
            state: sql`case when state = 'sending' then 'unknown' else state end`,
            changedAt: sql<Date>`now()`,
          })
          .where('id', '=', next.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return { ...readOffer(row), lookups: row.lookups, firstSentAt: row.firstSentAt };
      });
    },

    /**
     * The last act before the request: freezes the bytes, proves that lease and fence still hold, that nothing is paused,
     * that nobody has said stop and that no limit is reached, and starts the clock of its limits.
     * Null: nothing may be sent.
     */
    async beginSending(
      id: OfferId,
      lease: Lease,
      sender: SenderProof,
      body: string,
      through: 'api' | 'plugin' = 'api',
    ): Promise<{ body: string } | null> {
      return await db.transaction().execute(async (trx) => {
        // One at a time per forum, so that two replies cannot both take the last place of a limit.
        await sql`select set_config('waypost.knows_ways', 'yes', true) from forum
          where id = (select forum_id from offer where id = ${id}) for no key update`.execute(trx);
        if ((await limitsAllowFrom(trx, id)) !== null) return null;
        const row = await trx
          .updateTable('offer')
          .set((eb) => ({
            ...leaseFor(lease),
            state: 'sending',
            stateBecause: '[]',
            body: sql<string>`coalesce(body, ${body})`,
            sentThrough: sql<
              'api' | 'plugin'
            >`coalesce(sent_through, case when body is null then ${through} else 'api' end)`,
            firstSentAt: sql<Date>`coalesce(first_sent_at, now())`,
            attempts: eb('attempts', '+', 1),
            // Looks count from the newest attempt: only they tell what became of it.
            lookups: 0,
            changedAt: sql<Date>`now()`,
          }))
          .where('id', '=', id)
          .where('lease', '=', lease.token)
          .where('leaseUntil', '>', sql<Date>`now()`)
          .where('state', 'in', ['waiting', 'unknown'])
          .where(isStillSender(sender))
          .where(isNotPaused)
          .where(isNotDeclined)
          // Of somebody who has just been erased nothing says any more what they want.
          .where('memberId', '<>', 0)
          // Care is never sent but by a person, whatever went wrong before this line.
          .where((eb) => eb.or([eb('kind', '<>', 'care'), eb('approvedAt', 'is not', null)]))
          .returning('body')
          .executeTakeFirst();
        if (!row?.body) return null;
        await trx
          .updateTable('reservation')
          .set({ usedAt: sql<Date>`now()` })
          .where('offerId', '=', id)
          .execute();
        return { body: row.body };
      });
    },

    /**
     * Whatever we thought had become of it, it is shown; `reply` is its post, null for cards and banners.
     * False: known already, or taken away again since.
     */
    async recordSent(handle: Db | Trx, id: OfferId, reply: PostId | null): Promise<boolean> {
      const result = await handle
        .updateTable('offer')
        .set({
          state: 'sent',
          replyPostId: reply,
          sentAt: sql<Date>`coalesce(sent_at, now())`,
          stateBecause: '[]',
          finishedAt: sql<Date>`now()`,
          changedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('id', '=', id)
        .where('state', 'in', [...unsent, 'dead', ...endedUnsent])
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async recordInReview(id: OfferId, lease: Lease, reviewableId: number | null): Promise<void> {
      await db
        .updateTable('offer')
        .set({ state: 'in_review', reviewableId, changedAt: sql<Date>`now()`, lease: null, leaseUntil: null })
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .execute();
    },

    /** Nobody knows whether it was posted: it is looked up before anything else, and not before `delayMs`. */
    async recordUnknown(
      id: OfferId,
      lease: Lease,
      options: { delayMs: number; lookedUp: boolean; because?: readonly Reason[] },
    ): Promise<void> {
      await db
        .updateTable('offer')
        .set((eb) => ({
          state: 'unknown',
          ...(options.because ? { stateBecause: JSON.stringify(options.because) } : {}),
          lookups: options.lookedUp ? eb('lookups', '+', 1) : eb.ref('lookups'),
          nextAt: sql<Date>`now() + ${options.delayMs} * interval '1 millisecond'`,
          changedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        }))
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .execute();
    },

    /**
     * Gives an offer back for later. With `attemptTaken` the attempt that was begun has certainly not been carried out:
     * it is taken back with its places, unless an attempt before it may have been; then the offer stays unknown.
     * With `neverShown` no attempt has been: all of them are taken back.
     */
    async postpone(
      id: OfferId,
      lease: Lease,
      options: {
        delayMs: number;
        because?: readonly Reason[];
        attemptTaken?: boolean;
        neverShown?: boolean;
      },
    ): Promise<void> {
      const one = options.attemptTaken ? sql`1` : sql`0`;
      const taken = options.neverShown ? sql`attempts` : one;
      const isTaken = options.neverShown === true || options.attemptTaken === true;
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable('offer')
          .set({
            state: sql`case when state <> 'sending' then state when attempts > ${taken} then 'unknown' else 'waiting' end`,
            firstSentAt: sql<Date | null>`case when not ${isTaken} or attempts > ${taken} then first_sent_at end`,
            nextAt: sql<Date>`now() + ${options.delayMs} * interval '1 millisecond'`,
            stateBecause: JSON.stringify(options.because ?? []),
            attempts: sql<number>`attempts - ${taken}`,
            changedAt: sql<Date>`now()`,
            lease: null,
            leaseUntil: null,
          })
          .where('id', '=', id)
          .where('lease', '=', lease.token)
          .returning('attempts')
          .executeTakeFirst();
        if (row?.attempts !== 0 || !isTaken) return;
        await trx.updateTable('reservation').set({ usedAt: null }).where('offerId', '=', id).execute();
      });
    },

    /** Ends an offer. Its places are given back in the same breath, unless it is `dead`: then it may have been shown. */
    async end(
      id: OfferId,
      end: { state: (typeof endedUnsent)[number] | 'dead'; because: readonly Reason[]; lease: Lease | null },
    ): Promise<boolean> {
      return await db.transaction().execute(async (trx) => {
        const result = await trx
          .updateTable('offer')
          .set({
            state: end.state,
            stateBecause: JSON.stringify(end.because),
            finishedAt: sql<Date>`now()`,
            changedAt: sql<Date>`now()`,
            lease: null,
            leaseUntil: null,
          })
          .where('id', '=', id)
          .where('state', 'in', [...unsent])
          .$if(end.lease !== null, (query) => query.where('lease', '=', (end.lease as Lease).token))
          .executeTakeFirst();
        if (result.numUpdatedRows !== 1n) return false;
        if (end.state !== 'dead') await trx.deleteFrom('reservation').where('offerId', '=', id).execute();
        return true;
      });
    },
  };
}

function isStillSender(sender: SenderProof) {
  return sql<boolean>`exists (select 1 from forum where forum.id = offer.forum_id and forum.sender = ${sender.process}
    and forum.sender_fence = ${sender.fence} and forum.sender_until > now())`;
}

const isNotPaused = sql<boolean>`
  not exists (select 1 from pause where pause.forum_id = offer.forum_id)
  and not exists (select 1 from rule_standing standing
    where standing.forum_id = offer.forum_id and standing.rule_id = offer.rule_id and standing.paused_at is not null)`;

const isNotDeclined = sql<boolean>`
  not exists (select 1 from member where member.forum_id = offer.forum_id and member.id = offer.member_id
    and ${isForbidden})`;
