import { sql } from 'kysely';
import type { ForumId, OfferId } from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { Db } from '../database.ts';
import { readOffer } from './offer-row.ts';

/** Cards and banners that stand at present. */
export function createShownOffers(db: Db) {
  return {
    /** Those in whose topic something has been written, edited, deleted or told since it was last asked whether they are needed. */
    async shownWithNews(forum: ForumId, limit: number): Promise<Offer[]> {
      const since = sql`coalesce(offer.need_checked_at, offer.sent_at)`;
      const rows = await db
        .selectFrom('offer')
        .selectAll()
        .where('forumId', '=', forum)
        .where('state', '=', 'sent')
        .where('channel', 'in', ['card', 'banner'])
        .where('expiresAt', '>', sql<Date>`now()`)
        .where(
          sql<boolean>`(exists (select 1 from post where post.forum_id = offer.forum_id and post.topic_id = offer.topic_id
              and (post.seen_at > ${since} or post.deleted_at > ${since}
                or (post.id = offer.post_id and post.updated_at > post.created_at
                  and post.updated_at > ${since} - interval '10 seconds')))
            or exists (select 1 from topic where topic.forum_id = offer.forum_id and topic.id = offer.topic_id
              and topic.told_at > ${since}))`,
        )
        .orderBy('needCheckedAt', (order) => order.asc().nullsFirst())
        .limit(limit)
        .execute();
      return rows.map(readOffer);
    },

    /** It is still needed, or cannot be taken back; asked again when there is news. */
    async recordNeedChecked(id: OfferId): Promise<void> {
      await db
        .updateTable('offer')
        .set({ needCheckedAt: sql<Date>`now()` })
        .where('id', '=', id)
        .execute();
    },
  };
}
