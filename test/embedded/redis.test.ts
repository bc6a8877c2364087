import { spawn } from 'node:child_process';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findQueueServer } from '../../service/embedded/find-queue-server.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../service/embedded/start-embedded-redis.ts';
import { hasGone, makeDataDir, quiet, readParent, readPid, runProgram } from './run-program.ts';

const program = await findQueueServer();
const onLinux = process.platform === 'linux';

test('without a queue server on the PATH there is none, and that is no fault', async () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());

  expect(await findQueueServer()).toBe(null);
  expect(await startEmbeddedRedis({ dataDir: '/nowhere', log: quiet })).toBe(null);
});

describe.skipIf(program === null)(`with ${program ?? 'a redis-server or valkey-server (none found)'}`, () => {
  test('starts on a private socket alone, never evicts, and logs every write for a warm start', async () => {
    await using dataDir = await makeDataDir();
    await using redis = await start(dataDir.path);
    await using client = openClient(redis.socket);

    expect(await client.redis.config('GET', 'port')).toEqual(['port', '0']);
    expect(await client.redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await client.redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    expect(await client.redis.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec']);
    expect((await stat(redis.socket)).mode & 0o777).toBe(0o700);
    expect(redis.program).toMatch(/^(redis|valkey)-server$/);
  });

  test('keeps its keys over a stop and a start, and leaves no process or socket behind', async () => {
    await using dataDir = await makeDataDir();
    const first = await start(dataDir.path);
    const pid = await readPid(join(dataDir.path, 'redis/redis.pid'));
    await write(first.socket, 'kept');
    await first[Symbol.asyncDispose]();

    expect(await hasGone(pid)).toBe(true);
    await expect(stat(first.socket)).rejects.toThrow('ENOENT');
    await using second = await start(dataDir.path);
    expect(await read(second.socket)).toBe('kept');
  });

  test('two starts at once end with one server', async () => {
    await using dataDir = await makeDataDir();

    const both = await Promise.all([start(dataDir.path), start(dataDir.path)]);

    expect(both.filter(({ shared }) => shared)).toHaveLength(1);
    expect(both[0].socket).toBe(both[1].socket);
    for (const redis of both) await redis[Symbol.asyncDispose]();
  });

  test.runIf(onLinux)('stops by itself when Waypost is killed with -9', async () => {
    await using dataDir = await makeDataDir();
    const { child, socket } = await runProgram(dataDir.path, ['redis']);
    await write(socket, 'kept');
    const pid = await readPid(join(dataDir.path, 'redis/redis.pid'));

    child.kill('SIGKILL');
    await vi.waitUntil(() => hasGone(pid), 10_000);

    await using again = await start(dataDir.path);
    expect(await read(again.socket)).toBe('kept');
  });

  test.runIf(onLinux)('a server that outlived even its guard is found, stopped and replaced', async () => {
    await using dataDir = await makeDataDir();
    const { child, socket, exited } = await runProgram(dataDir.path, ['redis']);
    await write(socket, 'kept');
    const leftover = await readPid(join(dataDir.path, 'redis/redis.pid'));
    process.kill(await readParent(leftover), 'SIGKILL');
    child.kill('SIGKILL');
    await exited;

    await using again = await start(dataDir.path);

    expect(again.shared).toBe(false);
    expect(await hasGone(leftover)).toBe(true);
    expect(await read(again.socket)).toBe('kept');
  });

  test('a server that is killed says so, and the next start has its keys', async () => {
    await using dataDir = await makeDataDir();
    {
      await using redis = await start(dataDir.path);
      await write(redis.socket, 'kept');
      process.kill(await readPid(join(dataDir.path, 'redis/redis.pid')), 'SIGKILL');
      expect((await redis.failed).message).toContain('ended by itself');
    }

    await using again = await start(dataDir.path);

    expect(await read(again.socket)).toBe('kept');
  });

  test('a process that got the id of a dead server is left in peace', async () => {
    await using dataDir = await makeDataDir();
    const stranger = spawn('sleep', ['60']);
    onTestFinished(() => void stranger.kill());
    await mkdir(join(dataDir.path, 'redis'));
    await writeFile(join(dataDir.path, 'redis/redis.pid'), `${stranger.pid}\n`);

    await using redis = await start(dataDir.path);

    expect(redis.shared).toBe(false);
    expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
  });

  test('a start that died while it held the claim does not block the next', async () => {
    await using dataDir = await makeDataDir();
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('exit', resolve));
    await writeFile(join(dataDir.path, 'redis.starting'), String(dead.pid));

    await using redis = await start(dataDir.path);

    expect(redis.shared).toBe(false);
    expect(await readdir(dataDir.path)).not.toContain('redis.starting');
  });

  test('a server that cannot start is reported with the last lines it wrote', async () => {
    await using dataDir = await makeDataDir();
    await mkdir(join(dataDir.path, 'redis/appendonlydir'), { recursive: true });
    await writeFile(join(dataDir.path, 'redis/appendonlydir/appendonly.aof.manifest'), 'nonsense\n');

    await expect(start(dataDir.path)).rejects.toThrow(/did not start.*AOF.*REDIS_URL/s);
  });
});

async function start(dataDir: string): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ dataDir, log: quiet });
  if (!redis) throw new Error('the queue server went away');
  return redis;
}

function openClient(socket: string): { redis: Redis } & AsyncDisposable {
  const redis = new Redis(socket);
  redis.on('error', () => {}); // some tests kill the server under it
  return { redis, [Symbol.asyncDispose]: async () => redis.disconnect() };
}

async function write(socket: string, value: string): Promise<void> {
  await using client = openClient(socket);
  await client.redis.set('test', value);
}

async function read(socket: string): Promise<string | null> {
  await using client = openClient(socket);
  return await client.redis.get('test');
}
