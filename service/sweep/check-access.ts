import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { ForumId } from '../model/ids.ts';
import { botIsSuspended } from '../model/standing.ts';
import type { ForumStore } from '../storage/forum-store.ts';

export type Access = 'open' | 'refused' | 'away';

const restMs = 60_000;

/**
 * Whether the forum answers and accepts the key: one call that every living key may make. With a key that is refused
 * the forum is left alone for a minute, and the dashboard says why.
 */
export async function checkAccess(
  deps: {
    client: Pick<DiscourseClient, 'scopes' | 'ownOpenProfile'>;
    forums: Pick<ForumStore, 'block'>;
    log: Logger;
  },
  forum: ForumId,
): Promise<Access> {
  try {
    await deps.client.scopes({ priority: 'deliver', maxWaitMs: 5_000 });
    return 'open';
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    const { code, status } = error;
    if (status === 404) return 'open';
    if (status === 401 || status === 403) {
      const profile = await deps.client.ownOpenProfile().catch(() => null);
      const suspendedTill = profile?.suspendedTill ?? null;
      const why = suspendedTill
        ? 'the bot’s account is suspended, so the forum refuses every call; ask its moderators why'
        : 'the forum refuses the API key; is it bound to the bot account?';
      deps.log.error({ forum, code, status, suspendedTill }, why);
      await deps.forums.block(forum, { forMs: restMs, because: suspendedTill ? botIsSuspended : code });
      return 'refused';
    }
    deps.log.error({ forum, code, status }, 'the forum does not answer');
    return 'away';
  }
}
