import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { PostCreated } from '../../service/model/event.ts';
import type { EventId } from '../../service/model/ids.ts';
import { newLease } from '../../service/storage/lease.ts';
import { aPostEvent, forum, openTestStores, type TestStores } from '../support/storage-makers.ts';

async function record(stores: TestStores, event: PostCreated): Promise<EventId | null> {
  return await stores.db.transaction().execute((trx) => stores.events.record(trx, event, { inboxId: null }));
}

async function recorded(stores: TestStores, event = aPostEvent()): Promise<EventId> {
  const id = await record(stores, event);
  if (id === null) throw new Error('known already');
  return id;
}

describe('an event', () => {
  test('is one, whichever way it is told', async () => {
    await using stores = await openTestStores();
    const event = aPostEvent();

    expect(await record(stores, event)).not.toBeNull();
    expect(await record(stores, { ...event, source: 'reconciliation' })).toBeNull();
  });

  test.each([
    ['a NUL', 'a\u0000b', 'a\uFFFDb'],
    ['a lone surrogate', 'a\uD83Db', 'a\uFFFDb'],
    ['a whole surrogate pair', 'a😀b', 'a😀b'],
    [
      'the letters of an escaped NUL',
      String.raw`Use \u0000 in C, and \\u0000 too`,
      String.raw`Use \u0000 in C, and \\u0000 too`,
    ],
    [
      'the letters of an escaped surrogate',
      String.raw`"\ud83d" is half of it`,
      String.raw`"\ud83d" is half of it`,
    ],
  ])('keeps a text with %s readable and as long as it was', async (_, raw, kept) => {
    await using stores = await openTestStores();
    const id = await recorded(stores, aPostEvent({ raw }));

    const claimed = await stores.events.claim(id, newLease(1_000));

    const { event } = claimed ?? {};
    expect(event?.kind === 'post.created' && event.post.raw).toBe(kept);
    expect(kept.length).toBe(raw.length);
  });

  test('comes back with its dates', async () => {
    await using stores = await openTestStores();
    const event = aPostEvent();
    const id = await recorded(stores, event);

    expect((await stores.events.claim(id, newLease(1_000)))?.event).toEqual(event);
  });

  test('passes to another worker once the lease is over, and the first can no longer decide', async () => {
    await using stores = await openTestStores();
    const id = await recorded(stores);
    const frozen = newLease(0);
    await stores.events.claim(id, frozen);
    const taken = newLease(10_000);
    expect(await stores.events.claim(id, taken)).toMatchObject({ attempts: 2 });

    await stores.db.transaction().execute(async (trx) => {
      expect(await stores.events.holds(trx, id, frozen)).toBe(false);
      expect(await stores.events.finish(trx, id, frozen, { state: 'dead', reason: 'late' })).toBe(false);
      expect(await stores.events.holds(trx, id, taken)).toBe(true);
    });
    await stores.events.postpone(id, frozen, { delayMs: 60_000, keepAttempt: true });
    expect(await stores.events.claim(id, newLease(1_000))).toBeNull();
  });

  test('is due newest first', async () => {
    await using stores = await openTestStores();
    const at = (minutes: number) => ({ createdAt: new Date(Date.now() - minutes * 60_000) });
    const older = await recorded(stores, aPostEvent(at(50)));
    const newest = await recorded(stores, aPostEvent(at(1)));
    const middle = await recorded(stores, aPostEvent(at(20)));

    expect(await stores.events.due({ limit: 10, idleMs: 0 })).toEqual([newest, middle, older]);
  });

  test('starts again after a replay only if it was dead and still has its text', async () => {
    await using stores = await openTestStores();
    const [dead, done, empty] = [await recorded(stores), await recorded(stores), await recorded(stores)];
    await sql`update event set state = case when id = ${done} then 'done' else 'dead' end,
      content = case when id = ${empty} then null else content end, attempts = 11`.execute(stores.db);

    const count = await stores.db
      .transaction()
      .execute((trx) => stores.events.replay(trx, forum, [dead, done, empty]));

    expect(count).toBe(1);
    expect(await stores.events.due({ limit: 10, idleMs: 0 })).toEqual([dead]);
    expect(await stores.events.claim(dead, newLease(1_000))).toMatchObject({ attempts: 1 });
  });
});

describe('a member', () => {
  test('is known by the newest telling, in whatever order they come', async () => {
    await using stores = await openTestStores();
    const { forum, post } = aPostEvent();
    const learn = (trustLevel: 0 | 1 | 2, at: string) =>
      stores.db.transaction().execute((trx) =>
        stores.members.learn(trx, {
          forum,
          id: post.authorId,
          username: 'mia',
          facts: { trustLevel },
          source: 'webhook',
          at: new Date(at),
        }),
      );

    await learn(1, '2026-11-20T10:00:00Z');
    await learn(2, '2026-11-21T10:00:00Z');
    await learn(0, '2026-11-19T10:00:00Z');

    const found = await stores.members.find(stores.db, forum, post.authorId);
    expect(found?.member.trustLevel).toMatchObject({ known: true, value: 2 });
  });

  test('stays declined after being forgotten, and nothing names them until they are seen again', async () => {
    await using stores = await openTestStores();
    const event = aPostEvent();
    const { forum, authorId } = { forum: event.forum, authorId: event.post.authorId };
    await stores.db.transaction().execute(async (trx) => {
      await stores.ledger.note(trx, event);
      await stores.members.decline(trx, forum, authorId);
      await stores.members.forget(trx, forum, authorId);
    });

    expect(await stores.members.find(stores.db, forum, authorId)).toBeNull();

    await stores.db.transaction().execute((trx) => stores.ledger.note(trx, event));

    const found = await stores.members.find(stores.db, forum, authorId);
    expect(found).toMatchObject({ consent: { state: 'declined', scope: 'all' } });
    expect(found?.erasedAt).toBeInstanceOf(Date);
  });
});
