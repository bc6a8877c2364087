import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { PostgresConnection } from '../queue/queue-server.ts';
import { openDatabase } from '../storage/database.ts';
import { schemaOfForum } from '../storage/forum-schema.ts';
import { migrateToLatest } from '../storage/migrate.ts';
import { openPostgres } from './open-postgres.ts';
import { refuseSharedConnections } from './refuse-shared-connections.ts';
import { createStores, type Stores } from './stores.ts';

export interface OpenStores extends AsyncDisposable {
  stores: Stores;
  connection: PostgresConnection;
}

/** The forum's tables in the database the configuration names, or in the private one: for commands. */
export async function openStores(config: Config, log: Logger): Promise<OpenStores> {
  await using opened = new AsyncDisposableStack();
  const { connection } = opened.use(await openPostgres(config, log));
  const { stores } = opened.use(await openStoresOn(connection, config, log));
  const kept = opened.move();
  return { stores, connection, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** The forum's tables on this server, at this version's schema. */
export async function openStoresOn(
  connection: PostgresConnection,
  { forumName, maxConnections, isListed }: Pick<Config, 'forumName' | 'maxConnections' | 'isListed'>,
  log: Logger,
): Promise<OpenStores> {
  const schema = schemaOfForum(forumName);
  const db = openDatabase({
    connection,
    schema,
    maxConnections,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  try {
    await bringForward(connection, { schema, isListed });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { stores: createStores(db), connection, [Symbol.asyncDispose]: () => db.destroy() };
}

/** An index over years of rows takes longer than any statement of the daily work may. */
async function bringForward(
  connection: PostgresConnection,
  { schema, isListed }: { schema: string | null; isListed: boolean },
): Promise<void> {
  const db = openDatabase({
    connection,
    schema,
    statementTimeoutMs: 30 * 60_000,
    maxConnections: 3,
    onIdleError: () => undefined,
  });
  try {
    if (isListed) await refuseSharedConnections(db);
    await migrateToLatest(db, schema);
  } finally {
    await db.destroy();
  }
}
