import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { startEmbeddedRedis } from '../embedded/start-embedded-redis.ts';
import type { PostgresConnection, QueueServer } from '../queue/queue-server.ts';

export interface Servers extends AsyncDisposable {
  connection: PostgresConnection;
  queue: QueueServer;
  /** One line each for the start-up output. */
  postgresSentence: string;
  queueSentence: string;
}

/** Uses the servers the configuration names, and starts private ones for those it does not. */
export async function openServers(config: Config, log: Logger): Promise<Servers> {
  await using opened = new AsyncDisposableStack();
  const { dataDir } = config;

  let connection: PostgresConnection;
  let postgresSentence: string;
  if (config.databaseUrl) {
    connection = config.databaseUrl;
    postgresSentence = `Postgres   ${withoutPassword(config.databaseUrl)}`;
  } else {
    const postgres = opened.use(await startEmbeddedPostgres({ dataDir, log }));
    connection = postgres.connection;
    postgresSentence = `Postgres   private, below ${dataDir}/postgres (set DATABASE_URL to use your own)`;
  }

  let queue: QueueServer = { kind: 'postgres', connection };
  let queueSentence = 'Queue      in Postgres, because QUEUE=postgres';
  if (config.queue === 'auto' && config.redisUrl) {
    queue = { kind: 'redis', addresses: config.redisUrl.split(',').map((address) => address.trim()) };
    queueSentence = `Queue      Redis at ${queue.addresses.map(withoutPassword).join(', ')}`;
  } else if (config.queue === 'auto') {
    const redis = await startEmbeddedRedis({ dataDir, log });
    if (redis) {
      opened.use(redis);
      queue = { kind: 'redis', addresses: [`unix://${redis.socket}`] };
      queueSentence = `Queue      private ${redis.program}, below ${dataDir}/redis (set REDIS_URL to use your own)`;
    } else {
      queueSentence =
        'Queue      in Postgres, because no redis-server is on the PATH; for the faster one: apt-get install redis-server, brew install redis, or set REDIS_URL';
    }
  }

  const kept = opened.move();
  return { connection, queue, postgresSentence, queueSentence, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
