import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** Something a person changed: paused, resumed, replayed, promoted. */
export interface Change {
  at: Date;
  who: string;
  what: string;
  subject: string;
  why: string;
}

export async function recentChanges(db: Db, forum: ForumId, limit: number): Promise<Change[]> {
  return db
    .selectFrom('change')
    .select(['at', 'who', 'what', 'subject', 'why'])
    .where((eb) => eb.or([eb('forumId', '=', forum), eb('forumId', 'is', null)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
