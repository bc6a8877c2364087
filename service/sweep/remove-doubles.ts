import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { ForumId, PostId } from '../model/ids.ts';
import type { Db } from '../storage/database.ts';
import type { PostStore } from '../storage/post-store.ts';

export interface DoublesDeps {
  db: Db;
  posts: PostStore;
  client: Pick<DiscourseClient, 'deletePost'>;
  log: Logger;
  now?: () => number;
}

const laterMs = 5 * 60_000;
/** The forum will say the same until somebody gives the key what it lacks. */
const refusedMs = 6 * 3_600_000;

/**
 * The janitor: where two of our posts carry one marker, the later ones go. Every guard before this should have made it
 * impossible, so each one found is an error worth reading about. One that cannot be removed costs no other its turn and is
 * tried again in five minutes, or in six hours where the forum refused. A round returns how many it removed.
 */
export function createDoublesRemover(deps: DoublesDeps, forum: ForumId): () => Promise<number> {
  const { now = Date.now } = deps;
  const notBefore = new Map<PostId, number>();

  async function remove(keep: PostId, post: PostId): Promise<boolean> {
    deps.log.error({ forum, keep, extra: post }, 'one reply stands twice; the later one is being removed');
    try {
      await deps.client.deletePost(post);
    } catch (error) {
      if (!(error instanceof DiscourseError)) throw error;
      if (error.code !== 'not_found') {
        const restMs = error.retry === 'never' ? refusedMs : Math.max(error.retryAfterMs ?? 0, laterMs);
        notBefore.set(post, now() + restMs);
        deps.log.error({ forum, extra: post, code: error.code, restMs }, 'the later reply not removed');
        return false;
      }
    }
    notBefore.delete(post);
    await deps.db.transaction().execute((trx) => deps.posts.setDeleted(trx, forum, post, new Date()));
    return true;
  }

  return async () => {
    let removed = 0;
    for (const { keep, extra } of await deps.posts.doubledMarkers(forum)) {
      for (const post of extra) {
        if ((notBefore.get(post) ?? 0) <= now() && (await remove(keep, post))) removed += 1;
      }
    }
    return removed;
  };
}
