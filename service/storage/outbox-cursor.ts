import { sql } from 'kysely';
import type { ForumId } from '../model/ids.ts';
import type { Db, Trx } from './database.ts';

/** How far the outbox of a forum's plugin has been read, and whose turn it is to read on. */
export function createOutboxCursor(db: Db) {
  return {
    /**
     * Whether it is this process's turn to read the outbox. One process does it, every `everyMs`; another takes over when
     * that one is a quarter of a minute late.
     */
    async takeTurn(id: ForumId, process: string, everyMs: number): Promise<boolean> {
      const { rows } = await sql<{ id: string }>`
        update forum set signal_reader = ${process}, signals_due_at = now() + ${everyMs} * interval '1 millisecond'
        where id = ${id} and (signal_reader is null
          or (signal_reader = ${process} and signals_due_at <= now())
          or signals_due_at <= now() - interval '15 seconds')
        returning id`.execute(db);
      return rows.length > 0;
    },

    /** A process that ends hands the outbox to whoever asks next. */
    async leave(id: ForumId, process: string): Promise<void> {
      await db
        .updateTable('forum')
        .set({ signalReader: null })
        .where('id', '=', id)
        .where('signalReader', '=', process)
        .execute();
    },

    /** Where to read on; null: from the oldest that is kept. */
    async read(id: ForumId): Promise<string | null> {
      const row = await db.selectFrom('forum').select('signalCursor').where('id', '=', id).executeTakeFirst();
      return row?.signalCursor ?? null;
    },

    /**
     * Moves on, in the transaction that took the page. False: another process has moved it meanwhile, so that this page
     * is none of this one's business any more. After a gap the plugin is given the guides anew: a forum that came back
     * from a backup may have lost them too.
     */
    async moveOn(
      trx: Trx,
      id: ForumId,
      page: { from: string | null; to: string; gap: boolean },
    ): Promise<boolean> {
      const result = await trx
        .updateTable('forum')
        .set({
          signalCursor: page.to,
          signalsReadAt: sql<Date>`now()`,
          ...(page.gap ? { signalGapAt: sql<Date>`now()`, directoryVersion: null } : {}),
        })
        .where('id', '=', id)
        .where(sql<boolean>`signal_cursor is not distinct from ${page.from}`)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}

export type OutboxCursor = ReturnType<typeof createOutboxCursor>;
