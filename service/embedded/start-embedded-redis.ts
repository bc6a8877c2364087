import { mkdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { claimStart } from './claim-start.ts';
import { asWeAre } from './drop-privilege.ts';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { endProcess } from './find-process.ts';
import { findQueueServer } from './find-queue-server.ts';
import { startGuarded, type GuardedServer } from './guarded-server.ts';
import { meetRunningRedis } from './meet-running-redis.ts';
import { connectToRedisAsOwner } from './redis-connection.ts';
import { pidFile, readRedisFiles, rememberSocket } from './redis-files.ts';
import { readLogTail, shortenLog } from './server-log-file.ts';
import { makeSocketDirectory } from './socket-directory.ts';

export interface EmbeddedRedisOptions {
  /** Waypost's data directory; the queue's files lie in `redis/` below it, the server's log in `redis.log`. */
  dataDir: string;
  log: EmbeddedLog;
  /** A server program to use instead of what the PATH offers. */
  program?: string;
}

export interface EmbeddedRedis extends AsyncDisposable {
  /** The unix socket; `ioredis` takes it as `{ path }` or as its first argument. */
  socket: string;
  /** `redis-server` or `valkey-server`. */
  program: string;
  /** True when another Waypost process on the same directory started the server and will stop it. */
  shared: boolean;
  /** Resolves only if the server ends without having been asked to. */
  failed: Promise<EmbeddedServerError>;
}

const readyWithinMs = 60_000;
const stopsWithinMs = 15_000;
const never = new Promise<never>(() => {});

/**
 * Starts a private Redis (or Valkey) on `dataDir`, or joins the one that another Waypost process started there; null
 * when the PATH has none. It listens on a unix socket only and ends with this process, however this process ends.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis | null> {
  const { log } = options;
  const program = options.program ?? (await findQueueServer());
  if (!program) return null;

  await mkdir(join(options.dataDir, 'redis'), { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const directory = join(dataDir, 'redis');

  await using _claim = await claimStart(join(dataDir, 'redis.starting'));
  for (let round = 1; ; round += 1) {
    const running = await meetRunningRedis(log, directory);
    if (running !== null) return joined(running, program);

    const logFile = join(dataDir, 'redis.log');
    await shortenLog(logFile);
    const socketDir = await makeSocketDirectory(asWeAre);
    const socket = join(socketDir, 'redis.sock');
    const server = startGuarded({
      command: program,
      args: redisArguments(directory, socket),
      privilege: asWeAre,
      socketDir,
      logFile,
      stopSignal: 'TERM',
    });
    const client = await waitUntilReady(server, socket);
    if (client) {
      await rememberSocket(directory, socket);
      return owned({ server, client, socket, directory, program, log });
    }
    await server.stop(stopsWithinMs);
    if (round === 3) {
      throw new EmbeddedServerError(
        `${basename(program)} did not start on ${directory}:\n${await readLogTail(logFile)}\n` +
          `The whole log is in ${logFile}. Or set REDIS_URL to a Redis of your own.`,
      );
    }
  }
}

/**
 * `noeviction` because any other policy throws away the queue's locks. The append-only file is only for a warm
 * start: the record is in Postgres.
 */
function redisArguments(directory: string, socket: string): string[] {
  return [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
    ...['--dir', directory, '--pidfile', pidFile(directory), '--daemonize', 'no'],
    ...['--maxmemory-policy', 'noeviction', '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
  ];
}

/** The owner's connection once the server takes it; null when the server ended first or never became ready. */
async function waitUntilReady(server: GuardedServer, socket: string): Promise<Redis | null> {
  const until = performance.now() + readyWithinMs;
  while (!server.hasExited() && performance.now() < until) {
    const client = await connectToRedisAsOwner(socket).catch(() => null);
    if (client) return client;
    await sleep(20);
  }
  return null;
}

function joined(socket: string, program: string): EmbeddedRedis {
  return {
    socket,
    program: basename(program),
    shared: true,
    failed: never,
    [Symbol.asyncDispose]: async () => {},
  };
}

interface Owned {
  server: GuardedServer;
  client: Redis;
  socket: string;
  directory: string;
  program: string;
  log: EmbeddedLog;
}

function owned({ server, client, socket, directory, program, log }: Owned): EmbeddedRedis {
  let stopping: Promise<void> | undefined;
  const failed = server.exited.then((how) =>
    stopping
      ? never
      : new EmbeddedServerError(
          `The private Redis ended by itself (${how}); see redis.log beside ${directory}.`,
        ),
  );
  return {
    socket,
    program: basename(program),
    shared: false,
    failed,
    [Symbol.asyncDispose]: () => (stopping ??= stop()),
  };

  async function stop(): Promise<void> {
    const pid = (await readRedisFiles(directory))?.pid;
    client.disconnect();
    if (await server.stop(stopsWithinMs)) return;
    log.warn({ pid }, 'Redis did not stop in time and is made to');
    if (pid !== undefined) await endProcess(pid, [['SIGKILL', 5_000]]);
  }
}
