import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import type { PostgresConnection } from '../queue/queue-server.ts';

export interface OpenPostgres extends AsyncDisposable {
  connection: PostgresConnection;
  /** One line for the start-up output. */
  sentence: string;
  /** Resolves only if the private server ends without having been asked to. */
  failed: Promise<Error>;
}

/** Two processes with a dozen forums each, and the queue too: nobody can raise it there, and room that nobody takes costs little. */
const roomForForums = '500';

/** The Postgres that the configuration names, or the private one below the data folder. */
export async function openPostgres(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
): Promise<OpenPostgres> {
  if (config.databaseUrl)
    return {
      connection: config.databaseUrl,
      sentence: `Postgres   ${withoutPassword(config.databaseUrl)}`,
      failed: new Promise(() => undefined),
      [Symbol.asyncDispose]: async () => undefined,
    };
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log,
    settings: { max_connections: roomForForums },
  });
  return {
    connection: postgres.connection,
    sentence: `Postgres   private, below ${config.dataDir}/postgres (set DATABASE_URL to use your own)`,
    failed: postgres.failed,
    [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
  };
}

/** An address as it may be shown: without user and password. */
export function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
