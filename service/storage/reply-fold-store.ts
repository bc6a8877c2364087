import { sql } from 'kysely';
import type { Reason } from '../model/decision.ts';
import type { ForumId, OfferId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import type { Db, Trx } from './database.ts';
import { readOffer } from './offers/offer-row.ts';

/** A fold that was begun and may have been carried out. */
export interface BegunFold {
  body: string;
  because: Reason;
  attempts: number;
}

/** Somebody has made use of the reply, or said that it was right: then it stays. */
const isOfUse = sql<boolean>`(
  exists (select 1 from outcome where outcome.offer_id = offer.id and what in ('liked', 'helped', 'accepted'))
  or exists (select 1 from offer_feedback where offer_feedback.offer_id = offer.id and helped))`;

/** At trust level 2 Discourse lets nobody change a post of more than thirty days. */
const longestStandingDays = 29;

/** Replies that are folded to one line once nobody needs them, each written down before its edit. */
export function createReplyFoldStore(db: Db) {
  return {
    /**
     * Replies that may be no longer needed: with news in their topic since they were last looked at, of no known use, and
     * never folded. Folds that were begun come first, by their own times.
     */
    async repliesToLookAt(forum: ForumId, limit: number): Promise<Offer[]> {
      const since = sql`coalesce(offer.need_checked_at, offer.sent_at)`;
      const rows = await db
        .selectFrom('offer')
        .leftJoin('replyFold', 'replyFold.offerId', 'offer.id')
        .selectAll('offer')
        .where('offer.forumId', '=', forum)
        .where('offer.state', '=', 'sent')
        .where('offer.channel', '=', 'reply')
        .where('offer.kind', '<>', 'care')
        .where('offer.replyPostId', 'is not', null)
        .where('offer.sentAt', '>', sql<Date>`now() - ${longestStandingDays} * interval '1 day'`)
        .where(
          sql<boolean>`case when reply_fold.state is null then not ${isOfUse} and (
              exists (select 1 from post where post.forum_id = offer.forum_id and post.topic_id = offer.topic_id
                and not post.is_bot and (post.seen_at > ${since} or post.deleted_at > ${since}
                  or (post.id = offer.post_id and post.updated_at > post.created_at
                    and post.updated_at > ${since} - interval '10 seconds')))
              or exists (select 1 from topic where topic.forum_id = offer.forum_id and topic.id = offer.topic_id
                and topic.told_at > ${since})
              or exists (select 1 from outcome where outcome.offer_id = offer.id and what = 'solved' and noted_at > ${since}))
            else reply_fold.state = 'begun' and reply_fold.next_at <= now() end`,
        )
        .orderBy(sql`reply_fold.state is null`)
        .orderBy('offer.needCheckedAt', (order) => order.asc().nullsFirst())
        .limit(limit)
        .execute();
      return rows.map(readOffer);
    },

    async begun(id: OfferId): Promise<BegunFold | null> {
      const row = await db
        .selectFrom('replyFold')
        .select(['body', 'because', 'attempts'])
        .where('offerId', '=', id)
        .where('state', '=', 'begun')
        .executeTakeFirst();
      const [because] = (row?.because ?? []) as Reason[];
      return row && because ? { body: row.body, because, attempts: row.attempts } : null;
    },

    /**
     * The last act before the edit: written down that it may happen, unless somebody has paused the forum, made use of the
     * reply meanwhile, or the edits of the last day are used up. Null: nothing may be sent.
     */
    async begin(
      offer: Pick<Offer, 'id' | 'forum'>,
      fold: { body: string; because: Reason; mostADay: number },
    ): Promise<BegunFold | null> {
      return await db.transaction().execute(async (trx) => {
        // One at a time per forum, so that two edits cannot both take the last place of the day.
        await sql`select from forum where id = ${offer.forum} for no key update`.execute(trx);
        const { rows } = await sql<{ body: string; because: Reason[]; attempts: number }>`
          insert into reply_fold as fold (offer_id, forum_id, because, body, state, attempts)
          select offer.id, offer.forum_id, ${JSON.stringify([fold.because])}::jsonb, ${fold.body}, 'begun', 1 from offer
          where offer.id = ${offer.id} and offer.state = 'sent' and not ${isOfUse}
            and not exists (select 1 from pause where pause.forum_id = offer.forum_id)
            and (select coalesce(sum(attempts), 0) from reply_fold
              where forum_id = offer.forum_id and begun_at > now() - interval '1 day') < ${fold.mostADay}
          on conflict (offer_id) do update set attempts = fold.attempts + 1 where fold.state = 'begun'
          returning body, because, attempts`.execute(trx);
        const row = rows[0];
        const because = row?.because[0];
        return row && because ? { body: row.body, because, attempts: row.attempts } : null;
      });
    },

    recordFolded: (id: OfferId): Promise<void> => db.transaction().execute((trx) => recordFolded(trx, id)),

    /** It stays as it is, for good. */
    async leave(id: OfferId): Promise<void> {
      await sql`update reply_fold set state = 'left', finished_at = now()
        where offer_id = ${id} and state = 'begun'`.execute(db);
    },

    /** Looked at again later: what the edit has done is not known, or it certainly was not carried out. */
    async postpone(id: OfferId, delayMs: number): Promise<void> {
      await sql`update reply_fold set next_at = now() + ${delayMs} * interval '1 millisecond'
        where offer_id = ${id} and state = 'begun'`.execute(db);
    },
  };
}

export type ReplyFoldStore = ReturnType<typeof createReplyFoldStore>;

/** The reply stands folded: its offer is withdrawn, for the reason that was written down. */
export async function recordFolded(trx: Trx, id: OfferId): Promise<void> {
  await sql`update offer set state = 'withdrawn', state_because = reply_fold.because, changed_at = now()
    from reply_fold where offer.id = ${id} and reply_fold.offer_id = offer.id and offer.state = 'sent'`.execute(
    trx,
  );
  await sql`update reply_fold set state = 'done', finished_at = now()
    where offer_id = ${id} and state <> 'done'`.execute(trx);
}
