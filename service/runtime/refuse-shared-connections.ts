import { type Kysely, sql } from 'kysely';
import { ConfigError } from '../config.ts';

/** Tells the process of the server that answers. */
type AskServer = () => Promise<number>;

const looks = 3;

/**
 * A pooler that hands each transaction to another connection would lead one forum's statements into the tables of another:
 * which those are is said once for each connection.
 * @throws ConfigError with the way out
 */
export async function refuseSharedConnections<Schema>(db: Kysely<Schema>): Promise<void> {
  const isShared = await db
    .connection()
    .execute(
      async (one) =>
        await db.connection().execute(async (other) => await areShared(askingOn(one), askingOn(other))),
    );
  if (isShared)
    throw new ConfigError([
      'DATABASE_URL: leads to a pooler that gives each transaction another connection, so that no forum could be kept to its own tables; expected Postgres itself, or a pooler in session mode',
    ]);
}

/** Two connections that are open together have a process each, and keep it. */
export async function areShared(one: AskServer, other: AskServer): Promise<boolean> {
  const first = await one();
  const second = await other();
  if (first === second) return true;
  for (let look = 1; look < looks; look += 1)
    if ((await other()) !== second || (await one()) !== first) return true;
  return false;
}

function askingOn<Schema>(db: Kysely<Schema>): AskServer {
  return async () => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
    return rows[0]?.pid ?? 0;
  };
}
