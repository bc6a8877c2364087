import { sql } from 'kysely';
import type { ForumId, OfferId } from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { Db } from '../database.ts';
import { readOffer } from '../offers/offer-row.ts';
import { outcomeWindow, wasShown } from './note-outcome.ts';

/** So many days after a reply was shown the forum is asked how often its links were followed; in between it is left alone. */
const readAfterDays = [1, 3, 7, 14];

/** What the forum itself counts of the links in public replies. */
export function createLinkClicks(db: Db) {
  return {
    /** A reply whose links are to be read now; nobody else gets this turn. Null: none is due. */
    async nextLinksToRead(forum: ForumId): Promise<Offer | null> {
      const turns = sql`array[${sql.join(readAfterDays)}]::int[]`;
      const row = await db
        .updateTable('offer')
        .set((eb) => ({ linkReads: eb('linkReads', '+', 1) }))
        .where(
          'id',
          '=',
          sql<string>`(select offer.id from offer
            where offer.forum_id = ${forum} and ${wasShown} and offer.reply_post_id is not null and offer.channel = 'reply'
              and offer.link_reads < ${readAfterDays.length}
              and offer.sent_at > now() - ${outcomeWindow} - interval '7 days'
              and offer.sent_at + (${turns})[offer.link_reads + 1] * interval '1 day' <= now()
            order by offer.sent_at limit 1 for no key update skip locked)`,
        )
        .returningAll()
        .executeTakeFirst();
      return row ? readOffer(row) : null;
    },

    /** The forum's sum by now; one that has shrunk, after an edit, takes nothing back. */
    async recordClicks(id: OfferId, forum: ForumId, clicks: number): Promise<void> {
      if (clicks < 1) return;
      await sql`
        insert into outcome as told (offer_id, forum_id, what, by_whom, at, count)
        select id, forum_id, 'clicked', 'forum', least(now(), sent_at + ${outcomeWindow}), ${clicks}
        from offer where id = ${id} and forum_id = ${forum}
        on conflict (offer_id, what, by_whom) do update set count = greatest(told.count, excluded.count)`.execute(
        db,
      );
    },
  };
}
