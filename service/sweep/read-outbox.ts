import type { Logger } from 'pino';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { PluginClient } from '../discourse/plugin-client.ts';
import type { PluginSignal, SignalsPage } from '../discourse/wire/plugin/read-signals.ts';
import type { KnownPlugin } from '../forum/know-plugin.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import type { Trx } from '../storage/database.ts';
import type { OutboxCursor } from '../storage/outbox-cursor.ts';

export interface OutboxDeps {
  plugin: Pick<PluginClient, 'signals'>;
  known: Pick<KnownPlugin, 'knowledge' | 'askAgain'>;
  outbox: OutboxCursor;
  process: string;
  takeSignals(batch: {
    forum: ForumId;
    signals: readonly PluginSignal[];
    heardBy: 'outbox';
    within(trx: Trx): Promise<boolean>;
  }): Promise<{ taken: boolean; fresh: number; skipped: number; events: readonly EventId[] }>;
  /** Signals were lost: the members whom an offer waits for are asked anew what they want. */
  rereadMembers(forum: ForumId): Promise<number>;
  wakeForEvents(ids: readonly EventId[]): void;
  log: Logger;
  /** How soon after a page with news, and how seldom when nothing comes or the API share is short. */
  everyMs?: { busy: number; idle: number };
}

const perPage = 100;
const mostPages = 20;
/** Whoever else needs the API share goes first. */
const maxWaitMs = 3_000;

/**
 * Reads on in the outbox of the forum's plugin, where the plugin is there and it is this process's turn: what no webhook
 * told, and everything again that one did. Pauses double from `busy` to `idle` while nothing comes. A round returns how
 * many signals were news.
 */
export function createOutboxReader(deps: OutboxDeps, forum: ForumId): () => Promise<number> {
  const { busy, idle } = deps.everyMs ?? { busy: 5_000, idle: 30_000 };
  let everyMs = busy;

  return async () => {
    const { state, can, lacks } = await deps.known.knowledge();
    const mayRead = can?.features.includes('signals') === true && !lacks.includes('waypost:signals');
    if (state !== 'present' || !mayRead) return 0;
    if (!(await deps.outbox.takeTurn(forum, deps.process, everyMs))) return 0;
    try {
      const { read, fresh } = await readPages(deps, forum);
      everyMs = read > 0 ? busy : Math.min(everyMs * 2, idle);
      return fresh;
    } catch (error) {
      if (!(error instanceof DiscourseError)) throw error;
      everyMs = idle;
      deps.log.debug({ forum, code: error.code }, 'outbox of the plugin not read');
      if (error.status === 403) await deps.known.askAgain();
      return 0;
    }
  };
}

async function readPages(deps: OutboxDeps, forum: ForumId): Promise<{ read: number; fresh: number }> {
  let read = 0;
  let fresh = 0;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const from = await deps.outbox.read(forum);
    const page = await deps.plugin.signals({ after: from, limit: perPage }, { maxWaitMs });
    if (page === null) {
      await deps.known.askAgain();
      break;
    }
    if (page.cursor === from && !page.gap) break;
    const taken = await takePage(deps, forum, from, page);
    if (taken === null) break;
    read += page.signals.length;
    fresh += taken;
    if (!page.more) break;
  }
  return { read, fresh };
}

/** Null: another process has moved on meanwhile. */
async function takePage(
  deps: OutboxDeps,
  forum: ForumId,
  from: string | null,
  page: SignalsPage,
): Promise<number | null> {
  const moved = { from, to: page.cursor, gap: page.gap };
  const { taken, fresh, skipped, events } = await deps.takeSignals({
    forum,
    signals: page.signals,
    heardBy: 'outbox',
    within: (trx) => deps.outbox.moveOn(trx, forum, moved),
  });
  if (!taken) return null;
  if (events.length > 0) deps.wakeForEvents(events);
  if (skipped + page.unreadable > 0)
    deps.log.warn({ forum, skipped, unreadable: page.unreadable }, 'signals of the plugin not understood');
  if (page.gap) {
    const members = await deps.rereadMembers(forum);
    deps.log.warn({ forum, members }, 'signals of the plugin are lost; members were read again');
  }
  return fresh;
}
