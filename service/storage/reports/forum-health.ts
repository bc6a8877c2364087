import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Capabilities, PluginKnowledge } from '../../model/plugin.ts';
import type { Db } from '../database.ts';

/** How the forum and our way to it are. */
export interface ForumHealth {
  id: string;
  baseUrl: string;
  botUsername: string;
  watchedSince: Date;
  lastWebhookAt: Date | null;
  lastReconciledAt: Date | null;
  /** The newest post that reading the forum has reached. */
  reconciledTo: number | null;
  /** No call before this moment, and why; null while we may call. */
  blocked: { until: Date; because: string | null } | null;
  /** The same for posts alone: the forum holds the bot to a pace of its own. */
  postsBlockedUntil: Date | null;
  /** Whether its plugin is there, and which scopes the key lacks to use it. */
  plugin: {
    state: PluginKnowledge['state'];
    version: string | null;
    /** How the bot's account stands; null where the plugin does not say. */
    bot: Capabilities['bot'];
    lacks: readonly string[];
    /** When its outbox was last read, and whether in the last day it said that signals were lost. */
    signalsReadAt: Date | null;
    lostSignalsAt: Date | null;
  };
  /** Calls of the last ten minutes, and how many of them the forum did not answer well. */
  calls: { total: number; failed: number; lastGoodAt: Date | null };
  /** Calls a minute: what is configured, what is taken at present, and what is used. */
  share: { limit: number; now: number; used: number; postsUsed: number };
}

/** Null while the forum is not known to the database. */
export async function forumHealth(db: Db, forum: ForumId): Promise<ForumHealth | null> {
  const row = await db
    .selectFrom('forum')
    .selectAll()
    .select([
      sql<boolean>`coalesce(signal_gap_at > now() - interval '1 day', false)`.as('isGapFresh'),
      sql<boolean>`coalesce(blocked_until > now(), false)`.as('isBlocked'),
      sql<boolean>`coalesce(posts_blocked_until > now(), false)`.as('arePostsBlocked'),
    ])
    .where('id', '=', forum)
    .executeTakeFirst();
  if (!row) return null;
  const calls = await recentCalls(db, forum);
  return {
    id: row.id,
    baseUrl: row.baseUrl,
    botUsername: row.botUsername,
    watchedSince: row.watchedSince,
    lastWebhookAt: calls.lastWebhookAt,
    lastReconciledAt: row.lastReconciledAt,
    reconciledTo: row.reconciledTo,
    blocked:
      row.blockedUntil && row.isBlocked ? { until: row.blockedUntil, because: row.blockedBecause } : null,
    postsBlockedUntil: row.arePostsBlocked ? row.postsBlockedUntil : null,
    plugin: {
      state: row.pluginState,
      version: (row.pluginCan as Capabilities | null)?.version ?? null,
      bot: (row.pluginCan as Partial<Capabilities> | null)?.bot ?? null,
      lacks: row.pluginLacks,
      signalsReadAt: row.signalsReadAt,
      lostSignalsAt: row.isGapFresh ? row.signalGapAt : null,
    },
    calls: { total: calls.total, failed: calls.failed, lastGoodAt: calls.lastGoodAt },
    share: { limit: row.shareLimit, now: row.shareNow, used: calls.used, postsUsed: calls.postsUsed },
  };
}

interface Calls {
  used: number;
  postsUsed: number;
  total: number;
  failed: number;
  lastGoodAt: Date | null;
  lastWebhookAt: Date | null;
}

/** A call that nobody finished counts for two minutes: its process may have died. */
async function recentCalls(db: Db, forum: ForumId): Promise<Calls> {
  const { rows } = await sql<Calls>`
    select
      count(*) filter (where is_spent)::int as used,
      count(*) filter (where is_spent and is_post)::int as posts_used,
      count(*) filter (where finished_at is not null)::int as total,
      count(*) filter (where finished_at is not null and (status is null or status = 429 or status >= 500))::int as failed,
      max(finished_at) filter (where status < 400) as last_good_at,
      (select max(last_at) from webhook_digest where forum_id = ${forum}) as last_webhook_at
    from (
      select *, coalesce(finished_at > now() - interval '1 minute', taken_at > now() - interval '2 minutes') as is_spent
      from api_call where forum_id = ${forum} and coalesce(finished_at, taken_at) > now() - interval '10 minutes'
    ) as call`.execute(db);
  return rows[0] ?? { used: 0, postsUsed: 0, total: 0, failed: 0, lastGoodAt: null, lastWebhookAt: null };
}
