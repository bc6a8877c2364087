import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** What the rules would have done on this forum before Waypost came. */
export interface LookingBack {
  /** When the last post was read for it. */
  at: Date;
  posts: number;
  /** Still to be decided over. */
  open: number;
  /** Posts that any rule looked at. */
  considered: number;
  /** Most offers first; with the newest posts that each would have answered. */
  offers: readonly { rule: string; resource: string; count: number; posts: readonly number[] }[];
}

const shownPosts = 3;

/** Null where nobody has looked back yet. */
export async function lookingBack(db: Db, forum: ForumId): Promise<LookingBack | null> {
  const counts = await sql<{ at: Date | null; posts: string; open: string; considered: string }>`
    select max(recorded_at) as at, count(*) as posts, count(*) filter (where state = 'received') as open,
      count(*) filter (where exists (select from decision where decision.event_id = event.id)) as considered
    from event where forum_id = ${forum} and source = 'look-back'`.execute(db);
  const row = counts.rows[0];
  if (!row?.at) return null;
  const offers = await sql<{ rule: string; resource: string; count: string; posts: number[] }>`
    select rule_id as rule, resource_id as resource, count(*) as count,
      (array_agg(offer.post_id::int order by offer.post_id desc))[1:${sql.lit(shownPosts)}] as posts
    from offer join event on event.id = offer.event_id
    where offer.forum_id = ${forum} and event.source = 'look-back' and offer.kind <> 'care'
    group by 1, 2 order by 3 desc, 1`.execute(db);
  return {
    at: row.at,
    posts: Number(row.posts),
    open: Number(row.open),
    considered: Number(row.considered),
    offers: offers.rows.map(({ count, ...offer }) => ({ ...offer, count: Number(count) })),
  };
}
