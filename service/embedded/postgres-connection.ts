import { Client } from 'pg';
import { isAlive } from './find-process.ts';
import { owner } from './make-cluster.ts';

/** How to reach the private Postgres. */
export interface EmbeddedConnection {
  /** The directory of the unix socket. */
  host: string;
  user: string;
  database: string;
}

/** The process that started the server holds one connection open for as long as it lives; its id follows the name. */
const ownerName = 'waypost: owner ';

export function connectionTo(socketDir: string, database: string): EmbeddedConnection {
  return { host: socketDir, user: owner, database };
}

/** The same as a connection string, as `pg` and `psql` read it. */
export function connectionUrl({ host, user, database }: EmbeddedConnection): string {
  return `postgresql://${user}@${encodeURIComponent(host)}/${database}`;
}

/** Connects to the server's own database, or throws what `pg` throws. */
export async function connect(socketDir: string, name = 'waypost: start'): Promise<Client> {
  const client = new Client({
    ...connectionTo(socketDir, 'postgres'),
    application_name: name,
    connectionTimeoutMillis: 5_000,
    ssl: false,
  });
  client.on('error', () => {}); // the server's end is told by the guard
  await client.connect();
  return client;
}

export async function connectAsOwner(socketDir: string): Promise<Client> {
  return await connect(socketDir, `${ownerName}${process.pid}`);
}

/**
 * Whether the process that started this server still lives. Its connection ends with it, also after kill -9; the
 * server may notice a moment later, so the process itself is looked for too.
 */
export async function hasOwner(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>(
    'select substr(application_name, $2)::int as pid from pg_stat_activity where starts_with(application_name, $1)',
    [ownerName, ownerName.length + 1],
  );
  for (const { pid } of rows) if (await isAlive(pid)) return true;
  return false;
}

/** Makes the database if it is missing; processes that start at once take turns. */
export async function makeDatabase(client: Client, name: string): Promise<void> {
  await client.query("select pg_advisory_lock(hashtext('waypost: make database'))");
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.query("select pg_advisory_unlock(hashtext('waypost: make database'))");
}
