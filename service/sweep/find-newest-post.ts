import type { DiscourseClient } from '../discourse/client.ts';
import { type PostId, postId } from '../model/ids.ts';

/** What was imported is not numbered in the order of its dates: a few ids above the newest are read too. */
export const idsAbove = 25;

/**
 * The id of the newest public post, by the list of topics that everybody can see: where to read on when `/posts.json`
 * shows nothing, because its newest ids are messages and deleted posts. Null where guests see no list, or an empty one.
 * Costs one call of the share. @throws DiscourseError
 */
export async function findNewestPost(
  client: Pick<DiscourseClient, 'openTopics' | 'topic'>,
  options: Parameters<DiscourseClient['topic']>[2] = {},
): Promise<PostId | null> {
  const topics = await client.openTopics(options);
  const [newest] = topics.toSorted(
    (one, other) => (other.lastPostedAt?.getTime() ?? 0) - (one.lastPostedAt?.getTime() ?? 0),
  );
  if (!newest) return null;
  const { stream } = await client.topic(newest.id, { nearNumber: newest.highestPostNumber }, options);
  return stream.length === 0 ? null : postId(Math.max(...stream));
}
