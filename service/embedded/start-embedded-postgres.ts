import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { claimStart } from './claim-start.ts';
import { dropPrivilege } from './drop-privilege.ts';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { endProcess } from './find-process.ts';
import { findPostgres } from './find-postgres.ts';
import { startGuarded, type GuardedServer } from './guarded-server.ts';
import { makeCluster } from './make-cluster.ts';
import { meetRunningPostgres } from './meet-running-postgres.ts';
import {
  connect,
  connectAsOwner,
  connectionTo,
  connectionUrl,
  makeDatabase,
  type EmbeddedConnection,
} from './postgres-connection.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { readLogTail, shortenLog } from './server-log-file.ts';
import { makeSocketDirectory } from './socket-directory.ts';

export interface EmbeddedPostgresOptions {
  /** Waypost's data directory; the cluster lies in `postgres/` below it, the server's log in `postgres.log`. */
  dataDir: string;
  log: EmbeddedLog;
  /** Server settings beyond the defaults: `{ fsync: 'off' }`. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  url: string;
  connection: EmbeddedConnection;
  /** True when another Waypost process on the same directory started the server and will stop it. */
  shared: boolean;
  /** Resolves only if the server ends without having been asked to. */
  failed: Promise<EmbeddedServerError>;
}

const database = 'waypost';
const readyWithinMs = 120_000;
const stopsWithinMs = 30_000;
const never = new Promise<never>(() => {});

/**
 * Starts a private Postgres on `dataDir`, or joins the one that another Waypost process started there. It listens on
 * a unix socket in a directory that only this user can enter. It ends with this process, however this process ends.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new EmbeddedServerError(
      'The private Postgres runs on Linux and macOS. On Windows set DATABASE_URL, or use WSL.',
    );
  }
  const { log } = options;
  const programs = await findPostgres();
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  await using _claim = await claimStart(join(dataDir, 'postgres.starting'));
  const privilege = await dropPrivilege(programs.postgres, dataDir, cluster);
  await makeCluster(programs, privilege, cluster);

  // A server that was still stopping when we looked may spoil the first round.
  for (let round = 1; ; round += 1) {
    const running = await meetRunningPostgres(log, cluster);
    if (running !== null) return await joined(running);

    const logFile = join(dataDir, 'postgres.log');
    await shortenLog(logFile);
    const socketDir = await makeSocketDirectory(privilege);
    const server = startGuarded({
      command: programs.postgres,
      args: ['-D', cluster, '-k', socketDir, ...settingArguments(options.settings)],
      privilege,
      socketDir,
      logFile,
      stopSignal: 'INT',
    });
    const client = await waitUntilReady(server, socketDir);
    if (client) {
      await makeDatabase(client, database);
      return owned({ server, client, socketDir, cluster, log });
    }
    await server.stop(stopsWithinMs);
    if (round === 3) {
      throw new EmbeddedServerError(
        `Postgres (${programs.postgres}) did not start on ${cluster}:\n${await readLogTail(logFile)}\n` +
          `The whole log is in ${logFile}. Or set DATABASE_URL to a Postgres of your own.`,
      );
    }
  }
}

function settingArguments(settings: Readonly<Record<string, string>> = {}): string[] {
  const all = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The owner's connection once the server takes it; null when the server ended first or never became ready. */
async function waitUntilReady(server: GuardedServer, socketDir: string): Promise<Client | null> {
  const until = performance.now() + readyWithinMs;
  while (!server.hasExited() && performance.now() < until) {
    const client = await connectAsOwner(socketDir).catch(() => null);
    if (client) return client;
    await sleep(20);
  }
  return null;
}

async function joined(socketDir: string): Promise<EmbeddedPostgres> {
  const client = await connect(socketDir);
  await makeDatabase(client, database);
  await client.end();
  return { ...addresses(socketDir), shared: true, failed: never, [Symbol.asyncDispose]: async () => {} };
}

interface Owned {
  server: GuardedServer;
  client: Client;
  socketDir: string;
  cluster: string;
  log: EmbeddedLog;
}

function owned({ server, client, socketDir, cluster, log }: Owned): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const failed = server.exited.then((how) =>
    stopping
      ? never
      : new EmbeddedServerError(
          `The private Postgres ended by itself (${how}); see postgres.log beside ${cluster}.`,
        ),
  );
  return {
    ...addresses(socketDir),
    shared: false,
    failed,
    [Symbol.asyncDispose]: () => (stopping ??= stop()),
  };

  async function stop(): Promise<void> {
    const pid = (await readPostmasterFile(cluster))?.pid;
    await client.end().catch(() => {}); // already gone with its server
    if (await server.stop(stopsWithinMs)) return;
    log.warn({ pid }, 'Postgres did not stop in time and is made to');
    if (pid !== undefined) await endProcess(pid, [['SIGQUIT', 10_000]]);
  }
}

function addresses(socketDir: string): { connection: EmbeddedConnection; url: string } {
  const connection = connectionTo(socketDir, database);
  return { connection, url: connectionUrl(connection) };
}
