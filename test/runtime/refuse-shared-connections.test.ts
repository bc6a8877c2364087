import { expect, test } from 'vitest';
import { areShared, refuseSharedConnections } from '../../service/runtime/refuse-shared-connections.ts';
import { openTestDatabase } from '../support/database.ts';

const answering = (...pids: number[]) => {
  let asked = 0;
  return async () => pids[Math.min(asked++, pids.length - 1)] ?? 0;
};

test('two connections that keep a process each are their own', async () => {
  expect(await areShared(answering(11), answering(12))).toBe(false);
  await using database = await openTestDatabase();
  await expect(refuseSharedConnections(database.db)).resolves.toBeUndefined();
});

test.each([
  ['the same answers both', [11], [11]],
  ['one is answered by another later', [11, 12], [13]],
  ['they are exchanged', [11, 12], [12, 11]],
])('they are shared when %s', async (_what, one, other) => {
  expect(await areShared(answering(...one), answering(...other))).toBe(true);
});
