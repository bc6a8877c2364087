import { type Processor, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { jobOptions, type QueueName, redisPrefix, workerOptions } from './jobs.ts';
import { openPostgresQueue, openPostgresWorker } from './queue-on-postgres.ts';

/** Where jobs live: a Redis (or a cluster of them) below a prefix, or the Postgres that Waypost has anyway. */
export type QueueServer =
  | { kind: 'redis'; addresses: readonly string[]; prefix?: string }
  | { kind: 'postgres'; connection: PostgresConnection; schema?: string };

/** A `postgres://` URL, or the fields of a server on a private socket. */
export type PostgresConnection = string | { host: string; port?: number; user: string; database: string };

export interface OpenQueue {
  /** Asked for anew each time: one that cannot be used makes way for another. */
  readonly queue: Queue;
  close(): Promise<void>;
}

/** A queue to add to. It fails fast: whoever adds has written the truth to Postgres already. */
export function openQueue(server: QueueServer, name: QueueName, onError: (error: Error) => void): OpenQueue {
  if (server.kind === 'postgres') {
    const connection = postgresConnection(server, 3);
    return openPostgresQueue(name, { connection, defaultJobOptions: jobOptions }, onError);
  }
  const connection = connectRedis(server.addresses, {
    commandTimeout: 1_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  });
  connection.on('error', onError);
  const { prefix = redisPrefix } = server;
  const options: QueueOptions = { connection, prefix, defaultJobOptions: jobOptions };
  const queue = new Queue(name, options);
  queue.on('error', onError);
  return {
    queue,
    async close() {
      await queue.close().catch(() => undefined);
      connection.disconnect();
    },
  };
}

export interface OpenWorker {
  close(): Promise<void>;
}

/** A worker that waits for its server however long that is away. */
export function openWorker(
  server: QueueServer,
  name: QueueName,
  processor: Processor,
  options: { concurrency: number; onError: (error: Error) => void },
): OpenWorker {
  const common = { ...workerOptions, concurrency: options.concurrency } satisfies Partial<WorkerOptions>;
  if (server.kind === 'postgres') {
    const connection = postgresConnection(server, options.concurrency + 2);
    return openPostgresWorker(name, processor, { ...common, connection }, options.onError);
  }
  const connection = connectRedis(server.addresses, { maxRetriesPerRequest: null });
  connection.on('error', options.onError);
  const { prefix = redisPrefix } = server;
  const worker = new Worker(name, processor, { ...common, connection, prefix });
  worker.on('error', options.onError);
  return {
    async close() {
      await worker.close(connection.status !== 'ready');
      connection.disconnect();
    },
  };
}

interface CommonRedisOptions {
  commandTimeout?: number;
  enableOfflineQueue?: boolean;
  maxRetriesPerRequest: number | null;
}

function postgresConnection(
  { connection, schema }: { connection: PostgresConnection; schema?: string },
  max: number,
) {
  const fields = typeof connection === 'string' ? fieldsOf(connection) : connection;
  // A server that stands still must not keep us from ending.
  return {
    ...fields,
    max,
    connectionTimeoutMillis: 5_000,
    migrate: true,
    ...(schema === undefined ? {} : { schema }),
  };
}

/** Options in the address would go before the schema that BullMQ adds to those beside it. */
function fieldsOf(address: string): { connectionString: string; options?: string } {
  const url = URL.parse(address);
  const options = url?.searchParams.get('options') ?? null;
  if (url === null || options === null) return { connectionString: address };
  url.searchParams.delete('options');
  return { connectionString: url.href, options };
}

function connectRedis(addresses: readonly string[], options: CommonRedisOptions): Redis | Cluster {
  const retryStrategy = (tries: number) => Math.min(tries * 100, 2_000);
  const { enableOfflineQueue = true, ...rest } = options;
  if (addresses.length > 1) {
    return new Cluster([...addresses], {
      redisOptions: rest,
      enableOfflineQueue,
      clusterRetryStrategy: retryStrategy,
    });
  }
  const address = addresses[0] ?? '';
  const single = { ...rest, enableOfflineQueue, retryStrategy };
  return address.startsWith('unix://')
    ? new Redis({ ...single, path: address.slice('unix://'.length) })
    : new Redis(address, single);
}
