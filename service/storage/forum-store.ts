import { sql } from 'kysely';
import { type ForumId, type MemberId, forumId, memberId } from '../model/ids.ts';
import type { Db, Trx } from './database.ts';
import { findOtherHome } from './find-other-home.ts';

export interface Forum {
  id: ForumId;
  baseUrl: string;
  botUsername: string;
  botUserId: MemberId | null;
  /** The rung of a rule that nobody has promoted or demoted, within what its file allows. */
  defaultRung: 'draft' | 'shadow' | 'live';
  watchedSince: Date;
  lastReconciledAt: Date | null;
  reconciledTo: number | null;
  /** Posts between `reconciledTo` and `before` are still to be read: there were more than one round reads. */
  gap: Gap | null;
  blockedUntil: Date | null;
  blockedBecause: string | null;
}

/** A stretch of post ids that a round could not finish: all from `newest` down to `before` are read, below it the next goes on. */
export interface Gap {
  newest: number;
  before: number;
}

export function createForumStore(db: Db) {
  return {
    /**
     * Makes sure a configured forum has its row, and that the row says what the configuration says. A new one is watched
     * from now on, unless said otherwise.
     */
    async ensure(forum: {
      id: ForumId;
      baseUrl: string;
      botUsername: string;
      shareLimit: number;
      defaultRung: Forum['defaultRung'];
      watchedSince?: Date;
    }): Promise<void> {
      await db
        .insertInto('forum')
        .values({ ...forum, shareNow: forum.shareLimit })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({
            baseUrl: forum.baseUrl,
            botUsername: forum.botUsername,
            shareLimit: forum.shareLimit,
            defaultRung: forum.defaultRung,
            // Another forum or another account: its number is not this one's.
            botUserId: sql<number | null>`case when forum.base_url = ${forum.baseUrl}
              and lower(forum.bot_username) = lower(${forum.botUsername}) then forum.bot_user_id end`,
            shareNow: sql<number>`least(forum.share_now, ${forum.shareLimit})`,
          }),
        )
        .execute();
    },

    /** Another name in this database that holds what is known of the forum at this address. */
    findOtherHome: (baseUrl: string) => findOtherHome(db, baseUrl),

    /** Another forum whose tables these are; null where they are this forum's, or nobody's yet. */
    async findOwnerBeside(id: ForumId): Promise<ForumId | null> {
      const row = await db.selectFrom('forum').select('id').where('id', '<>', id).executeTakeFirst();
      return row === undefined ? null : forumId(row.id);
    },

    async find(id: ForumId, handle: Db | Trx = db): Promise<Forum | null> {
      const row = await handle.selectFrom('forum').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      return {
        id: forumId(row.id),
        baseUrl: row.baseUrl,
        botUsername: row.botUsername,
        botUserId: row.botUserId === null ? null : memberId(row.botUserId),
        defaultRung: row.defaultRung,
        watchedSince: row.watchedSince,
        lastReconciledAt: row.lastReconciledAt,
        reconciledTo: row.reconciledTo,
        gap:
          row.gapNewest === null || row.gapBefore === null
            ? null
            : { newest: row.gapNewest, before: row.gapBefore },
        blockedUntil: row.blockedUntil,
        blockedBecause: row.blockedBecause,
      };
    },

    async nameBot(id: ForumId, bot: MemberId): Promise<void> {
      await db.updateTable('forum').set({ botUserId: bot }).where('id', '=', id).execute();
    },

    /**
     * Whether it is this process's turn to look for missed posts. One process does it, every `everyMs`; another takes
     * over when that one is a quarter of a minute late: it asks every five seconds, so it must be gone.
     */
    async takeReconciliation(id: ForumId, process: string, everyMs: number): Promise<boolean> {
      const { rows } = await sql<{ id: string }>`
        update forum set reconciler = ${process}, reconcile_at = now() + ${everyMs} * interval '1 millisecond'
        where id = ${id} and reconcile_at <= now()
          and (reconciler is null or reconciler = ${process} or reconcile_at <= now() - ${Math.min(everyMs, 15_000)} * interval '1 millisecond')
        returning id`.execute(db);
      return rows.length > 0;
    },

    /** How far a round has come: down to where the last one ended, or to a gap that the next round goes on with. */
    async recordReconciliation(
      id: ForumId,
      round: { reached: number | null; gap: Gap | null },
    ): Promise<void> {
      await db
        .updateTable('forum')
        .set({
          lastReconciledAt: sql<Date>`now()`,
          gapNewest: round.gap?.newest ?? null,
          gapBefore: round.gap?.before ?? null,
          ...(round.reached === null
            ? {}
            : { reconciledTo: sql<number>`greatest(coalesce(reconciled_to, 0), ${round.reached})` }),
        })
        .where('id', '=', id)
        .execute();
    },

    /**
     * Takes or keeps the right to be the forum's one sender. Returns the fence that every send must still hold,
     * or null while another process is the sender.
     */
    async takeSender(id: ForumId, process: string, forMs: number): Promise<string | null> {
      const { rows } = await sql<{ senderFence: string }>`
        update forum set
          sender_fence = sender_fence + case when sender is distinct from ${process} or sender_until < now() then 1 else 0 end,
          sender = ${process},
          sender_until = now() + ${forMs} * interval '1 millisecond'
        where id = ${id} and (sender is null or sender = ${process} or sender_until < now())
        returning sender_fence`.execute(db);
      return rows[0]?.senderFence ?? null;
    },

    /** A process that ends hands the look for missed posts to whoever asks next. */
    async leaveReconciliation(id: ForumId, process: string): Promise<void> {
      await db
        .updateTable('forum')
        .set({ reconciler: null })
        .where('id', '=', id)
        .where('reconciler', '=', process)
        .execute();
    },

    async leaveSender(id: ForumId, process: string): Promise<void> {
      await sql`update forum set sender = null, sender_until = null
        where id = ${id} and sender = ${process}`.execute(db);
    },

    /** No call before this moment: the forum asked for a rest, is ill, or refuses our key. */
    async block(id: ForumId, options: { forMs: number; because: string }): Promise<void> {
      await sql`update forum set
          blocked_until = greatest(coalesce(blocked_until, '-infinity'), now() + ${options.forMs} * interval '1 millisecond'),
          blocked_because = ${options.because}
        where id = ${id}`.execute(db);
    },

    async unblock(id: ForumId): Promise<void> {
      await db
        .updateTable('forum')
        .set({ blockedUntil: null, blockedBecause: null, postsBlockedUntil: null })
        .where('id', '=', id)
        .execute();
    },

    /** One at a time per forum: whoever decides or reserves holds this until the transaction ends. */
    async lockDecisions(trx: Trx, id: ForumId): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended('waypost.decide.' || ${id}, 0))`.execute(trx);
    },
  };
}

export type ForumStore = ReturnType<typeof createForumStore>;
