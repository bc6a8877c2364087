import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { priorities } from '../../service/discourse/share-ledger.ts';
import { type ForumId, forumId } from '../../service/model/ids.ts';
import { createShareLedger } from '../../service/storage/share-ledger-store.ts';
import { describeShareLedger, trialSettings } from '../support/share-ledger-contract.ts';
import { ensureForum, openTestStores, type TestStores } from '../support/storage-makers.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores({ maxConnections: 20 });
});
afterAll(() => stores[Symbol.asyncDispose]());

let forums = 0;
const nextForum = () => forumId(`forum-${(forums += 1)}`);

async function aLedger(
  changes: Partial<{ windowMs: number; shareLimit: number }> = {},
  id: ForumId = nextForum(),
) {
  await ensureForum(stores, id, changes.shareLimit ?? trialSettings.sharePerMinute);
  return createShareLedger(stores.db, id, {
    priorities,
    windowMs: changes.windowMs ?? trialSettings.windowMs,
    lostAfterMs: trialSettings.abandonedAfterMs,
    postsPerMinute: trialSettings.postsPerWindow,
    postSpacingMs: trialSettings.postGapMs,
    growEveryMs: trialSettings.growEveryMs,
  });
}

/** Everything that is written down happened so much earlier. */
async function letTimePass(id: ForumId, ms: number): Promise<void> {
  const passed = sql`${ms} * interval '1 millisecond'`;
  for (const statement of [
    sql`update api_call set taken_at = taken_at - ${passed}, finished_at = finished_at - ${passed} where forum_id = ${id}`,
    sql`update api_waiter set waiting_since = waiting_since - ${passed}, expires_at = expires_at - ${passed}
      where forum_id = ${id}`,
    sql`update forum set share_changed_at = share_changed_at - ${passed}, blocked_until = blocked_until - ${passed},
      posts_blocked_until = posts_blocked_until - ${passed} where id = ${id}`,
  ])
    await statement.execute(stores.db);
}

describeShareLedger('the share ledger in Postgres', async () => {
  const id = nextForum();
  return { ledger: await aLedger({}, id), advance: (ms) => letTimePass(id, ms) };
});

describe('the share ledger between processes', () => {
  test('never grants more than the share in any window, however many ask at once', async () => {
    const windowMs = 300;
    const ledger = await aLedger({ windowMs, shareLimit: 5 });
    const calls: { taken: number; ended: number }[] = [];
    const began = performance.now();
    // A busy machine takes longer until there is something to look at.
    const isOver = () => {
      const ms = performance.now() - began;
      return ms > 30_000 || (ms > 1_500 && calls.length > 10);
    };
    const caller = async (process: string) => {
      let since = performance.now();
      while (!isOver()) {
        const before = performance.now();
        const answer = await ledger.tryTake({
          process,
          priority: 'facts',
          kind: 'call',
          waitedMs: before - since,
        });
        if (!answer.granted) {
          await sleep(Math.min(answer.retryInMs, 20));
          continue;
        }
        await ledger.finish(answer.slotId, { status: 200, retryAfterMs: null, limit: null });
        calls.push({ taken: before, ended: performance.now() });
        since = performance.now();
      }
    };

    await Promise.all(Array.from({ length: 12 }, (_, index) => caller(`process ${index}`)));

    // A call reaches the forum somewhere between `taken` and `ended`: as late as can be, and the next ones as early.
    const worst = Math.max(
      ...calls.map(
        ({ ended }) => calls.filter((other) => other.taken >= ended && other.ended < ended + windowMs).length,
      ),
    );
    expect(calls.length).toBeGreaterThan(10);
    expect(worst).toBeLessThanOrEqual(5);
  });

  test('lets a look-up of another process go before everything else', async () => {
    const ledger = await aLedger({ windowMs: 250, shareLimit: 1 });
    const first = await ledger.tryTake({ process: 'a', priority: 'facts', kind: 'call', waitedMs: 0 });
    if (!first.granted) throw new Error('expected a slot');
    const order: string[] = [];
    const waiting = new Set<string>();
    const wait = async (process: string, priority: (typeof priorities)[number]) => {
      const began = performance.now();
      for (;;) {
        const answer = await ledger.tryTake({
          process,
          priority,
          kind: 'call',
          waitedMs: performance.now() - began,
        });
        if (answer.granted) {
          order.push(priority);
          await ledger.finish(answer.slotId, { status: 200, retryAfterMs: null, limit: null });
          return;
        }
        waiting.add(process);
        await sleep(Math.min(answer.retryInMs, 30));
      }
    };

    const all = [wait('a', 'background'), wait('b', 'facts'), wait('c', 'deliver'), wait('d', 'lookup')];
    await vi.waitFor(() => expect(waiting.size).toBe(4), { timeout: 20_000 });
    await ledger.finish(first.slotId, { status: 200, retryAfterMs: null, limit: null });
    await Promise.all(all);

    expect(order).toEqual(['lookup', 'deliver', 'facts', 'background']);
  });
});
