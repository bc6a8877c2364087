import { sql } from 'kysely';
import { type ForumId, type RuleId, ruleId } from '../model/ids.ts';
import type { Trx } from './database.ts';

/** One day for which a rule waits, at its moment. */
export interface ComingDay {
  rule: RuleId;
  /** By the clock of the zone: `2026-12-24`. */
  day: string;
  zone: string;
  turn: number;
  dueAt: Date;
}

/** Which days rules wait for, so that each is told once and none is made up for that was over before anybody waited. */
export function createDateStore() {
  return {
    /** Days that have come, marked as told; those that another process holds are left out. */
    async takeDue(trx: Trx, forum: ForumId): Promise<ComingDay[]> {
      const { rows } = await sql<Row>`
        with due as materialized (
          select ctid from date_coming
          where forum_id = ${forum} and due_at <= now() and finished_at is null for update skip locked)
        update date_coming set finished_at = now() from due where date_coming.ctid = due.ctid
        returning date_coming.rule_id, date_coming.day, date_coming.zone, date_coming.turn, date_coming.due_at`.execute(
        trx,
      );
      return rows.map(readRow);
    },

    /** Days that are waited for now, and for each rule the moment of the last one that was told. */
    async standing(trx: Trx, forum: ForumId): Promise<{ coming: ComingDay[]; toldAt: Map<RuleId, Date> }> {
      const rows = await trx
        .selectFrom('dateComing')
        .select(['ruleId', 'day', 'zone', 'turn', 'dueAt'])
        .where('forumId', '=', forum)
        .where('finishedAt', 'is', null)
        .orderBy('dueAt')
        .execute();
      const told = await trx
        .selectFrom('dateComing')
        .select((eb) => ['ruleId', eb.fn.max('dueAt').as('dueAt')])
        .where('forumId', '=', forum)
        .where('finishedAt', 'is not', null)
        .groupBy('ruleId')
        .execute();
      return {
        coming: rows.map(readRow),
        toldAt: new Map(told.map((row) => [ruleId(row.ruleId), row.dueAt])),
      };
    },

    /** Waits for these days and for no others. A day that was told is not waited for again. */
    async waitFor(trx: Trx, forum: ForumId, days: readonly ComingDay[]): Promise<void> {
      const wanted = JSON.stringify(
        days.map(({ rule, day, zone, turn, dueAt }) => ({ rule_id: rule, day, zone, turn, due_at: dueAt })),
      );
      await sql`delete from date_coming where forum_id = ${forum} and finished_at is null
        and (rule_id, day, zone, due_at) not in (
          select rule_id, day, zone, due_at from jsonb_to_recordset(${wanted}::jsonb)
            as wanted (rule_id text, day text, zone text, due_at timestamptz))`.execute(trx);
      await sql`insert into date_coming (forum_id, rule_id, day, zone, turn, due_at)
        select ${forum}, rule_id, day, zone, turn, due_at from jsonb_to_recordset(${wanted}::jsonb)
          as wanted (rule_id text, day text, zone text, turn integer, due_at timestamptz)
        on conflict do nothing`.execute(trx);
    },
  };
}

export type DateStore = ReturnType<typeof createDateStore>;

interface Row {
  ruleId: string;
  day: string;
  zone: string;
  turn: number;
  dueAt: Date;
}

function readRow({ ruleId: rule, day, zone, turn, dueAt }: Row): ComingDay {
  return { rule: ruleId(rule), day, zone, turn, dueAt };
}
