import { sql } from 'kysely';
import type { Evidence, PlannedOffer, Reason } from '../../model/decision.ts';
import {
  type EventId,
  type ForumId,
  type MemberId,
  type OfferId,
  type PostId,
  type RuleId,
  type RulebookVersion,
  eventId,
  offerId,
  ruleId,
} from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { Db, Trx } from '../database.ts';
import { createOfferChannels } from './offer-channel.ts';
import { createOfferHolding } from './offer-holding.ts';
import { createOfferLimits } from './offer-limits.ts';
import { readOffer } from './offer-row.ts';
import { createShownOffers } from './offer-shown.ts';
import { createOfferSending } from './offer-sending.ts';

export type { ClaimedOffer, SenderProof } from './offer-sending.ts';

/** Offers: planned with their places, found, sent (`offer-sending.ts`), changed by what people say. */
export function createOfferStore(db: Db) {
  return {
    /**
     * What tells this offer from every other text in the world: always the same for what an offer is unique by, so that
     * a database restored from a backup knows again what it sent after the backup. Nobody without its key can make it.
     */
    async markerFor(
      trx: Trx,
      { forum, rule, member, occasion }: { forum: ForumId; rule: RuleId; member: MemberId; occasion: string },
    ): Promise<string> {
      const named = JSON.stringify(['offer', forum, rule, member, occasion]);
      const { rows } = await sql<{ marker: string }>`
        select left(encode(sha256(convert_to(key || ${named}::text, 'UTF8')), 'hex'), 32)::uuid::text as marker
        from wish_key`.execute(trx);
      const [row] = rows;
      if (!row) throw new Error('the key of this database is gone from wish_key; restore it from the backup');
      return row.marker;
    },

    ...createOfferLimits(db),
    ...createOfferSending(db),
    ...createOfferHolding(db),
    ...createOfferChannels(db),
    ...createShownOffers(db),

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
        /** What the event brought for the guide. */
        slots?: Readonly<Record<string, string>>;
        shadow: boolean;
        /** Set where a person decides first: until when. */
        decideBy?: Date | null;
      },
    ): Promise<OfferId | null> {
      const { offer } = plan;
      if (await wasMadeToSomebodyErased(trx, plan.forum, offer)) return null;
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
          ...firstState(plan),
          because: JSON.stringify(plan.because),
          evidence: JSON.stringify(plan.evidence),
          marker: plan.marker,
          slots: JSON.stringify(plan.slots ?? {}),
          notBefore: offer.notBefore,
          // What is proposed is due for people at once.
          nextAt: plan.decideBy ? sql<Date>`now()` : offer.notBefore,
          expiresAt: offer.expiresAt,
        })
        .onConflict((conflict) => conflict.doNothing())
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

    async find(id: OfferId): Promise<Offer | null> {
      const row = await db.selectFrom('offer').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? readOffer(row) : null;
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
        .where('id', 'in', (offers) =>
          offers
            .selectFrom('offer')
            .select('id')
            .where('forumId', '=', forum)
            .where('memberId', '=', member)
            .where('state', 'in', ['proposed', 'waiting'])
            .orderBy('id')
            .forNoKeyUpdate(),
        )
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
        .where('id', 'in', (offers) =>
          offers
            .selectFrom('offer')
            .select('id')
            .where('forumId', '=', forum)
            .where('state', 'in', ['waiting', 'unknown'])
            .where('lease', 'is', null)
            .where(
              sql<boolean>`(state_because @> '[{"code":"forum_paused"}]' or state_because @> '[{"code":"rule_paused"}]')`,
            )
            .orderBy('id')
            .forNoKeyUpdate(),
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
        .where('id', 'in', (offers) =>
          offers
            .selectFrom('offer')
            .select('id')
            .where('forumId', '=', forum)
            .where('id', 'in', [...ids])
            .where('state', '=', 'dead')
            .orderBy('id')
            .forNoKeyUpdate(),
        )
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

function firstState({ shadow, decideBy = null }: { shadow: boolean; decideBy?: Date | null }) {
  if (shadow) return { state: 'shadow' as const };
  return decideBy === null ? { state: 'waiting' as const } : { state: 'proposed' as const, decideBy };
}

export type OfferStore = ReturnType<typeof createOfferStore>;

/** Under the same post, by the same rule: whoever wrote it has been erased since, and may be there again. */
async function wasMadeToSomebodyErased(trx: Trx, forum: ForumId, offer: PlannedOffer): Promise<boolean> {
  if (offer.postId === null) return false;
  const row = await trx
    .selectFrom('offer')
    .select('id')
    .where('forumId', '=', forum)
    .where('postId', '=', offer.postId)
    .where('ruleId', '=', offer.rule)
    .where('memberId', '=', 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
