import { sql } from 'kysely';
import { type ForumId, forumId } from '../model/ids.ts';
import type { Db } from './database.ts';

/**
 * Under which name another schema of this database keeps what is known of the forum at this address; null: nowhere. The one
 * place that looks beyond a forum's own tables, so that nobody begins anew beside what is known, or goes on with what is
 * another's.
 */
export async function findOtherHome(db: Db, baseUrl: string): Promise<ForumId | null> {
  const { rows: homes } = await sql<{ schema: string }>`
    select c.table_schema as schema from information_schema.columns c
    where c.table_name = 'forum' and c.column_name = 'bot_username' and c.table_schema <> current_schema()
      and (c.table_schema = 'public' or starts_with(c.table_schema, 'waypost_'))
    order by c.table_schema`.execute(db);
  for (const { schema } of homes) {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(`${schema}.forum`)} where base_url = ${baseUrl}`.execute(db);
    const [found] = rows;
    if (found !== undefined) return forumId(found.id);
  }
  return null;
}
