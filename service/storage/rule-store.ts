import { sql } from 'kysely';
import type { Rung } from '../model/decision.ts';
import { type ForumId, type RuleId, ruleId } from '../model/ids.ts';
import type { Db, Trx } from './database.ts';
import type { RulebookCommit } from './schema.ts';

/** What a community manager or Waypost itself has said about rules, beside what their files say. */
export interface RuleStandings {
  rungs: ReadonlyMap<RuleId, Rung>;
  pausedRules: ReadonlySet<RuleId>;
  pausedForum: boolean;
}

export interface Change {
  forum: ForumId | null;
  who: string;
  what: string;
  subject: string;
  why: string;
  memberId?: number | null;
  madeOn?: '' | 'dashboard' | 'command line';
}

export function createRuleStore(db: Db) {
  return {
    async standings(handle: Db | Trx, forum: ForumId): Promise<RuleStandings> {
      const rows = await handle.selectFrom('ruleStanding').selectAll().where('forumId', '=', forum).execute();
      const pause = await handle
        .selectFrom('pause')
        .select('at')
        .where('forumId', '=', forum)
        .executeTakeFirst();
      return {
        rungs: new Map(rows.flatMap((row) => (row.rung ? [[ruleId(row.ruleId), row.rung] as const] : []))),
        pausedRules: new Set(rows.flatMap((row) => (row.pausedAt ? [ruleId(row.ruleId)] : []))),
        pausedForum: pause !== undefined,
      };
    },

    async setRung(trx: Trx, forum: ForumId, rule: RuleId, rung: Rung): Promise<void> {
      await trx
        .insertInto('ruleStanding')
        .values({ forumId: forum, ruleId: rule, rung })
        .onConflict((conflict) => conflict.columns(['forumId', 'ruleId']).doUpdateSet({ rung }))
        .execute();
    },

    async pauseRule(trx: Trx, forum: ForumId, rule: RuleId): Promise<void> {
      await trx
        .insertInto('ruleStanding')
        .values({ forumId: forum, ruleId: rule, pausedAt: sql<Date>`now()` })
        .onConflict((conflict) =>
          conflict.columns(['forumId', 'ruleId']).doUpdateSet({ pausedAt: sql<Date>`now()` }),
        )
        .execute();
    },

    async resumeRule(trx: Trx, forum: ForumId, rule: RuleId): Promise<void> {
      await trx
        .updateTable('ruleStanding')
        .set({ pausedAt: null })
        .where('forumId', '=', forum)
        .where('ruleId', '=', rule)
        .execute();
    },

    async pauseForum(trx: Trx, forum: ForumId, who: string, why: string): Promise<void> {
      await trx
        .insertInto('pause')
        .values({ forumId: forum, who, why })
        .onConflict((conflict) => conflict.column('forumId').doNothing())
        .execute();
    },

    async resumeForum(trx: Trx, forum: ForumId): Promise<void> {
      await trx.deleteFrom('pause').where('forumId', '=', forum).execute();
    },

    /** Who did what, when and why. Nothing on the dashboard or command line changes without it. */
    async recordChange(trx: Trx, change: Change): Promise<void> {
      const { forum, ...rest } = change;
      await trx
        .insertInto('change')
        .values({ forumId: forum, ...rest })
        .execute();
    },

    /** Keeps a good version for ever: decisions point to it, and a restart with faulty files falls back on the newest. */
    async keepRulebook(
      version: string,
      files: readonly { path: string; text: string }[],
      commit: RulebookCommit | null = null,
    ): Promise<void> {
      const kept = commit === null ? null : JSON.stringify(commit);
      await db
        .insertInto('rulebook')
        .values({ version, files: JSON.stringify(files), commit: kept })
        // A restart with the version that is in force changes nothing; going back to an older one does.
        .onConflict((conflict) =>
          conflict
            .column('version')
            .doUpdateSet({ activatedAt: sql<Date>`now()`, commit: kept })
            .where(
              sql<boolean>`rulebook.version <> (select version from rulebook order by activated_at desc limit 1)`,
            ),
        )
        .execute();
      await db
        .updateTable('rulebookProblem')
        .set({ solvedAt: sql<Date>`now()` })
        .where('solvedAt', 'is', null)
        .execute();
    },

    async lastGoodRulebook(): Promise<{ version: string; files: { path: string; text: string }[] } | null> {
      const row = await db
        .selectFrom('rulebook')
        .select(['version', 'files'])
        .orderBy('activatedAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },

    /** The commit that decides now; null where the rules lie in a folder, or none does yet. */
    async activeCommit(): Promise<RulebookCommit | null> {
      const row = await db
        .selectFrom('rulebook')
        .select('commit')
        .orderBy('activatedAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.commit ?? null;
    },

    async recordProblems(version: string, problems: readonly unknown[]): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('rulebookProblem')
          .set({ solvedAt: sql<Date>`now()` })
          .where('solvedAt', 'is', null)
          .execute();
        await trx
          .insertInto('rulebookProblem')
          .values({ version, problems: JSON.stringify(problems) })
          .execute();
      });
    },
  };
}

export type RuleStore = ReturnType<typeof createRuleStore>;
