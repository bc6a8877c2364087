import { sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Trx } from '../database.ts';

/** Every name that a member has or had, as far as it is held. */
export async function namesOf(trx: Trx, forum: ForumId, id: MemberId): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select username as name from member where forum_id = ${forum} and id = ${id}
    union select author_name from post where forum_id = ${forum} and author_id = ${id}
    union select who from dashboard_session where forum_id = ${forum} and member_id = ${id}
    union select who from change where forum_id = ${forum} and member_id = ${id}`.execute(trx);
  return rows.map(({ name }) => name).filter((name) => name !== '' && name !== nobody);
}

/** What stands where the name of somebody stood who was erased. */
export const nobody = 'a member who was erased';
