import { Redis } from 'ioredis';

/** The name under which the process that started the server holds one connection open for as long as it lives. */
const ownerName = 'waypost-owner';

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
  return await connectToRedis(socket, ownerName);
}

/** Whether the process that started this server still lives: its connection ends with it, also after kill -9. */
export async function redisHasOwner(client: Redis): Promise<boolean> {
  const clients = String(await client.client('LIST'));
  return clients.split('\n').some((line) => line.includes(` name=${ownerName} `));
}
