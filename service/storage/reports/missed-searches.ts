import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** Words that members looked for and found nothing, as a sum: never who they were. */
export interface MissedSearch {
  term: string;
  members: number;
  /** Within so many days. */
  days: number;
  lastAt: Date;
}

/** Fewer members than these would be no sum. */
export const fewestMembers = 5;

/** What at least five members looked for in vain within the last quarter, the most wanted first. */
export async function missedSearches(db: Db, forum: ForumId, limit: number): Promise<MissedSearch[]> {
  const { rows } = await sql<MissedSearch>`
    select term, members, days, last_day::timestamptz as last_at from missed_search
    where forum_id = ${forum} and members >= ${fewestMembers} and last_day > current_date - 90
    order by members desc, last_day desc, term limit ${limit}`.execute(db);
  return rows;
}
