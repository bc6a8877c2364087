import { ConfigError, type ForumConfig } from '../config.ts';
import type { ForumId } from '../model/ids.ts';
import type { ForumStore } from '../storage/forum-store.ts';

/**
 * The demo forum is made just before, and who joins it then has joined before our eyes: so the first post of Nova, who
 * has never written, is known to be her first. What the others wrote lies days back.
 */
const demoIsMadeWithinMs = 10 * 60_000;

/**
 * Makes sure the configured forum has its row. The demo forum and a real one never share a database: their posts have the
 * same numbers, and a real question would pass for one that is known. Nor is a forum known by two names.
 * @throws ConfigError naming the way out
 */
export async function ensureForum(
  forums: Pick<ForumStore, 'find' | 'findOwnerBeside' | 'findOtherHome' | 'ensure'>,
  forum: ForumConfig & { id: ForumId },
  { isDemo }: { isDemo: boolean },
): Promise<void> {
  const known = await forums.find(forum.id);
  // Nothing but the demo forum lets rules be live without having been promoted.
  const holdsDemo = known?.defaultRung === 'live';
  if (known && holdsDemo !== isDemo) {
    const held = holdsDemo ? 'the demo forum' : `the forum ${known.baseUrl}`;
    const wanted = isDemo ? 'The demo forum' : forum.url;
    throw new ConfigError([
      `DATA_DIR or DATABASE_URL: this database holds what is known of ${held}. ${wanted} needs one of its own; set DATA_DIR to another folder, or DATABASE_URL to another database`,
    ]);
  }
  // Postgres looks first into a schema that is called as its user, where no other is named.
  const owner = await forums.findOwnerBeside(forum.id);
  if (owner !== null)
    throw new ConfigError([
      `DATABASE_URL: the tables that "${forum.id}" finds there are those of the forum "${owner}". Call Postgres' user otherwise than the schema of a forum, or "${forum.id}" by another name`,
    ]);
  const isNewHere = known === null || known.baseUrl !== forum.url;
  const elsewhere = isNewHere && !isDemo ? await forums.findOtherHome(forum.url) : null;
  if (elsewhere !== null)
    throw new ConfigError([
      `DISCOURSE_URL: what is known of ${forum.url} is kept under the name "${elsewhere}", not "${forum.id}". Call the forum "${elsewhere}" to go on with it, or name another database to begin anew`,
    ]);
  await forums.ensure({
    id: forum.id,
    baseUrl: forum.url,
    botUsername: forum.apiUsername,
    shareLimit: forum.apiShare,
    defaultRung: isDemo ? 'live' : 'shadow',
    ...(isDemo ? { watchedSince: new Date(Date.now() - demoIsMadeWithinMs) } : {}),
  });
}
