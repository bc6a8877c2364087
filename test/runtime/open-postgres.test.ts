import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pino from 'pino';
import { expect, test } from 'vitest';
import { openPostgres } from '../../service/runtime/open-postgres.ts';
import { openDatabase } from '../../service/storage/database.ts';

test('the private Postgres has room for a dozen forums with their queues in two processes', async () => {
  await using opened = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-room-'));
  opened.defer(() => rm(dataDir, { recursive: true, force: true }));
  const log = pino({ level: 'silent' });
  const { connection } = opened.use(await openPostgres({ databaseUrl: null, dataDir }, log));
  const db = openDatabase({ connection, onIdleError: () => undefined });
  opened.defer(() => db.destroy());

  const { rows } = await sql<{ maxConnections: string }>`show max_connections`.execute(db);
  // As the folder about running it counts them: up to 4 and 16 for each.
  expect(Number(rows[0]?.maxConnections)).toBeGreaterThanOrEqual(2 * 12 * (4 + 16));
}, 60_000);
