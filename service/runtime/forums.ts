import type { Logger } from 'pino';
import type { Config, ForumConfig } from '../config.ts';
import { createApiShare, type ApiShare } from '../discourse/api-share.ts';
import { type BulkFacts, createBulkFacts } from '../discourse/bulk-facts.ts';
import { createDiscourseClient, type DiscourseClient } from '../discourse/client.ts';
import type { DiscourseError } from '../discourse/discourse-error.ts';
import { createFactsCache } from '../discourse/facts-cache.ts';
import { createPluginClient, type PluginClient } from '../discourse/plugin-client.ts';
import { priorities } from '../discourse/share-ledger.ts';
import { type KnownForum, knowForum } from '../forum/know-forum.ts';
import { knowPlugin } from '../forum/know-plugin.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { createShareLedger } from '../storage/share-ledger-store.ts';
import { countingLedger } from './count-what-happens.ts';
import type { Stores } from './stores.ts';

/** One forum as this process meets it: its API behind the shared minute, and what is known of it. */
export interface ConnectedForum {
  id: ForumId;
  config: ForumConfig;
  client: DiscourseClient;
  plugin: PluginClient;
  share: ApiShare;
  ledger: ReturnType<typeof createShareLedger>;
  known: KnownForum;
  bulk: BulkFacts;
}

export function connectForum(
  deps: { stores: Stores; metrics: Metrics; rulebook: () => Rulebook; log: Logger },
  config: Config,
  forum: ForumConfig & { id: ForumId },
): ConnectedForum {
  const { stores, metrics, rulebook, log } = deps;
  const plainLedger = createShareLedger(stores.db, forum.id, {
    priorities,
    windowMs: 60_000,
    lostAfterMs: 120_000,
    postsPerMinute: Math.max(12, Math.floor(60_000 / config.timing.postSpacingMs)),
    postSpacingMs: config.timing.postSpacingMs,
    growEveryMs: 300_000,
  });
  const ledger = countingLedger(plainLedger, forum.id, metrics);
  const share = createApiShare({ ledger, process: config.processName });
  const access = {
    baseUrl: forum.url,
    apiKey: forum.apiKey,
    apiUsername: forum.apiUsername,
    share,
    onShutOut: ({ code }: DiscourseError) => blockQuietly(stores, forum.id, code),
    deadlineMs: config.timing.requestTimeoutMs,
  };
  const client = createDiscourseClient(access);
  const plugin = createPluginClient({
    ...access,
    onOtherContract: (spoken) =>
      log.warn(
        { forum: forum.id, spoken },
        'the plugin speaks another version of the contract: update Waypost',
      ),
  });
  const known = knowForum({
    id: forum.id,
    botUsername: forum.apiUsername,
    plugin: knowPlugin({ id: forum.id, plugin, client, plugins: stores.plugins, log }),
    forums: stores.forums,
    facts: createFactsCache({ client }),
    site: () => rulebook().site,
  });
  const bulk = createBulkFacts({
    plugin,
    async mayAsk() {
      const { state, can, lacks } = await known.plugin.knowledge();
      const tells = can?.features.includes('facts') === true && !lacks.includes('waypost:facts');
      return state === 'present' && tells;
    },
    onError: (error) => log.debug({ err: error, forum: forum.id }, 'the plugin did not tell its facts'),
  });
  return { id: forum.id, config: forum, client, plugin, share, ledger, known, bulk };
}

const shutOutMs = 60_000;

/** The caller has to hear what the forum said, even when Postgres cannot be told of it now: the next call tells again. */
async function blockQuietly({ forums }: Stores, id: ForumId, because: string): Promise<void> {
  await forums.block(id, { forMs: shutOutMs, because }).catch(() => undefined);
}
