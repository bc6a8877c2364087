import type { Db } from '../database.ts';

/** The text of one file of a kept version of the rules; null where there is no such version or file. */
export async function ruleFile(db: Db, version: string, path: string): Promise<string | null> {
  const row = await db
    .selectFrom('rulebook')
    .select('files')
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.files.find((file) => file.path === path)?.text ?? null;
}
