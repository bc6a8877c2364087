import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject } from 'vitest';

export interface TestRedis extends AsyncDisposable {
  /** As ioredis takes it: a URL or a socket's path. */
  address: string;
  /** Every key of this test file begins with it; the keys are deleted at the end. Hash-tagged, as in a cluster. */
  prefix: string;
  client: Redis;
}

export function hasTestRedis(): boolean {
  return inject('redis') !== null && inject('redis') !== undefined;
}

/** A corner of the tests' Redis; call it only where `hasTestRedis()`. */
export async function openTestRedis(): Promise<TestRedis> {
  const address = inject('redis');
  if (!address) throw new Error('no Redis for the tests: install redis-server, or set TEST_REDIS_URL');
  const prefix = `{waypost-test-${randomBytes(6).toString('hex')}}`;
  const client = new Redis(address, { maxRetriesPerRequest: null });
  client.on('error', () => {}); // a lost connection fails the command that needs it
  await client.ping();
  return {
    address,
    prefix,
    client,
    async [Symbol.asyncDispose]() {
      for await (const keys of client.scanStream({
        match: `${prefix.replaceAll(/[[\]?*\\]/g, '\\$&')}*`,
        count: 500,
      })) {
        if (Array.isArray(keys) && keys.length > 0) await client.del(keys.map(String));
      }
      client.disconnect();
    },
  };
}
