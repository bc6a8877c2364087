import type { Expression, SqlBool } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** Something a person changed: paused, resumed, replayed, promoted. */
export interface Change {
  id: string;
  at: Date;
  who: string;
  /** Their account on the forum; null where they had none, or it was not known. */
  memberId: number | null;
  /** Empty: not said, or it followed from what a member did on the forum. */
  madeOn: '' | 'dashboard' | 'command line';
  what: string;
  subject: string;
  why: string;
}

/** Which changes to tell; everything that is left out is not asked for. */
export interface ChangeFilter {
  who?: string;
  what?: string;
  /** Stands in the subject or the reason, whatever its case. */
  text?: string;
  /** Only older ones than this. */
  before?: string;
}

/** Newest first. */
export async function recentChanges(
  db: Db,
  forum: ForumId,
  { limit, filter = {} }: { limit: number; filter?: ChangeFilter },
): Promise<Change[]> {
  const { who, what, text, before } = filter;
  return db
    .selectFrom('change')
    .select(['id', 'at', 'who', 'memberId', 'madeOn', 'what', 'subject', 'why'])
    .where((eb) => {
      const wanted: Expression<SqlBool>[] = [eb.or([eb('forumId', '=', forum), eb('forumId', 'is', null)])];
      if (who !== undefined) wanted.push(eb('who', '=', who));
      if (what !== undefined) wanted.push(eb('what', '=', what));
      if (before !== undefined) wanted.push(eb('id', '<', before));
      if (text !== undefined) {
        const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
        wanted.push(eb.or([eb('subject', 'ilike', pattern), eb('why', 'ilike', pattern)]));
      }
      return eb.and(wanted);
    })
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Everybody who has changed something, and all that was ever done, by the alphabet. */
export async function changeNames(db: Db, forum: ForumId): Promise<{ who: string[]; what: string[] }> {
  const names = (column: 'who' | 'what') =>
    db
      .selectFrom('change')
      .select(column)
      .distinct()
      .where((eb) => eb.or([eb('forumId', '=', forum), eb('forumId', 'is', null)]))
      // What members say on the forum is not asked for by name.
      .where('who', 'not like', 'member %')
      .orderBy(column)
      .limit(200)
      .execute();
  const [who, what] = await Promise.all([names('who'), names('what')]);
  return {
    who: who.map((row) => row.who),
    what: what.map((row) => row.what),
  };
}
