import { expect, test } from 'vitest';
import { readConfig } from '../../service/config.ts';
import { createMetrics } from '../../service/metrics/metrics.ts';
import { connectForum } from '../../service/runtime/forums.ts';
import { createMissedPostsFinder } from '../../service/sweep/find-missed-posts.ts';
import { openSpine } from '../support/spine.ts';

test('a key that dies is met by the look for missed posts, and every call rests for a minute', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  const { client, known, ledger } = connectForum(
    {
      stores: spine.stores,
      metrics: createMetrics({ role: 'work' }),
      rulebook: () => spine.state.rulebook,
      log: spine.log,
    },
    readConfig({}),
    {
      id: spine.forum,
      url: spine.demo.baseUrl,
      apiKey: 'a key that was revoked',
      apiUsername: spine.demo.botUsername,
      apiShare: 600,
    },
  );
  const others = { ignoredMembers: () => [], wakeForEvents: () => {}, log: spine.log };
  const deps = { ...spine.stores, ...others, client, known };
  const find = createMissedPostsFinder(deps, spine.forum);
  expect(await spine.stores.forums.find(spine.forum)).toMatchObject({ blockedUntil: null });

  for (let rounds = 0; rounds < 3; rounds += 1) await expect(find()).rejects.toMatchObject({ status: 403 });

  const { blockedUntil, blockedBecause } = (await spine.stores.forums.find(spine.forum))!;
  expect(blockedUntil!.getTime()).toBeGreaterThan(Date.now() + 50_000);
  expect(blockedBecause).toBe('not_allowed');
  expect((await ledger.state()).blockedForMs).toBeGreaterThan(50_000);
  await expect(client.member('tariq', { maxWaitMs: 50 })).rejects.toMatchObject({
    code: 'no_share',
  });
});
