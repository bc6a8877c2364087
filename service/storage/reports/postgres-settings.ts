import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** How the server of the database is set up. */
export interface PostgresSettings {
  /** 170004 for 17.4. */
  version: number;
  settings: Readonly<Record<string, string>>;
  /** Of all databases of the server. */
  connections: number;
  sizeBytes: number;
}

const names = ['fsync', 'full_page_writes', 'server_encoding', 'max_connections', 'server_version_num'];

export async function postgresSettings(db: Db): Promise<PostgresSettings> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name = any(${names})`.execute(db);
  const counts = await sql<{ connections: string; size: string }>`
    select (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections,
      pg_database_size(current_database()) as size`.execute(db);
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  return {
    version: Number(settings['server_version_num'] ?? 0),
    settings,
    connections: Number(counts.rows[0]?.connections ?? 0),
    sizeBytes: Number(counts.rows[0]?.size ?? 0),
  };
}
