import { sql } from 'kysely';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { queryServer } from '../support/database-server.ts';
import { openTestDatabase } from '../support/database.ts';

test('each test database has the whole schema, and nothing that another test wrote', async () => {
  await using one = await openTestDatabase();
  await using two = await openTestDatabase();
  await sql`create table only_here (id int)`.execute(one.db);

  expect(await tablesOf(one.url)).toContain('only_here');
  expect(await tablesOf(two.url)).not.toContain('only_here');
  expect(await tablesOf(two.url)).toContain('inbox');
});

test('a connection that a test leaves open fails that test, and is named', async () => {
  const database = await openTestDatabase();
  const leak = new Client({ connectionString: database.url, application_name: 'forgotten pool' });
  leak.on('error', () => {}); // it is thrown out when the database is dropped
  await leak.connect();
  await leak.query('select 42 as answer');

  const closing = database[Symbol.asyncDispose]();

  await expect(closing).rejects.toThrow(/left open.*forgotten pool: select 42 as answer/s);
});

async function tablesOf(url: string): Promise<string[]> {
  const rows = await queryServer<{ name: string }>(
    url,
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  return rows.map(({ name }) => name);
}
