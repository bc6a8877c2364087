import { sql } from 'kysely';
import type { CalendarEntry } from '../model/calendar-entry.ts';
import type { ForumId } from '../model/ids.ts';
import type { Db } from './database.ts';

/** A calendar to read now, with what is remembered so that it need not be sent again. */
export interface DueCalendar {
  address: string;
  etag: string | null;
  lastModified: string | null;
}

export interface KeptCalendar {
  address: string;
  entries: readonly CalendarEntry[];
  goodAt: Date | null;
  /** What has stood against reading it since `problemAt`; null: nothing. */
  problem: string | null;
  problemAt: Date | null;
}

/** The last good copy of each calendar, and what went wrong since. */
export function createCalendarStore(db: Db) {
  return {
    /**
     * Takes the calendars whose turn it is, so that no other process reads them before `everyMs` is over; forgets those
     * that are named no more. The first time of a day one is read as if for the first time: what it says reaches only so
     * far ahead, also where it does not change.
     */
    async takeDue(forum: ForumId, addresses: readonly string[], everyMs: number): Promise<DueCalendar[]> {
      const named = [...new Set(addresses)];
      await sql`delete from calendar_feed where forum_id = ${forum} and address <> all(${named}::text[])`.execute(
        db,
      );
      if (named.length === 0) return [];
      await sql`insert into calendar_feed (forum_id, address)
        select ${forum}, address from unnest(${named}::text[]) as address on conflict do nothing`.execute(db);
      const { rows } = await sql<DueCalendar>`
        update calendar_feed set fetch_at = now() + ${everyMs} * interval '1 millisecond'
        where forum_id = ${forum} and fetch_at <= now()
        returning address,
          case when good_at > date_trunc('day', now()) then etag end as etag,
          case when good_at > date_trunc('day', now()) then last_modified end as last_modified`.execute(db);
      return rows;
    },

    async keep(
      forum: ForumId,
      address: string,
      read: { entries: readonly CalendarEntry[]; etag: string | null; lastModified: string | null },
    ): Promise<void> {
      await db
        .updateTable('calendarFeed')
        .set({
          entries: JSON.stringify(read.entries).replaceAll('\\u0000', '\\ufffd'),
          etag: read.etag,
          lastModified: read.lastModified,
          goodAt: sql<Date>`now()`,
          problem: null,
          problemAt: null,
        })
        .where('forumId', '=', forum)
        .where('address', '=', address)
        .execute();
    },

    /** It is as it was. */
    async stillGood(forum: ForumId, address: string): Promise<void> {
      await db
        .updateTable('calendarFeed')
        .set({ goodAt: sql<Date>`now()`, problem: null, problemAt: null })
        .where('forumId', '=', forum)
        .where('address', '=', address)
        .execute();
    },

    /** Its last good copy stays. */
    async noteProblem(forum: ForumId, address: string, problem: string): Promise<void> {
      await db
        .updateTable('calendarFeed')
        .set({ problem, problemAt: sql<Date>`coalesce(problem_at, now())` })
        .where('forumId', '=', forum)
        .where('address', '=', address)
        .execute();
    },

    async all(forum: ForumId): Promise<KeptCalendar[]> {
      const rows = await db
        .selectFrom('calendarFeed')
        .select(['address', 'entries', 'goodAt', 'problem', 'problemAt'])
        .where('forumId', '=', forum)
        .orderBy('address')
        .execute();
      return rows.map((row) => ({ ...row, entries: row.entries as CalendarEntry[] }));
    },
  };
}

export type CalendarStore = ReturnType<typeof createCalendarStore>;
