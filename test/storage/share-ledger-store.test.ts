import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { priorities } from '../../service/discourse/share-ledger.ts';
import { forumId } from '../../service/model/ids.ts';
import { createShareLedger } from '../../service/storage/share-ledger-store.ts';
import { describeShareLedger, trialSettings } from '../support/share-ledger-contract.ts';
import { ensureForum, openTestStores, type TestStores } from '../support/storage-makers.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores({ maxConnections: 20 });
});
afterAll(() => stores[Symbol.asyncDispose]());

let forums = 0;
async function aLedger(changes: Partial<{ windowMs: number; shareLimit: number }> = {}) {
  forums += 1;
  const id = forumId(`forum-${forums}`);
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

describeShareLedger('the share ledger in Postgres', async () => ({
  ledger: await aLedger(),
  advance: (ms) => sleep(ms),
}));

describe('the share ledger between processes', () => {
  test('never grants more than the share in any window, however many ask at once', async () => {
    const windowMs = 300;
    const ledger = await aLedger({ windowMs, shareLimit: 5 });
    const calls: { taken: number; ended: number }[] = [];
    const until = performance.now() + 1_500;
    const caller = async (process: string) => {
      let since = performance.now();
      while (performance.now() < until) {
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
    await ledger.finish(first.slotId, { status: 200, retryAfterMs: null, limit: null });
    const order: string[] = [];
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
        await sleep(Math.min(answer.retryInMs, 30));
      }
    };

    const early = [wait('a', 'background'), wait('b', 'facts')];
    await sleep(60);
    const late = [wait('c', 'deliver'), wait('d', 'lookup')];
    await Promise.all([...early, ...late]);

    expect(order).toEqual(['lookup', 'deliver', 'facts', 'background']);
  });
});
