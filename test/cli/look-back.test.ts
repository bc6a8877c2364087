import { expect, test } from 'vitest';
import { aForumToConnect } from '../connect/a-connected-forum.ts';
import { openTestDatabase } from '../support/database.ts';

test('connect ends with what the rules would have done on this very forum', async () => {
  await using there = await aForumToConnect();
  await using database = await openTestDatabase();
  there.forum.importPost({
    as: 'tariq',
    title: 'My export script does not work',
    categoryId: 5,
    raw: 'I pasted my code and got a traceback.\n\ndef main():\n    x = 1\n    return x\nTraceback (most recent call last):\nTypeError: bad',
    createdAt: new Date(Date.now() - 86_400_000).toISOString(),
  });
  const env = { DATABASE_URL: database.url, QUEUE: 'postgres' };
  const ended = await there.runWith(
    env,
    'connect',
    there.url,
    '--bot',
    'guide',
    '--yes',
    '--look-back',
    '200',
  );

  expect(ended.stderr).toBe('');
  expect(ended.stdout).toMatch(/Looked back at \d+ public posts/);
  expect(ended.stdout).toMatch(/under “Looking back”/);
  // The bot has written nothing, and never will of this.
  const guide = there.forum.member('guide');
  expect(there.forum.posts().filter(({ userId }) => userId === guide.id)).toEqual([]);
});
