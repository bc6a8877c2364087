import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inboxId } from '../../service/model/ids.ts';
import { createInboxStore } from '../../service/storage/inbox-store.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { newLease } from '../../service/storage/lease.ts';
import { aWebhook, forum, openTestStores, type TestStores } from '../support/storage-makers.ts';

const rows = (stores: TestStores) => stores.db.selectFrom('inbox').selectAll().orderBy('id').execute();
const receipts = async (stores: TestStores) =>
  (await stores.db.selectFrom('webhookDigest').select('receipts').execute()).map((row) => row.receipts);

describe('keeping webhooks', () => {
  test('answers for each webhook in the order in which they were given', async () => {
    await using stores = await openTestStores();
    const webhooks = Array.from({ length: 50 }, (_, index) => aWebhook({ body: `body ${index}` }));

    const kept = await stores.inbox.keepWebhooks(webhooks);

    const stored = new Map((await rows(stores)).map((row) => [row.id, row.body?.toString()]));
    expect(kept.map(({ inboxId: id }) => stored.get(id))).toEqual(
      webhooks.map(({ body }) => body.toString()),
    );
    expect(kept.every(({ isNew }) => isNew)).toBe(true);
  });

  test('keeps equal bytes of one event name once within a batch, and counts every receipt', async () => {
    await using stores = await openTestStores();
    const same = () => aWebhook({ body: 'the same' });

    const kept = await stores.inbox.keepWebhooks([same(), aWebhook(), same(), same()]);

    expect(await rows(stores)).toHaveLength(2);
    expect(kept.map(({ isNew }) => isNew)).toEqual([true, true, false, false]);
    expect(new Set([kept[0], kept[2], kept[3]].map((one) => one?.inboxId))).toHaveLength(1);
    expect(new Set(await receipts(stores))).toEqual(new Set([1, 3]));
  });

  test('adds a receipt for equal bytes that come later', async () => {
    await using stores = await openTestStores();
    const [first] = await stores.inbox.keepWebhooks([aWebhook({ body: 'the same' })]);

    const [second] = await stores.inbox.keepWebhooks([aWebhook({ body: 'the same' })]);

    expect(second).toEqual({ inboxId: first?.inboxId, isNew: false });
    expect(await rows(stores)).toHaveLength(1);
    expect(await receipts(stores)).toEqual([2]);
  });

  test('keeps equal bytes apart that are called differently', async () => {
    await using stores = await openTestStores();

    await stores.inbox.keepWebhooks([
      aWebhook({ body: 'the same', eventName: 'post_created' }),
      aWebhook({ body: 'the same', eventName: 'post_destroyed' }),
    ]);

    expect(await rows(stores)).toHaveLength(2);
  });

  test('makes one row of what two processes are given at the same moment', async () => {
    await using stores = await openTestStores();
    const other = openDatabase({ connection: stores.url, onIdleError: () => {} });
    const bodies = Array.from({ length: 40 }, (_, index) => `body ${index}`);
    const batch = (list: string[]) => list.map((body) => aWebhook({ body }));

    const [one, two] = await Promise.all([
      stores.inbox.keepWebhooks(batch(bodies)),
      createInboxStore(other).keepWebhooks(batch(bodies.toReversed())),
    ]);
    await other.destroy();

    expect(await rows(stores)).toHaveLength(40);
    expect(two.toReversed().map((kept) => kept.inboxId)).toEqual(one.map((kept) => kept.inboxId));
    expect([...one, ...two].filter((kept) => kept.isNew)).toHaveLength(40);
    expect(new Set(await receipts(stores))).toEqual(new Set([2]));
  });

  test('takes equal bytes for a new webhook once 31 days are over, and not an hour before', async () => {
    await using stores = await openTestStores();
    const keep = async () => (await stores.inbox.keepWebhooks([aWebhook({ body: 'the same' })]))[0]?.isNew;
    const age = (interval: string) =>
      sql`update webhook_digest set last_at = now() - ${interval}::interval`.execute(stores.db);
    await keep();

    await age('30 days 23 hours');
    const before = await keep();
    await age('31 days 1 hour');
    const after = await keep();

    expect([before, after]).toEqual([false, true]);
    expect(await rows(stores)).toHaveLength(2);
  });

  test.each([
    ['NUL bytes', Buffer.from([0, 0, 123, 0])],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0xc3, 0x28])],
    ['nothing', Buffer.alloc(0)],
    ['2 MiB', Buffer.alloc(2 * 1024 * 1024, 'x')],
  ])('keeps a body of %s byte for byte', async (_, body) => {
    await using stores = await openTestStores();

    await stores.inbox.keepWebhooks([aWebhook({ body })]);

    const [row] = await rows(stores);
    expect(row?.body?.equals(body)).toBe(true);
  });
});

describe('working on a webhook', () => {
  async function aKeptRow(stores: TestStores) {
    const [kept] = await stores.inbox.keepWebhooks([aWebhook()]);
    return kept?.inboxId ?? inboxId('0');
  }
  const end = (stores: TestStores, id: string, lease: ReturnType<typeof newLease>) =>
    stores.db
      .transaction()
      .execute((trx) => stores.inbox.finish(trx, inboxId(id), lease, { state: 'unwanted', reason: 'ping' }));

  test('is the right of one worker at a time', async () => {
    await using stores = await openTestStores();
    const id = await aKeptRow(stores);

    const claims = await Promise.all(
      Array.from({ length: 8 }, () => stores.inbox.claim(id, newLease(10_000))),
    );

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await stores.inbox.due({ limit: 10, idleMs: 0 })).toEqual([]);
  });

  test('passes to another worker once the lease is over, and the first can no longer end it', async () => {
    await using stores = await openTestStores();
    const id = await aKeptRow(stores);
    const frozen = newLease(0);
    await stores.inbox.claim(id, frozen);
    const taken = newLease(10_000);

    expect(await stores.inbox.due({ limit: 10, idleMs: 0 })).toEqual([id]);
    expect(await stores.inbox.claim(id, taken)).toMatchObject({ attempts: 2 });
    expect(await end(stores, id, frozen)).toBe(false);
    await stores.inbox.postpone(id, frozen, { delayMs: 60_000, keepAttempt: true });
    await stores.inbox.quarantine(id, frozen, 'too late');
    expect(await rows(stores)).toMatchObject([{ state: 'received', lease: taken.token, attempts: 2 }]);

    expect(await end(stores, id, taken)).toBe(true);
    expect(await rows(stores)).toMatchObject([{ state: 'unwanted', body: null, lease: null }]);
  });

  test('burns no attempt when the delay is nobody’s fault', async () => {
    await using stores = await openTestStores();
    const id = await aKeptRow(stores);
    const lease = newLease(10_000);
    await stores.inbox.claim(id, lease);

    await stores.inbox.postpone(id, lease, { delayMs: 60_000, keepAttempt: false });

    expect(await rows(stores)).toMatchObject([{ attempts: 0, lease: null }]);
    expect(await stores.inbox.claim(id, newLease(10_000))).toBeNull();
  });

  test('leaves a row to the queue before the poller may have it', async () => {
    await using stores = await openTestStores();
    const id = await aKeptRow(stores);

    expect(await stores.inbox.due({ limit: 10, idleMs: 60_000 })).toEqual([]);
    expect(await stores.inbox.due({ limit: 10, idleMs: 0 })).toEqual([id]);
  });

  test('begins anew for what was quarantined, with its bytes', async () => {
    await using stores = await openTestStores();
    const id = await aKeptRow(stores);
    const lease = newLease(10_000);
    await stores.inbox.claim(id, lease);
    await stores.inbox.quarantine(id, lease, 'unreadable');
    expect(await stores.inbox.due({ limit: 10, idleMs: 0 })).toEqual([]);

    const count = await stores.db.transaction().execute((trx) => stores.inbox.replay(trx, forum, [id]));

    expect(count).toBe(1);
    expect((await stores.inbox.claim(id, newLease(10_000)))?.body.length).toBeGreaterThan(0);
  });

  test('forgets bodies of what is done, keeps those of what is quarantined or unread', async () => {
    await using stores = await openTestStores();
    const ids = [await aKeptRow(stores), await aKeptRow(stores), await aKeptRow(stores)];
    await sql`update inbox set finished_at = now() - interval '80 hours', state = case
      when id = ${ids[0]} then 'done' when id = ${ids[1]} then 'quarantined' else state end`.execute(
      stores.db,
    );

    const forgotten = await stores.inbox.blankBodies({
      keepMs: 72 * 3_600_000,
      unreadableMs: 30 * 86_400_000,
      limit: 100,
    });

    expect(forgotten).toBe(1);
    expect((await rows(stores)).map((row) => row.body === null)).toEqual([true, false, false]);
  });
});
