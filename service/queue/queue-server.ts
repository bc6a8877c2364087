import {
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  createPostgresBackend,
  withBackend,
} from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { jobOptions, type QueueName, redisPrefix, workerOptions } from './jobs.ts';

/** Where jobs live: a Redis (or a cluster of them) below a prefix, or the Postgres that Waypost has anyway. */
export type QueueServer =
  | { kind: 'redis'; addresses: readonly string[]; prefix?: string }
  | { kind: 'postgres'; connection: PostgresConnection; schema?: string };

/** A `postgres://` URL, or the fields of a server on a private socket. */
export type PostgresConnection = string | { host: string; port?: number; user: string; database: string };

const onPostgres = withBackend(createPostgresBackend);

export interface OpenQueue {
  queue: Queue;
  close(): Promise<void>;
}

/** A queue to add to. It fails fast: whoever adds has written the truth to Postgres already. */
export function openQueue(server: QueueServer, name: QueueName, onError: (error: Error) => void): OpenQueue {
  if (server.kind === 'postgres') {
    const queue = new onPostgres.Queue(name, {
      connection: postgresConnection(server, 3),
      defaultJobOptions: jobOptions,
    });
    queue.on('error', onError);
    // The queue dashboard knows one class only; the back ends share its methods.
    return { queue: queue as unknown as Queue, close: () => queue.close() };
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
    const worker = new onPostgres.Worker(name, processor, {
      ...common,
      connection: postgresConnection(server, options.concurrency + 2),
    });
    worker.on('error', options.onError);
    return { close: () => worker.close() };
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
  const fields = typeof connection === 'string' ? { connectionString: connection } : connection;
  return { ...fields, max, migrate: true, ...(schema === undefined ? {} : { schema }) };
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
