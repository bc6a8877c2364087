import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { type Db, openDatabase } from '../../service/storage/database.ts';
import { queryServer, urlOfDatabase } from './database-server.ts';

export interface TestDatabase extends AsyncDisposable {
  db: Db;
  /** For programs and pools that open connections of their own; they must close them before this is disposed of. */
  url: string;
}

const closedWithinMs = 2_000;

/**
 * A database of its own with the newest schema, a copy of the template (0.1 s). Disposing of it closes `db`, fails if
 * any other connection is still open, and drops it.
 */
export async function openTestDatabase(
  options: { maxConnections?: number; mostTries?: number } = {},
): Promise<TestDatabase> {
  const { serverUrl, template } = injectServer();
  const name = `waypost_test_${randomBytes(6).toString('hex')}`;
  await queryServer(serverUrl, `create database ${name} template ${template}`);

  const url = urlOfDatabase(serverUrl, name);
  const db = openDatabase({ connection: url, onIdleError: () => {}, ...options });
  return {
    db,
    url,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      const leaked = await waitForLeaks(serverUrl, name);
      await queryServer(serverUrl, `drop database ${name} with (force)`);
      if (leaked.length > 0) {
        throw new Error(
          `connections to ${name} were left open; close what opened them:\n${leaked.join('\n')}`,
        );
      }
    },
  };
}

/** An empty database, for tests of the migrations themselves. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  const { serverUrl } = injectServer();
  const name = `waypost_empty_${randomBytes(6).toString('hex')}`;
  await queryServer(serverUrl, `create database ${name}`);
  const url = urlOfDatabase(serverUrl, name);
  const db = openDatabase({ connection: url, onIdleError: () => {} });
  return {
    db,
    url,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await queryServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

function injectServer(): { serverUrl: string; template: string } {
  const serverUrl = inject('postgresUrl');
  if (!serverUrl)
    throw new Error(
      'no Postgres for the tests: run them with `npm test -- <file>`, which starts the servers',
    );
  return { serverUrl, template: inject('templateDatabase') };
}

async function waitForLeaks(serverUrl: string, name: string): Promise<string[]> {
  const until = performance.now() + closedWithinMs;
  for (;;) {
    const open = await queryServer<{ who: string }>(
      serverUrl,
      `select format('%s: %s', application_name, left(query, 120)) as who from pg_stat_activity where datname = $1`,
      [name],
    );
    if (open.length === 0 || performance.now() > until) return open.map(({ who }) => who);
    await sleep(25);
  }
}
