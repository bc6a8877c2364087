import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { hasCluster } from '../embedded/has-cluster.ts';
import { openDatabase } from '../storage/database.ts';
import { schemaOfForum } from '../storage/forum-schema.ts';
import { hasTables } from '../storage/has-tables.ts';
import type { PostgresConnection } from '../queue/queue-server.ts';
import { openPostgres, withoutPassword } from './open-postgres.ts';
import { type OpenStores, openStoresOn } from './open-stores.ts';

/** No Waypost has run where the configuration says; the message is for whoever asked. */
export class NeverStarted extends Error {
  override name = 'NeverStarted';
}

/**
 * The forum's tables for a command that works on what a start has made: nothing is made here, so that a forgotten
 * DATA_DIR is told and no empty Waypost answers in place of the one that runs.
 * @throws NeverStarted
 */
export async function openKeptStores(config: Config, log: Logger): Promise<OpenStores> {
  if (config.databaseUrl === null && !(await hasCluster(config.dataDir))) throw neverStarted(config);
  await using opened = new AsyncDisposableStack();
  const { connection } = opened.use(await openPostgres(config, log));
  if (!(await isMade(config, connection))) throw neverStarted(config);
  const { stores } = opened.use(await openStoresOn(connection, config, log));
  if ((await stores.forums.find(config.forumName)) === null) throw neverStarted(config);
  const kept = opened.move();
  return { stores, connection, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function isMade({ forumName }: Config, connection: PostgresConnection): Promise<boolean> {
  const schema = schemaOfForum(forumName);
  const db = openDatabase({ connection, schema, maxConnections: 1, onIdleError: () => undefined });
  try {
    return await hasTables(db);
  } finally {
    await db.destroy();
  }
}

function neverStarted({ databaseUrl, dataDir, forumName, isListed }: Config): NeverStarted {
  const where = databaseUrl === null ? `DATA_DIR=${dataDir}` : `DATABASE_URL=${withoutPassword(databaseUrl)}`;
  const whose = isListed ? ` for the forum ${forumName}` : '';
  return new NeverStarted(
    `No Waypost has run with ${where}${whose}, so there is nothing to ask or to change. Name the DATA_DIR or DATABASE_URL that the running one was started with, or start it first.`,
  );
}
