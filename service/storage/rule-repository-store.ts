import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';

export interface PinnedCommit {
  commit: string;
  by: string;
  why: string;
  at: Date;
}

/** What people and pushes ask of the rules repository; every process looks here. */
export function createRuleRepositoryStore(db: Db) {
  return {
    async wishes(): Promise<{ pinned: PinnedCommit | null; pushedAt: Date | null }> {
      const row = await db.selectFrom('ruleRepository').selectAll().executeTakeFirstOrThrow();
      const { pinnedCommit: commit, pinnedBy, pinnedWhy, pinnedAt, pushedAt } = row;
      const pinned =
        commit === null || pinnedAt === null
          ? null
          : { commit, by: pinnedBy ?? '', why: pinnedWhy ?? '', at: pinnedAt };
      return { pinned, pushedAt };
    },

    /** The rules of this commit are in force, whatever is newer, until somebody follows the branch again. */
    async pin(trx: Trx, { commit, by, why }: Omit<PinnedCommit, 'at'>): Promise<void> {
      await trx
        .updateTable('ruleRepository')
        .set({ pinnedCommit: commit, pinnedBy: by, pinnedWhy: why, pinnedAt: sql<Date>`now()` })
        .execute();
    },

    async unpin(trx: Trx): Promise<void> {
      await trx
        .updateTable('ruleRepository')
        .set({ pinnedCommit: null, pinnedBy: null, pinnedWhy: null, pinnedAt: null })
        .execute();
    },

    /** Every process fetches soon. */
    async notePush(): Promise<void> {
      await db
        .updateTable('ruleRepository')
        .set({ pushedAt: sql<Date>`now()` })
        .execute();
    },
  };
}

export type RuleRepositoryStore = ReturnType<typeof createRuleRepositoryStore>;
