import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { startEmbeddedRedis } from '../embedded/start-embedded-redis.ts';
import type { PostgresConnection, QueueServer } from '../queue/queue-server.ts';
import { withoutPassword } from './open-postgres.ts';

export interface OpenQueueServer extends AsyncDisposable {
  server: QueueServer;
  /** One line for the start-up output: which one it is, and how to get the better one. */
  sentence: string;
  /** Resolves only if the private server ends without having been asked to. */
  failed: Promise<Error>;
}

/** The Redis the configuration names, else a private one if the PATH has it, else the Postgres that is there anyway. */
export async function openQueueServer(
  config: Config,
  postgres: PostgresConnection,
  log: Logger,
): Promise<OpenQueueServer> {
  const inPostgres: QueueServer = { kind: 'postgres', connection: postgres };
  if (config.queue === 'postgres') return alone(inPostgres, 'Queue      in Postgres, because QUEUE=postgres');
  if (config.redisUrl) {
    const addresses = config.redisUrl.split(',').map((address) => address.trim());
    return alone(
      { kind: 'redis', addresses },
      `Queue      Redis at ${addresses.map(withoutPassword).join(', ')}`,
    );
  }
  const redis = await startEmbeddedRedis({ dataDir: config.dataDir, log });
  if (!redis) {
    return alone(
      inPostgres,
      'Queue      in Postgres: no redis-server is on the PATH. For the faster queue: apt-get install redis-server, brew install redis, or set REDIS_URL',
    );
  }
  return {
    server: { kind: 'redis', addresses: [`unix://${redis.socket}`] },
    sentence: `Queue      private ${redis.program}, below ${config.dataDir}/redis (set REDIS_URL to use your own)`,
    failed: redis.failed,
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  };
}

function alone(server: QueueServer, sentence: string): OpenQueueServer {
  return {
    server,
    sentence,
    failed: new Promise(() => undefined),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
