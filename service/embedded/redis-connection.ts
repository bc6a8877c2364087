import { Redis } from 'ioredis';
import { isAlive } from './find-process.ts';

/** The process that started the server holds one connection open for as long as it lives; its id follows the name. */
const ownerName = 'waypost-owner-';
const ownerPattern = / name=waypost-owner-(\d+) /g;

/** Connects to a Redis on a unix socket, once, without trying again; throws when it does not answer. */
export async function connectToRedis(socket: string, connectionName = 'waypost-start'): Promise<Redis> {
  const client = new Redis({
    path: socket,
    connectionName,
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => {}); // the server's end is told by the guard
  try {
    await client.connect();
    await client.ping(); // refused while the server is still loading its data
    return client;
  } catch (error) {
    client.disconnect();
    throw error;
  }
}

export async function connectToRedisAsOwner(socket: string): Promise<Redis> {
  return await connectToRedis(socket, `${ownerName}${process.pid}`);
}

/**
 * Whether the process that started this server still lives. Its connection ends with it, also after kill -9; the
 * server may notice a moment later, so the process itself is looked for too.
 */
export async function redisHasOwner(client: Redis): Promise<boolean> {
  const clients = String(await client.client('LIST'));
  for (const [, pid] of clients.matchAll(ownerPattern)) if (await isAlive(Number(pid))) return true;
  return false;
}
