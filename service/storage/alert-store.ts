import { sql } from 'kysely';
import type { ForumId } from '../model/ids.ts';
import type { Db } from './database.ts';

/** A trouble as it is kept: from its first sight to when it was over. */
export interface KeptAlert {
  id: string;
  code: string;
  subject: string;
  values: Record<string, string | number>;
  beganAt: Date;
  /** How long it has lasted, by Postgres' clock. */
  ageMs: number;
  toldAt: Date | null;
  endedAt: Date | null;
}

interface Seen {
  key: string;
  code: string;
  subject: string;
  values: Readonly<Record<string, string | number>>;
}

/** What comes and goes is one thing that lasts; shorter than this it was never over. */
const overForMs = 120_000;

/** What is wrong, since when, and whether people were told. */
export function createAlertStore(db: Db) {
  return {
    /** Whether it is this process's turn to look at the forum; once in `everyMs` over all processes. */
    async takeTurn(forum: ForumId, everyMs: number): Promise<boolean> {
      const taken = await db
        .updateTable('forum')
        .set({ watchedAt: sql<Date>`now()` })
        .where('id', '=', forum)
        .where((where) =>
          where.or([
            where('watchedAt', 'is', null),
            where('watchedAt', '<=', sql<Date>`now() - ${everyMs} * interval '1 millisecond'`),
          ]),
        )
        .executeTakeFirst();
      return taken.numUpdatedRows > 0n;
    },

    /** While people are being told, however long that takes, the turn stays with this process. */
    async keepTurn(forum: ForumId): Promise<void> {
      await db
        .updateTable('forum')
        .set({ watchedAt: sql<Date>`now()` })
        .where('id', '=', forum)
        .execute();
    },

    /** What is wrong now: begins, goes on, or is over by not being among it. What was over for a moment only goes on. */
    async follow(forum: ForumId, seen: readonly Seen[]): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const keys = seen.map(({ key }) => key);
        let over = trx
          .updateTable('alert')
          .set({ endedAt: sql<Date>`now()` })
          .where('forumId', '=', forum)
          .where('endedAt', 'is', null);
        if (keys.length > 0) over = over.where('key', 'not in', keys);
        await over.execute();
        if (seen.length === 0) return;
        await sql`
          update alert set ended_at = null
          where over_told_at is null and ended_at > now() - ${overForMs} * interval '1 millisecond'
            and id in (select max(id) from alert where forum_id = ${forum} and key = any(${keys})
              group by key having bool_and(ended_at is not null))`.execute(trx);
        await trx
          .insertInto('alert')
          .values(seen.map((one) => ({ ...one, forumId: forum, values: JSON.stringify(one.values) })))
          .onConflict((conflict) =>
            conflict
              .columns(['forumId', 'key'])
              .where('endedAt', 'is', null)
              .doUpdateSet({
                seenAt: sql<Date>`now()`,
                values: sql`excluded.values`,
              }),
          )
          .execute();
      });
    },

    /** What lasts and nobody was told of, and what people were told of and is over. */
    async untold(forum: ForumId): Promise<{ begun: KeptAlert[]; over: KeptAlert[] }> {
      const rows = await db
        .selectFrom('alert')
        .selectAll()
        .select(sql<string>`extract(epoch from now() - began_at) * 1000`.as('ageMs'))
        .where('forumId', '=', forum)
        .where((where) =>
          where.or([
            where.and([where('toldAt', 'is', null), where('endedAt', 'is', null)]),
            where.and([
              where('toldAt', 'is not', null),
              where('endedAt', '<', sql<Date>`now() - ${overForMs} * interval '1 millisecond'`),
              where('overToldAt', 'is', null),
            ]),
          ]),
        )
        .orderBy('id')
        .execute();
      const kept = rows.map((row) => ({ ...row, ageMs: Number(row.ageMs) }));
      return {
        begun: kept.filter(({ endedAt }) => endedAt === null),
        over: kept.filter(({ endedAt }) => endedAt !== null),
      };
    },

    async noteTold(ids: readonly string[], what: 'toldAt' | 'overToldAt'): Promise<void> {
      if (ids.length === 0) return;
      await db
        .updateTable('alert')
        .set({ [what]: sql<Date>`now()` })
        .where('id', 'in', ids)
        .execute();
    },

    /** Of how many people were told within the last hour that they began, or that they were over. */
    async toldLastHour(forum: ForumId, what: 'toldAt' | 'overToldAt'): Promise<number> {
      const row = await db
        .selectFrom('alert')
        .select(sql<string>`count(*)`.as('count'))
        .where('forumId', '=', forum)
        .where(what, '>', sql<Date>`now() - interval '1 hour'`)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    /**
     * Whether the week is still to be summed up; whoever is told yes does it. Once in six days at most. What it returns
     * gives the summary back. Null: not now.
     */
    async takeSummary(forum: ForumId): Promise<{ before: Date | null } | null> {
      const { rows } = await sql<{ before: Date | null }>`
        with before as (select summed_up_at from forum where id = ${forum} for no key update)
        update forum set summed_up_at = now() from before
        where forum.id = ${forum} and coalesce(before.summed_up_at < now() - interval '6 days', true)
        returning before.summed_up_at as before`.execute(db);
      return rows[0] ?? null;
    },

    async giveSummaryBack(forum: ForumId, { before }: { before: Date | null }): Promise<void> {
      await db.updateTable('forum').set({ summedUpAt: before }).where('id', '=', forum).execute();
    },
  };
}

export type AlertStore = ReturnType<typeof createAlertStore>;
