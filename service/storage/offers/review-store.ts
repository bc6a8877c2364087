import { sql } from 'kysely';
import type { Reason } from '../../model/decision.ts';
import { type ForumId, type OfferId, offerId, ruleId } from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { Db, Trx } from '../database.ts';
import type { Lease } from '../lease.ts';
import { readOffer } from './offer-row.ts';

export type ReviewDecision = 'approved' | 'edited' | 'rejected' | 'expired';

/** What somebody decided over a proposed offer. Both texts are templates of the guide, slots not filled. */
export interface Review {
  who: string;
  why: string;
  proposedText: string | null;
  /** Null: as proposed. */
  editedText: string | null;
}

/** Offers that a person decides over, each exactly once. */
export function createReviewStore(db: Db) {
  return {
    /** The offer, locked for the rest of the transaction, if it still waits for a decision. */
    async lockProposed(trx: Trx, forum: ForumId, id: OfferId): Promise<Offer | null> {
      const row = await trx
        .selectFrom('offer')
        .selectAll()
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .where('state', '=', 'proposed')
        .where(sql<boolean>`least(decide_by, expires_at) > now()`)
        .forNoKeyUpdate()
        .executeTakeFirst();
      return row ? readOffer(row) : null;
    },

    /**
     * From now on it is an offer like any other: it waits for its moment, and everything is asked again before it is sent.
     * `kept` is sent in place of what the guide says by then; null: the guide as it is then.
     */
    async approve(
      trx: Trx,
      { id, forum }: Pick<Offer, 'id' | 'forum'>,
      review: Review,
      kept: string | null,
    ): Promise<void> {
      await trx
        .updateTable('offer')
        .set({
          state: 'waiting',
          stateBecause: '[]',
          approvedAt: sql<Date>`now()`,
          editedText: kept,
          nextAt: sql<Date>`greatest(not_before, now())`,
          changedAt: sql<Date>`now()`,
        })
        .where('id', '=', id)
        .execute();
      await record(trx, {
        id,
        forum,
        decision: review.editedText === null ? 'approved' : 'edited',
        ...review,
      });
    },

    /** Ends it as held; its places are given back. */
    async reject(trx: Trx, { id, forum }: Pick<Offer, 'id' | 'forum'>, review: Review): Promise<void> {
      await endProposed(trx, [id], {
        state: 'held',
        because: [{ code: 'was_rejected', values: { who: review.who } }],
      });
      await record(trx, { id, forum, decision: 'rejected', ...review });
    },

    /** Ends what nobody has decided over in time. Returns how many there were. */
    async expire(forum: ForumId, limit = 100): Promise<number> {
      return await db.transaction().execute(async (trx) => {
        const rows = await trx
          .selectFrom('offer')
          .select('id')
          .where('forumId', '=', forum)
          .where('state', '=', 'proposed')
          .where(sql<boolean>`least(decide_by, expires_at) <= now()`)
          .orderBy('decideBy')
          .limit(limit)
          .forNoKeyUpdate()
          .skipLocked()
          .execute();
        const ids = rows.map((row) => offerId(row.id));
        await endProposed(trx, ids, { state: 'expired', because: [{ code: 'nobody_decided' }] });
        for (const id of ids)
          await record(trx, {
            id,
            forum,
            decision: 'expired',
            who: null,
            why: '',
            proposedText: null,
            editedText: null,
          });
        return ids.length;
      });
    },

    /**
     * Whether this process may tell the staff now: something has begun to wait since they were told last, and that was
     * `everyMs` ago. What it returns gives the turn back. Null: not now.
     */
    async takeTurnToTell(forum: ForumId, everyMs: number): Promise<{ toldBefore: Date | null } | null> {
      const { rows } = await sql<{ toldBefore: Date | null }>`
        with before as (select review_told_at from forum where id = ${forum} for no key update)
        update forum set review_told_at = now() from before
        where forum.id = ${forum}
          and coalesce(before.review_told_at < now() - ${everyMs} * interval '1 millisecond', true)
          and exists (select 1 from offer where forum_id = ${forum} and state = 'proposed' and kind <> 'care'
            and least(decide_by, expires_at) > now()
            and changed_at > coalesce(before.review_told_at, '-infinity'))
        returning before.review_told_at as told_before`.execute(db);
      return rows[0] ?? null;
    },

    async giveTurnBack(forum: ForumId, { toldBefore }: { toldBefore: Date | null }): Promise<void> {
      await db.updateTable('forum').set({ reviewToldAt: toldBefore }).where('id', '=', forum).execute();
    },

    /** Proposed care of which its approvers have not been told, each once. The one who gets it tells them. */
    async takeCareToTell(
      forum: ForumId,
    ): Promise<Pick<Offer, 'id' | 'rule' | 'decideBy' | 'expiresAt'> | null> {
      const row = await db
        .updateTable('offer')
        .set({ nextAt: sql<Date>`'infinity'` })
        .where('id', '=', (query) =>
          query
            .selectFrom('offer')
            .select('id')
            .where('forumId', '=', forum)
            .where('state', '=', 'proposed')
            .where('kind', '=', 'care')
            .where(sql<boolean>`next_at <= now() and least(decide_by, expires_at) > now()`)
            .orderBy('id')
            .limit(1)
            .forNoKeyUpdate()
            .skipLocked(),
        )
        .returning(['id', 'ruleId', 'decideBy', 'expiresAt'])
        .executeTakeFirst();
      return row
        ? { id: offerId(row.id), rule: ruleId(row.ruleId), decideBy: row.decideBy, expiresAt: row.expiresAt }
        : null;
    },

    /** They could not be told; what waits is taken again in a minute. */
    async careNotTold(id: OfferId): Promise<void> {
      await db
        .updateTable('offer')
        .set({ nextAt: sql<Date>`now() + interval '1 minute'` })
        .where('id', '=', id)
        .where('state', '=', 'proposed')
        .execute();
    },

    /** Gives an offer that nobody has begun to send to people, because its rule asks for them by now. */
    async propose(
      id: OfferId,
      lease: Lease,
      proposal: { decideBy: Date; because: readonly Reason[] },
    ): Promise<void> {
      await db
        .updateTable('offer')
        .set({
          state: 'proposed',
          nextAt: sql<Date>`now()`,
          decideBy: proposal.decideBy,
          stateBecause: JSON.stringify(proposal.because),
          changedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .where('state', '=', 'waiting')
        .execute();
    },
  };
}

export type ReviewStore = ReturnType<typeof createReviewStore>;

async function endProposed(
  trx: Trx,
  ids: readonly OfferId[],
  end: { state: 'held' | 'expired'; because: readonly Reason[] },
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('offer')
    .set({
      state: end.state,
      stateBecause: JSON.stringify(end.because),
      finishedAt: sql<Date>`now()`,
      changedAt: sql<Date>`now()`,
    })
    .where('id', 'in', [...ids])
    .where('state', '=', 'proposed')
    .execute();
  await trx
    .deleteFrom('reservation')
    .where('offerId', 'in', [...ids])
    .execute();
}

/** An offer may be proposed a second time; what was decided last holds. */
async function record(
  trx: Trx,
  {
    id,
    forum,
    ...review
  }: Omit<Review, 'who'> & {
    id: OfferId;
    forum: ForumId;
    decision: ReviewDecision;
    who: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('offerReview')
    .values({ offerId: id, forumId: forum, ...review })
    .onConflict((conflict) =>
      conflict.column('offerId').doUpdateSet({ ...review, decidedAt: sql<Date>`now()` }),
    )
    .execute();
}
