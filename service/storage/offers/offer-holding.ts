import { sql } from 'kysely';
import type { Channel, Kind, Reason } from '../../model/decision.ts';
import {
  type ForumId,
  type MemberId,
  type OfferId,
  type RuleId,
  type TopicId,
  memberId,
  offerId,
  ruleId,
  topicId,
} from '../../model/ids.ts';
import type { Db, Trx } from '../database.ts';

export interface WaitingOffer {
  id: OfferId;
  rule: RuleId;
  kind: Kind;
  channel: Channel;
  topicId: TopicId | null;
}

/** Offers that are not sent any more, because of what a member has said. */
export function createOfferHolding(db: Db) {
  return {
    /** Offers to a member that nobody has begun to send. */
    async waitingFor(trx: Trx, forum: ForumId, member: MemberId): Promise<WaitingOffer[]> {
      const rows = await trx
        .selectFrom('offer')
        .select(['id', 'ruleId', 'kind', 'channel', 'topicId'])
        .where('forumId', '=', forum)
        .where('memberId', '=', member)
        .where('state', 'in', ['proposed', 'waiting'])
        .orderBy('id')
        .forNoKeyUpdate()
        .execute();
      return rows.map((row) => ({
        id: offerId(row.id),
        rule: ruleId(row.ruleId),
        kind: row.kind as Kind,
        channel: row.channel as Channel,
        topicId: row.topicId === null ? null : topicId(row.topicId),
      }));
    },

    /** Ends a waiting offer as held; its places are given back. */
    async hold(trx: Trx, id: OfferId, because: readonly Reason[]): Promise<void> {
      await trx
        .updateTable('offer')
        .set({
          state: 'held',
          stateBecause: JSON.stringify(because),
          finishedAt: sql<Date>`now()`,
          changedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('id', '=', id)
        .where('state', 'in', ['proposed', 'waiting'])
        .execute();
      await trx.deleteFrom('reservation').where('offerId', '=', id).execute();
    },

    /** Offers of a rule about other occasions than these: what they were about is no more, so those that wait end as held. */
    async holdOthers(
      trx: Trx,
      forum: ForumId,
      about: { rule: RuleId; occasions: readonly string[]; because: Reason },
    ): Promise<void> {
      const rows = await trx
        .selectFrom('offer')
        .select('id')
        .where('forumId', '=', forum)
        .where('ruleId', '=', about.rule)
        .where('state', 'in', ['proposed', 'waiting'])
        .where(sql<boolean>`occasion <> all(${[...about.occasions]}::text[])`)
        .orderBy('id')
        .forNoKeyUpdate()
        .execute();
      for (const { id } of rows) await this.hold(trx, offerId(id), [about.because]);
    },

    /** Two accounts have become one: its offers are that one's, unless it was made the same. */
    async moveToMember(trx: Trx, forum: ForumId, from: MemberId, into: MemberId): Promise<void> {
      // Each before its places, as whoever sends or ends it does.
      await sql`select from offer where forum_id = ${forum} and member_id = ${from} order by id for update`.execute(
        trx,
      );
      await sql`update reservation set key = case scope when 'member_rule' then offer.rule_id || ':' else '' end || ${into}::int
        from offer where offer.id = reservation.offer_id and offer.forum_id = ${forum} and offer.member_id = ${from}
          and reservation.scope like 'member%'`.execute(trx);
      await sql`update offer set member_id = ${into}, changed_at = now(),
          -- What was sent may call them by the name that is gone.
          body = case when finished_at is null then body end
        where forum_id = ${forum} and member_id = ${from} and not exists (
          select 1 from offer other where other.forum_id = ${forum} and other.member_id = ${into}
            and other.rule_id = offer.rule_id and other.occasion = offer.occasion)`.execute(trx);
    },

    /** Members who have an offer waiting, the next due first. */
    async membersWaiting(forum: ForumId, limit: number): Promise<MemberId[]> {
      const rows = await db
        .selectFrom('offer')
        .select('memberId')
        .where('forumId', '=', forum)
        .where('state', 'in', ['proposed', 'waiting'])
        .groupBy('memberId')
        .orderBy(sql`min(next_at)`)
        .limit(limit)
        .execute();
      return rows.map((row) => memberId(row.memberId));
    },
  };
}
