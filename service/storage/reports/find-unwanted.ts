import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';
import type { PostAddress } from './find-post.ts';

/** Why nothing came of what was told of a post or, where nothing is known of the post itself, of its topic. */
export interface UnwantedNews {
  about: 'post' | 'topic';
  /** Most frequent first; `count` webhooks ended for this reason. */
  reasons: readonly { reason: string; count: number; lastAt: Date }[];
}

/** Looks among the webhooks that ended unwanted, which are remembered for a month, by ids alone. Null: none was about it. */
export async function findUnwanted(
  db: Db,
  forum: ForumId,
  address: PostAddress,
): Promise<UnwantedNews | null> {
  const column = address.by === 'id' ? 'aboutPost' : 'aboutTopic';
  const rows = await db
    .selectFrom('inbox')
    .select((eb) => ['reason', eb.fn.countAll<string>().as('count'), eb.fn.max('receivedAt').as('lastAt')])
    .where('forumId', '=', forum)
    .where(column, '=', String(address.by === 'id' ? address.id : address.topic))
    .where('state', '=', 'unwanted')
    .groupBy('reason')
    .orderBy('count', 'desc')
    .limit(10)
    .execute();
  const reasons = rows.map(({ reason, count, lastAt }) => ({
    reason: reason ?? '',
    count: Number(count),
    lastAt,
  }));
  return reasons.length === 0 ? null : { about: address.by === 'id' ? 'post' : 'topic', reasons };
}
