import { expect, test } from 'vitest';
import { createWebhookKeeper, InboxBusyError } from '../../service/ingest/keep-webhook.ts';
import { inboxId } from '../../service/model/ids.ts';
import type { Kept, SignedWebhook } from '../../service/storage/inbox/write-webhooks.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { createInboxStore } from '../../service/storage/inbox-store.ts';
import { aWebhook } from '../support/storage-makers.ts';

const idOf = (webhook: SignedWebhook): Kept => ({ inboxId: inboxId(webhook.body.toString()), isNew: true });

class DataError extends Error {
  code = '22021';
}

test('answers each request for itself, and takes what waits with the next commit', async () => {
  const batches: number[] = [];
  const keeper = createWebhookKeeper({
    async keepWebhooks(batch) {
      batches.push(batch.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return batch.map(idOf);
    },
  });

  const first = ['a', 'b'].map((body) => keeper.keep(aWebhook({ body })));
  await new Promise((resolve) => setImmediate(resolve));
  const second = ['c', 'd', 'e'].map((body) => keeper.keep(aWebhook({ body })));
  const kept = await Promise.all([...first, ...second]);

  expect(kept.map(({ inboxId: id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(batches).toEqual([2, 3]);
});

test('lets one row that the database cannot take cost no other', async () => {
  const keeper = createWebhookKeeper({
    async keepWebhooks(batch) {
      if (batch.some(({ body }) => body.toString() === 'poison')) throw new DataError('poison');
      return batch.map(idOf);
    },
  });

  const answers = await Promise.allSettled(
    ['a', 'poison', 'b'].map((body) => keeper.keep(aWebhook({ body }))),
  );

  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('tells everybody at once when the database is away, and asks it once for all of them', async () => {
  let asked = 0;
  const keeper = createWebhookKeeper({
    keepWebhooks() {
      asked += 1;
      return Promise.reject(new Error('connection refused'));
    },
  });

  const answers = await Promise.allSettled(Array.from({ length: 100 }, () => keeper.keep(aWebhook())));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(asked).toBe(1);
});

test('tells the rest at once when the database goes away while rows are tried one by one', async () => {
  const asked: number[] = [];
  const keeper = createWebhookKeeper({
    async keepWebhooks(batch) {
      asked.push(batch.length);
      if (batch.length > 1) throw new DataError('one of them');
      if (asked.length > 2) throw new Error('connection refused');
      return batch.map(idOf);
    },
  });

  const answers = await Promise.allSettled(
    ['a', 'b', 'c', 'd', 'e'].map((body) => keeper.keep(aWebhook({ body }))),
  );

  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', ...Array(4).fill('rejected')]);
  expect(asked).toEqual([5, 1, 1]);
});

test('keeps again once the database is back', async () => {
  let isAway = true;
  const keeper = createWebhookKeeper({
    keepWebhooks: (batch) => (isAway ? Promise.reject(new Error('gone')) : Promise.resolve(batch.map(idOf))),
  });
  await expect(keeper.keep(aWebhook())).rejects.toThrow('gone');
  isAway = false;

  expect((await keeper.keep(aWebhook({ body: 'a' }))).inboxId).toBe('a');
});

test('takes no more than fits into memory, and says that it is busy', async () => {
  const keeper = createWebhookKeeper(
    { keepWebhooks: async (batch) => batch.map(idOf) },
    { maxBatch: 2, maxWaitingBytes: 10 },
  );

  const answers = await Promise.allSettled(
    ['12345', '12345', '1'].map((body) => keeper.keep(aWebhook({ body }))),
  );

  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(answers[2]).toMatchObject({ reason: expect.any(InboxBusyError) });
  expect((await keeper.keep(aWebhook({ body: '1' }))).inboxId).toBe('1');
});

test('rejects in seconds while nothing listens where the database was', async () => {
  const db = openDatabase({ connection: 'postgres://nobody@127.0.0.1:1/nothing', onIdleError: () => {} });
  const keeper = createWebhookKeeper(createInboxStore(db));

  const began = performance.now();
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => keeper.keep(aWebhook())));
  await db.destroy();

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(performance.now() - began).toBeLessThan(3_000);
});
