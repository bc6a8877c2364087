import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { startEmbeddedRedis } from '../../service/embedded/start-embedded-redis.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { queryServer, urlOfDatabase } from './database-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres on which databases may be made. */
    postgresUrl: string;
    /** The database that every test database is a copy of; nobody may be connected to it. */
    templateDatabase: string;
    /** A Redis for the tests, as ioredis takes it: a URL or a socket's path; null when there is none. */
    redis: string | null;
  }
}

const quiet = { info: () => {}, warn: (fields: object, sentence: string) => console.warn(sentence, fields) };

/** One throw-away Postgres, and Redis if the machine has one, for the whole test run. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const servers = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-tests-'));
  servers.defer(() => rm(dataDir, { recursive: true, force: true }));

  try {
    const postgresUrl = await findPostgres(servers, dataDir);
    project.provide('postgresUrl', postgresUrl);
    project.provide('templateDatabase', await makeTemplate(servers, postgresUrl));
    project.provide('redis', await findRedis(servers, dataDir));
  } catch (error) {
    await servers.disposeAsync();
    throw error;
  }
  return () => servers.disposeAsync();
}

async function findPostgres(servers: AsyncDisposableStack, dataDir: string): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return given;
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '200',
  };
  return servers.use(await startEmbeddedPostgres({ dataDir, log: quiet, settings })).url;
}

async function findRedis(servers: AsyncDisposableStack, dataDir: string): Promise<string | null> {
  const given = process.env.TEST_REDIS_URL;
  if (given) return given;
  return servers.use(await startEmbeddedRedis({ dataDir, log: quiet }))?.socket ?? null;
}

async function makeTemplate(servers: AsyncDisposableStack, postgresUrl: string): Promise<string> {
  const template = `waypost_template_${process.pid}`;
  await queryServer(postgresUrl, `drop database if exists ${template}`);
  await queryServer(postgresUrl, `create database ${template}`);
  servers.defer(
    async () => void (await queryServer(postgresUrl, `drop database if exists ${template} with (force)`)),
  );

  const db = openDatabase({ connection: urlOfDatabase(postgresUrl, template), onIdleError: console.warn });
  try {
    await migrateToLatest(db);
  } finally {
    await db.destroy();
  }
  return template;
}
