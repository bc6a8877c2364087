import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Stage } from '../open-stage.ts';
import type { Fault } from './fault.ts';

/** Everything that a queue server can do to us. It only wakes workers: nothing may be lost by it. */
export const redisFaults: Readonly<Record<string, Fault>> = {
  'redis-killed': { what: 'Redis killed', strike: async ({ stage }) => stage.redis?.killAndRestart() },
  'redis-wiped': {
    what: 'Redis killed and started with nothing in it',
    strike: async ({ stage }) => stage.redis?.killAndRestart({ wiped: true }),
  },
  'redis-emptied': {
    what: 'Redis emptied while it runs',
    strike: ({ stage }) => withRedis(stage, async (redis) => void (await redis.flushall())),
  },
  'redis-frozen': {
    what: 'Redis frozen for eight seconds',
    async strike({ stage }) {
      await stage.redis?.signal('SIGSTOP');
      await sleep(8_000);
      await stage.redis?.signal('SIGCONT');
    },
  },
  'redis-full': {
    what: 'Redis without memory for eight seconds',
    async strike({ stage }) {
      await withRedis(stage, async (redis) => void (await redis.config('SET', 'maxmemory', '1')));
      await sleep(8_000);
      await withRedis(stage, async (redis) => void (await redis.config('SET', 'maxmemory', '0')));
    },
  },
  'redis-cut': {
    what: 'every connection to Redis cut',
    strike: ({ stage }) =>
      withRedis(
        stage,
        async (redis) => void (await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
      ),
  },
};

async function withRedis(stage: Stage, work: (redis: Redis) => Promise<void>): Promise<void> {
  if (stage.redis === null) return;
  const redis = new Redis(stage.redis.address.replace('unix://', ''), { lazyConnect: true });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await work(redis);
  } finally {
    redis.disconnect();
  }
}
