import { Client } from 'pg';
import { owner } from './make-cluster.ts';

/** How to reach the private Postgres. */
export interface EmbeddedConnection {
  /** The directory of the unix socket. */
  host: string;
  user: string;
  database: string;
}

/** The name under which the process that started the server holds one connection open for as long as it lives. */
const ownerName = 'waypost: owner of this server';

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
  return await connect(socketDir, ownerName);
}

/** Whether the process that started this server still lives: its connection ends with it, also after kill -9. */
export async function hasOwner(client: Client): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_stat_activity where application_name = $1', [
    ownerName,
  ]);
  return (rowCount ?? 0) > 0;
}

export async function makeDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
}
