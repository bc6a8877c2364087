import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import type { PostgresConnection } from '../queue/queue-server.ts';
import { openDatabase } from '../storage/database.ts';
import { migrateToLatest } from '../storage/migrate.ts';
import { createStores, type Stores } from './stores.ts';

export interface OpenStores extends AsyncDisposable {
  stores: Stores;
  connection: PostgresConnection;
  /** One line for the start-up output. */
  sentence: string;
  /** Resolves only if the private server ends without having been asked to. */
  failed: Promise<Error>;
}

/** The database the configuration names, or the private one below the data folder, at this version's schema. */
export async function openStores(config: Config, log: Logger): Promise<OpenStores> {
  await using opened = new AsyncDisposableStack();
  let connection: PostgresConnection;
  let sentence: string;
  let failed: Promise<Error> = new Promise(() => undefined);
  if (config.databaseUrl) {
    connection = config.databaseUrl;
    sentence = `Postgres   ${withoutPassword(config.databaseUrl)}`;
  } else {
    const postgres = opened.use(await startEmbeddedPostgres({ dataDir: config.dataDir, log }));
    connection = postgres.connection;
    failed = postgres.failed;
    sentence = `Postgres   private, below ${config.dataDir}/postgres (set DATABASE_URL to use your own)`;
  }
  const db = openDatabase({
    connection,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  opened.defer(() => db.destroy());
  await bringForward(connection);
  const kept = opened.move();
  return {
    stores: createStores(db),
    connection,
    sentence,
    failed,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** An index over years of rows takes longer than any statement of the daily work may. */
async function bringForward(connection: PostgresConnection): Promise<void> {
  const db = openDatabase({
    connection,
    statementTimeoutMs: 30 * 60_000,
    maxConnections: 3,
    onIdleError: () => undefined,
  });
  try {
    await migrateToLatest(db);
  } finally {
    await db.destroy();
  }
}

/** An address as it may be shown: without user and password. */
export function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
