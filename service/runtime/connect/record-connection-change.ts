import type { Logger } from 'pino';
import type { Config, ForumConfig } from '../../config.ts';
import type { ChangedBy } from '../../steer/actions.ts';
import { ensureForum } from '../ensure-forum.ts';
import { openStores } from '../open-stores.ts';

/** What became of the connection to a forum, as the page Changes names it. */
export type ConnectionChange = 'connect forum' | 'disconnect forum';

/**
 * Keeps on the page Changes who connected, repaired or parted a forum, and why. `parts` are what was touched there: nothing
 * touched is nothing to keep. @throws ConfigError, EmbeddedServerError, and what Postgres says
 */
export async function recordConnectionChange(
  config: Config & { forum: ForumConfig },
  log: Logger,
  change: ChangedBy & { what: ConnectionChange; parts: readonly string[] },
): Promise<void> {
  const { what, parts, who, why, memberId = null, madeOn = '' } = change;
  if (parts.length === 0) return;
  const forum = config.forumName;
  await using opened = await openStores(config, log);
  const { stores } = opened;
  await ensureForum(stores.forums, { ...config.forum, id: forum }, { isDemo: false });
  const subject = `${config.forum.url}: ${parts.join(', ')}`;
  await stores.db.transaction().execute(async (trx) => {
    await stores.rules.recordChange(trx, { forum, who, what, subject, why, memberId, madeOn });
  });
}
