import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { eventId } from '../../service/model/ids.ts';
import { openProducer } from '../../service/queue/producer.ts';
import type { QueueServer } from '../../service/queue/queue-server.ts';
import { type Handlers, startWorkers } from '../../service/queue/start-workers.ts';
import { openTestDatabase } from '../support/database.ts';

/** A schema in which BullMQ cannot make its tables: one of their names is taken. */
async function openRefusing() {
  const database = await openTestDatabase();
  await sql`create schema taken`.execute(database.db);
  await sql`create table taken.job (id int)`.execute(database.db);
  const server: QueueServer = { kind: 'postgres', connection: database.url, schema: 'taken' };
  return {
    server,
    relent: () => sql`drop table taken.job`.execute(database.db),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

function nothing(changes: Partial<Handlers> = {}): Handlers {
  const none = async () => undefined;
  return { readWebhook: none, evaluateEvent: none, deliverOffers: none, ...changes };
}

test('a queue that Postgres refuses leaves the process its turns', { timeout: 30_000 }, async () => {
  await using refusing = await openRefusing();
  const at = (path: string) => JSON.stringify(new URL(`../../service/queue/${path}`, import.meta.url).href);
  // In a process of its own: one without turns would never come to the end of the test.
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    const { startWorkers } = await import(${at('start-workers.ts')});
    let errors = 0;
    const none = async () => {};
    startWorkers(${JSON.stringify(refusing.server)}, { readWebhook: none, evaluateEvent: none, deliverOffers: none },
      { onError: () => { errors += 1; } });
    setTimeout(() => process.exit(errors > 0 && errors < 50 ? 0 : 3), 3_000);
  `,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const hung = setTimeout(() => child.kill('SIGKILL'), 15_000);
  const [code] = await once(child, 'exit');
  clearTimeout(hung);

  expect(code).toBe(0);
});

test('it wakes workers as soon as Postgres lets it', { timeout: 30_000 }, async () => {
  await using refusing = await openRefusing();
  const errors: string[] = [];
  const onError = (error: Error) => void errors.push(error.message);
  const asked: string[] = [];
  const handlers = nothing({ evaluateEvent: async (id) => void asked.push(id) });
  const workers = startWorkers(refusing.server, handlers, { onError });
  const producer = openProducer(refusing.server, onError);
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(2), { timeout: 8_000 });

  await refusing.relent();

  let number = 0;
  await vi.waitFor(
    () => {
      producer.wakeForEvents([eventId(String((number += 1)))]);
      expect(asked).not.toEqual([]);
    },
    { timeout: 15_000, interval: 300 },
  );
  await producer[Symbol.asyncDispose]();
  await workers.close();
});

test('it ends in good order while Postgres still refuses', { timeout: 20_000 }, async () => {
  await using refusing = await openRefusing();
  const quiet = () => undefined;
  const workers = startWorkers(refusing.server, nothing(), { onError: quiet });
  const producer = openProducer(refusing.server, quiet);

  await producer[Symbol.asyncDispose]();
  await expect(workers.close()).resolves.toBeUndefined();
});

test('an address with options of its own hides no schema from its queue', { timeout: 20_000 }, async () => {
  await using database = await openTestDatabase();
  const connection = `${database.url}${database.url.includes('?') ? '&' : '?'}options=-c%20search_path%3Dpublic`;
  const errors: string[] = [];
  const onError = (error: Error) => void errors.push(error.message);
  const asked: string[] = [];
  const schemas = ['bullmq_harbour', 'bullmq_garden'] as const;
  const opened = schemas.map((schema) => {
    const server: QueueServer = { kind: 'postgres', connection, schema };
    const handlers = nothing({ evaluateEvent: async (id) => void asked.push(`${schema} ${id}`) });
    return { workers: startWorkers(server, handlers, { onError }), producer: openProducer(server, onError) };
  });
  opened[0]?.producer.wakeForEvents([eventId('1')]);

  await vi.waitFor(() => expect(asked).toEqual(['bullmq_harbour 1']), { timeout: 8_000 });
  expect(errors).toEqual([]);
  for (const { workers, producer } of opened) {
    await producer[Symbol.asyncDispose]();
    await workers.close();
  }
});
