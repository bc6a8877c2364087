import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config, ForumConfig } from '../config.ts';
import { workOnEvent } from '../evaluate/work-on-event.ts';
import { createMetrics } from '../metrics/metrics.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import { createActions } from '../steer/actions.ts';
import { newLease } from '../storage/lease.ts';
import type { LookingBack } from '../storage/reports/looking-back.ts';
import { lookBack } from '../sweep/look-back.ts';
import { ensureForum } from './ensure-forum.ts';
import { connectForum } from './forums.ts';
import { openRulebook } from './open-rulebook.ts';
import { openStores } from './open-stores.ts';
import { chooseRuleSource } from './rule-source.ts';
import type { Stores } from './stores.ts';

/** The installation's database holds what is known of another forum. */
export class OtherForumError extends Error {
  override name = 'OtherForumError';
}

/**
 * Reads the newest posts of the forum and lets the rules decide over them here and now, beside the running service or
 * without it, within the forum's API share. Returns what the dashboard will show.
 * @throws OtherForumError, DiscourseError, EmbeddedServerError, RulesError
 */
export async function lookBackNow(
  config: Config & { forum: ForumConfig },
  log: Logger,
  options: { posts: number; onProgress(open: number): void },
): Promise<LookingBack | null> {
  await using opened = new AsyncDisposableStack();
  const { stores } = opened.use(await openStores(config, log));
  const rules = opened.use(
    await openRulebook(chooseRuleSource(config, stores).source, stores, log, {
      waits: config.waits,
      isRecorded: true,
    }),
  );
  const rulebook = () => rules.current();
  const own = { ...config.forum, id: config.forumName };
  await holdToForum(stores, own);
  await ensureForum(stores.forums, own, { isDemo: false });
  const metrics = createMetrics({ role: 'look-back' });
  const forum = connectForum({ stores, metrics, rulebook, log }, config, own);
  const actions = createActions({ ...stores, rulebook });
  const evaluation = {
    ...stores,
    known: new Map([[forum.id, forum.known]]),
    bulk: new Map([[forum.id, forum.bulk]]),
    clients: new Map([[forum.id, forum.client]]),
    rulebook,
    crash: () => undefined,
    log,
    optOut: (member: Parameters<typeof actions.optOut>[0]) => actions.optOut(member),
    newLease: () => newLease(config.timing.eventLeaseMs),
    // Nothing of it is sent, and nothing comes of it.
    wakeForEvents: () => undefined,
    wakeForOffers: () => undefined,
  };
  const reading = {
    ...stores,
    client: forum.client,
    known: forum.known,
    ignoredMembers: () => rulebook().site.ignoreMembers,
  };
  await lookBack(reading, forum.id, options);
  let open: readonly EventId[] = await stores.events.lookingBack(forum.id);
  while (open.length > 0) {
    for (const [done, id] of open.entries()) {
      options.onProgress(open.length - done);
      await workOnEvent(evaluation, id);
    }
    open = await rest(stores, forum.id, open);
  }
  return await stores.reports.lookingBack(forum.id);
}

/** What the forum did not answer for waits a little; a running service may take it meanwhile. */
async function rest(stores: Stores, forum: ForumId, before: readonly EventId[]): Promise<readonly EventId[]> {
  const open = await stores.events.lookingBack(forum);
  if (open.length > 0 && open.length >= before.length) await wait(1_000);
  return open;
}

async function holdToForum({ forums }: Stores, forum: ForumConfig & { id: ForumId }): Promise<void> {
  const known = await forums.find(forum.id);
  if (known && known.baseUrl !== forum.url)
    throw new OtherForumError(
      `This database holds what is known of ${known.baseUrl}. Give ${forum.url} a database of its own: another DATABASE_URL, or another DATA_DIR`,
    );
}
