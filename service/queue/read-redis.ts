import { Redis } from 'ioredis';

export interface RedisSeen {
  version: string;
  /** Null where the server does not tell its settings. */
  policy: string | null;
  usedBytes: number;
  /** 0: as much as the machine has. */
  mostBytes: number;
}

/** How a Redis is set up, asked once. @throws what connecting says. */
export async function readRedis(address: string): Promise<RedisSeen> {
  const path = address.startsWith('unix://') ? address.slice('unix://'.length) : null;
  const options = {
    lazyConnect: true,
    connectTimeout: 3_000,
    commandTimeout: 3_000,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  };
  const redis = path === null ? new Redis(address, options) : new Redis({ ...options, path });
  // What is wrong is thrown by the question itself.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const info = await redis.info();
    const field = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
    return {
      version: field('redis_version'),
      policy: field('maxmemory_policy') || (await askPolicy(redis)),
      usedBytes: Number(field('used_memory')) || 0,
      mostBytes: Number(field('maxmemory')) || 0,
    };
  } finally {
    redis.disconnect();
  }
}

/** Hosted servers refuse this. */
async function askPolicy(redis: Redis): Promise<string | null> {
  const answer: unknown = await redis.config('GET', 'maxmemory-policy').catch(() => null);
  const policy: unknown = Array.isArray(answer) ? answer[1] : null;
  return typeof policy === 'string' ? policy : null;
}
