import { sql, type Selectable } from 'kysely';
import type { CapClaim, Channel, Evidence, Kind, PlannedOffer, Reason } from '../model/decision.ts';
import {
  type EventId,
  type ForumId,
  type MemberId,
  type OfferId,
  type PostId,
  type RulebookVersion,
  eventId,
  forumId,
  memberId,
  offerId,
  postId,
  resourceId,
  ruleId,
  rulebookVersion,
  topicId,
} from '../model/ids.ts';
import { type Offer, endedUnsent } from '../model/offer.ts';
import type { Db, Trx } from './database.ts';
import { type Lease, leaseFor } from './lease.ts';
import type { OfferTable } from './schema.ts';

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

export interface CapUse {
  used: number;
  freesAt: Date | null;
}

const unsent = ['waiting', 'sending', 'unknown', 'in_review'] as const;

export function createOfferStore(db: Db) {
  return {
    /**
     * Writes an offer and reserves its places in one go. Null when this rule has made this member an offer on this
     * occasion before. The caller holds the forum's decision lock, so that the counts it decided by still hold.
     */
    async plan(
      trx: Trx,
      plan: {
        forum: ForumId;
        eventId: EventId;
        rulebook: RulebookVersion;
        offer: PlannedOffer;
        because: readonly Reason[];
        evidence: readonly Evidence[];
        marker: string;
        shadow: boolean;
      },
    ): Promise<OfferId | null> {
      const { offer } = plan;
      const row = await trx
        .insertInto('offer')
        .values({
          forumId: plan.forum,
          eventId: plan.eventId,
          ruleId: offer.rule,
          rulebook: plan.rulebook,
          kind: offer.kind,
          resourceId: offer.resource,
          channel: offer.channel,
          locale: offer.locale,
          memberId: offer.memberId,
          occasion: offer.occasion,
          topicId: offer.topicId,
          postId: offer.postId,
          state: plan.shadow ? 'shadow' : 'waiting',
          because: JSON.stringify(plan.because),
          evidence: JSON.stringify(plan.evidence),
          marker: plan.marker,
          notBefore: offer.notBefore,
          nextAt: offer.notBefore,
          expiresAt: offer.expiresAt,
        })
        .onConflict((conflict) => conflict.columns(['forumId', 'ruleId', 'memberId', 'occasion']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) return null;
      if (offer.claims.length > 0 && !plan.shadow) {
        await trx
          .insertInto('reservation')
          .values(
            offer.claims.map((claim) => ({
              offerId: row.id,
              forumId: plan.forum,
              scope: claim.scope,
              key: claim.key,
              cap: claim.limit,
              windowMs: claim.windowMs,
              reservedFor: offer.notBefore,
            })),
          )
          .execute();
      }
      return offerId(row.id);
    },

    /**
     * How much of each limit is used. A place counts from the moment its offer was sent; until then it counts as
     * taken now, or at the later moment the offer is meant for.
     */
    async capUse(
      trx: Trx,
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
          order by 1`.execute(trx);
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

    async earlierOffers(handle: Db | Trx, forum: ForumId, member: MemberId) {
      const rows = await handle
        .selectFrom('offer')
        .select(['id', 'ruleId', 'occasion', 'state', 'createdAt', 'eventId'])
        .where('forumId', '=', forum)
        .where('memberId', '=', member)
        .where('createdAt', '>', sql<Date>`now() - interval '400 days'`)
        .orderBy('createdAt', 'desc')
        .execute();
      return rows.map((row) => ({
        id: offerId(row.id),
        rule: ruleId(row.ruleId),
        occasion: row.occasion,
        state: row.state,
        createdAt: row.createdAt,
        eventId: eventId(row.eventId),
      }));
    },

    /** Forums that have an offer due. */
    async forumsWithDueOffers(): Promise<ForumId[]> {
      const rows = await db
        .selectFrom('offer')
        .select('forumId')
        .distinct()
        .where('state', 'in', ['waiting', 'sending', 'unknown'])
        .where('nextAt', '<=', sql<Date>`now()`)
        .where((eb) => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<', sql<Date>`now()`)]))
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
          .where((eb) => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<', sql<Date>`now()`)]))
          .orderBy(sql`state = 'waiting'`)
          .orderBy('createdAt', 'desc')
          .limit(1)
          .forUpdate()
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

    async find(id: OfferId): Promise<Offer | null> {
      const row = await db.selectFrom('offer').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? readOffer(row) : null;
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
    ): Promise<{ body: string } | null> {
      return await db.transaction().execute(async (trx) => {
        // One at a time per forum, so that two replies cannot both take the last place of a limit.
        await sql`select from forum where id = (select forum_id from offer where id = ${id}) for no key update`.execute(
          trx,
        );
        if ((await limitsAllowFrom(trx, id)) !== null) return null;
        const row = await trx
          .updateTable('offer')
          .set((eb) => ({
            ...leaseFor(lease),
            state: 'sending',
            stateBecause: '[]',
            body: sql<string>`coalesce(body, ${body})`,
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

    /** Whatever we thought had become of it, the post is there. False: known already, or taken away again since. */
    async recordSent(handle: Db | Trx, id: OfferId, reply: PostId): Promise<boolean> {
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
     */
    async postpone(
      id: OfferId,
      lease: Lease,
      options: { delayMs: number; because?: readonly Reason[]; attemptTaken?: boolean },
    ): Promise<void> {
      const taken = options.attemptTaken ? 1 : 0;
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable('offer')
          .set((eb) => ({
            state: sql`case when state <> 'sending' then state when attempts > ${taken} then 'unknown' else 'waiting' end`,
            firstSentAt: sql<Date | null>`case when ${taken} = 0 or attempts > ${taken} then first_sent_at end`,
            nextAt: sql<Date>`now() + ${options.delayMs} * interval '1 millisecond'`,
            stateBecause: JSON.stringify(options.because ?? []),
            attempts: eb('attempts', '-', taken),
            changedAt: sql<Date>`now()`,
            lease: null,
            leaseUntil: null,
          }))
          .where('id', '=', id)
          .where('lease', '=', lease.token)
          .returning('attempts')
          .executeTakeFirst();
        if (row?.attempts !== 0 || !options.attemptTaken) return;
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

    async byMarker(handle: Db | Trx, forum: ForumId, marker: string): Promise<Offer | null> {
      const row = await handle
        .selectFrom('offer')
        .selectAll()
        .where('forumId', '=', forum)
        .where('marker', '=', marker)
        .executeTakeFirst();
      return row ? readOffer(row) : null;
    },

    async byReply(handle: Db | Trx, forum: ForumId, reply: PostId): Promise<Offer | null> {
      const row = await handle
        .selectFrom('offer')
        .selectAll()
        .where('forumId', '=', forum)
        .where('replyPostId', '=', reply)
        .executeTakeFirst();
      return row ? readOffer(row) : null;
    },

    async byReview(forum: ForumId, reviewable: number): Promise<Offer | null> {
      const row = await db
        .selectFrom('offer')
        .selectAll()
        .where('forumId', '=', forum)
        .where('reviewableId', '=', reviewable)
        .executeTakeFirst();
      return row ? readOffer(row) : null;
    },

    /** A moderator, or the author of the topic, has taken the shown reply away: never posted again. */
    async recordRemoved(trx: Trx, id: OfferId, because: Reason): Promise<void> {
      await trx
        .updateTable('offer')
        .set({ state: 'withdrawn', stateBecause: JSON.stringify([because]), changedAt: sql<Date>`now()` })
        .where('id', '=', id)
        .where('state', '=', 'sent')
        .execute();
    },

    /** Every offer to a member that is not yet sent ends as held; used when they say stop. */
    async holdAllFor(trx: Trx, forum: ForumId, member: MemberId, because: Reason): Promise<number> {
      const rows = await trx
        .updateTable('offer')
        .set({
          state: 'held',
          stateBecause: JSON.stringify([because]),
          finishedAt: sql<Date>`now()`,
          changedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('forumId', '=', forum)
        .where('memberId', '=', member)
        .where('state', '=', 'waiting')
        .returning('id')
        .execute();
      if (rows.length > 0) {
        await trx
          .deleteFrom('reservation')
          .where(
            'offerId',
            'in',
            rows.map((row) => row.id),
          )
          .execute();
      }
      return rows.length;
    },

    /** What waits because of a pause is asked again now; what is still paused goes back to waiting. */
    async wakePaused(trx: Trx, forum: ForumId): Promise<void> {
      await trx
        .updateTable('offer')
        .set({ nextAt: sql<Date>`now()` })
        .where('forumId', '=', forum)
        .where('state', 'in', ['waiting', 'unknown'])
        .where('lease', 'is', null)
        .where(
          sql<boolean>`(state_because @> '[{"code":"forum_paused"}]' or state_because @> '[{"code":"rule_paused"}]')`,
        )
        .execute();
    },

    /** A dead offer is looked at again: it may have been posted, so it starts with a look-up. */
    async replay(trx: Trx, forum: ForumId, ids: readonly OfferId[]): Promise<number> {
      if (ids.length === 0) return 0;
      const result = await trx
        .updateTable('offer')
        .set({
          state: sql`case when first_sent_at is null then 'waiting' else 'unknown' end`,
          // Not as if it had never been sent: an attempt that may have been carried out stays one.
          attempts: sql`case when first_sent_at is null then 0 else 1 end`,
          lookups: 0,
          nextAt: sql<Date>`now()`,
          expiresAt: sql<Date>`greatest(expires_at, now() + interval '1 hour')`,
          finishedAt: null,
          changedAt: sql<Date>`now()`,
        })
        .where('forumId', '=', forum)
        .where('id', 'in', [...ids])
        .where('state', '=', 'dead')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

export type OfferStore = ReturnType<typeof createOfferStore>;

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
    and (member.consent = 'all' or (member.consent = 'kinds' and offer.kind = any(member.consent_kinds))))`;

async function limitsAllowFrom(handle: Db | Trx, id: OfferId): Promise<Date | null> {
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

function readOffer(row: Selectable<OfferTable>): Offer {
  return {
    id: offerId(row.id),
    forum: forumId(row.forumId),
    eventId: eventId(row.eventId),
    rule: ruleId(row.ruleId),
    rulebook: rulebookVersion(row.rulebook),
    kind: row.kind as Kind,
    resource: resourceId(row.resourceId),
    channel: row.channel as Channel,
    locale: row.locale,
    memberId: memberId(row.memberId),
    occasion: row.occasion,
    topicId: row.topicId === null ? null : topicId(row.topicId),
    postId: row.postId === null ? null : postId(row.postId),
    state: row.state,
    because: row.because as Reason[],
    evidence: row.evidence as Evidence[],
    stateBecause: row.stateBecause as Reason[],
    marker: row.marker,
    body: row.body,
    replyPostId: row.replyPostId === null ? null : postId(row.replyPostId),
    notBefore: row.notBefore,
    expiresAt: row.expiresAt,
    attempts: row.attempts,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
  };
}
