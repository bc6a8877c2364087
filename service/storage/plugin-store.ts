import { sql } from 'kysely';
import type { ForumId } from '../model/ids.ts';
import type { Capabilities, PluginKnowledge, RefusedGuide } from '../model/plugin.ts';
import type { Db } from './database.ts';

const nothingKnown: PluginKnowledge = { state: 'unknown', can: null, lacks: [], askedAt: null };

/** What is known of each forum's plugin: kept, so that every process and a restart know it. */
export function createPluginStore(db: Db) {
  return {
    async read(forum: ForumId): Promise<PluginKnowledge> {
      const row = await db
        .selectFrom('forum')
        .select(['pluginState', 'pluginCan', 'pluginLacks', 'pluginAskedAt'])
        .where('id', '=', forum)
        .executeTakeFirst();
      if (!row) return nothingKnown;
      return {
        state: row.pluginState,
        // Written by `learn` alone.
        can: row.pluginCan as Capabilities | null,
        lacks: row.pluginLacks,
        askedAt: row.pluginAskedAt,
      };
    },

    /**
     * Whether it is this process's turn to ask: nobody has for `everyMs`, or for `unknownMs` while nothing is known at all.
     */
    async takeTurn(
      forum: ForumId,
      { everyMs, unknownMs }: { everyMs: number; unknownMs: number },
    ): Promise<boolean> {
      const { rows } = await sql`
        update forum set plugin_asked_at = now()
        where id = ${forum} and (plugin_asked_at is null or plugin_asked_at <= now() - interval '1 millisecond'
          * case when plugin_state = 'unknown' then ${unknownMs}::bigint else ${everyMs}::bigint end)
        returning id`.execute(db);
      return rows.length > 0;
    },

    /** Returns whether this is news. A plugin that comes (back) is given the guides anew: it may have lost them. */
    async learn(forum: ForumId, told: Omit<PluginKnowledge, 'askedAt'>): Promise<boolean> {
      return await db.transaction().execute(async (trx) => {
        const before = await trx
          .selectFrom('forum')
          .select(['pluginState', 'pluginLacks'])
          .where('id', '=', forum)
          .forNoKeyUpdate()
          .executeTakeFirst();
        if (!before) return false;
        const isNews =
          before.pluginState !== told.state || before.pluginLacks.join(' ') !== told.lacks.join(' ');
        await trx
          .updateTable('forum')
          .set({
            pluginState: told.state,
            pluginCan: told.can === null ? null : JSON.stringify(told.can),
            pluginLacks: [...told.lacks],
            pluginAskedAt: sql<Date>`now()`,
            ...(isNews ? { directoryVersion: null } : {}),
          })
          .where('id', '=', forum)
          .execute();
        return isNews;
      });
    },

    /** The rulebook whose guides the plugin was given last; null: none, or nobody knows. */
    async directoryVersion(forum: ForumId): Promise<string | null> {
      const row = await db
        .selectFrom('forum')
        .select('directoryVersion')
        .where('id', '=', forum)
        .executeTakeFirst();
      return row?.directoryVersion ?? null;
    },

    async recordDirectory(
      forum: ForumId,
      { version, refused }: { version: string; refused: readonly RefusedGuide[] },
    ): Promise<void> {
      await db
        .updateTable('forum')
        .set({ directoryVersion: version, refusedGuides: JSON.stringify(refused) })
        .where('id', '=', forum)
        .execute();
    },

    /** Guides that the plugin did not take when it was given them last. */
    async refusedGuides(forum: ForumId): Promise<readonly RefusedGuide[]> {
      const row = await db
        .selectFrom('forum')
        .select('refusedGuides')
        .where('id', '=', forum)
        .executeTakeFirst();
      // Written by `recordDirectory` alone.
      return (row?.refusedGuides ?? []) as readonly RefusedGuide[];
    },
  };
}

export type PluginStore = ReturnType<typeof createPluginStore>;
