import { expect, test } from 'vitest';
import { oneRoundAtATime } from '../../service/deliver/deliver-offers.ts';
import { forumId } from '../../service/model/ids.ts';

const forum = forumId('default');

test('lets one round run at a time, and whoever asks meanwhile gets one more after it', async () => {
  const log: string[] = [];
  let round = 0;
  const deliver = oneRoundAtATime(async () => {
    const mine = (round += 1);
    log.push(`begins ${mine}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`ends ${mine}`);
  });

  await Promise.all([deliver(forum), deliver(forum), deliver(forum)]);

  expect(log).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
});

test('does not keep one forum waiting for another, and goes on after a failure', async () => {
  let fails = true;
  const seen: string[] = [];
  const deliver = oneRoundAtATime(async (which) => {
    seen.push(which);
    if (fails) throw new Error('the database is away');
  });

  await expect(Promise.all([deliver(forum), deliver(forumId('other'))])).rejects.toThrow(
    'the database is away',
  );
  fails = false;
  await deliver(forum);

  expect(seen).toEqual(['default', 'other', 'default']);
});
