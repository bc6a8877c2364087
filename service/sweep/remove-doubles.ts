import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { ForumId } from '../model/ids.ts';
import type { Db } from '../storage/database.ts';
import type { PostStore } from '../storage/post-store.ts';

/**
 * The janitor: where two of our posts carry one marker, the later ones go. Every guard before this should have made it
 * impossible, so each one found is an error worth reading about.
 */
export async function removeDoubles(
  deps: { db: Db; posts: PostStore; client: Pick<DiscourseClient, 'deletePost'>; log: Logger },
  forum: ForumId,
): Promise<number> {
  let removed = 0;
  for (const { keep, extra } of await deps.posts.doubledMarkers(forum)) {
    for (const post of extra) {
      deps.log.error({ forum, keep, extra: post }, 'one reply stands twice; the later one is being removed');
      try {
        await deps.client.deletePost(post);
      } catch (error) {
        if (!(error instanceof DiscourseError) || error.code !== 'not_found') throw error;
      }
      await deps.db.transaction().execute((trx) => deps.posts.setDeleted(trx, forum, post, new Date()));
      removed += 1;
    }
  }
  return removed;
}
