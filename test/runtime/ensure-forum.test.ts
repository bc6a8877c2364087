import { expect, test } from 'vitest';
import { ensureForum } from '../../service/runtime/ensure-forum.ts';
import { defaultForum } from '../../service/model/ids.ts';
import { createForumStore } from '../../service/storage/forum-store.ts';
import { openTestDatabase } from '../support/database.ts';

const real = {
  id: defaultForum,
  url: 'https://forum.example',
  apiKey: 'a key',
  apiUsername: 'waypost',
  apiShare: 30,
};
const demo = { ...real, url: 'http://127.0.0.1:4601' };

test('a real forum and the demo forum never share a database, whichever came first', async () => {
  for (const [first, second] of [
    [demo, real],
    [real, demo],
  ] as const) {
    await using database = await openTestDatabase();
    const forums = createForumStore(database.db);
    const open = (forum: typeof real) => ensureForum(forums, forum, { isDemo: forum === demo });
    await open(first);
    await open(first);

    await expect(open(second)).rejects.toThrow(/DATA_DIR.*one of its own/);
  }
});

test('a forum may move to another address', async () => {
  await using database = await openTestDatabase();
  const forums = createForumStore(database.db);
  await ensureForum(forums, real, { isDemo: false });
  await ensureForum(forums, { ...real, url: 'https://talk.example' }, { isDemo: false });

  expect(await forums.find('default' as never)).toMatchObject({ baseUrl: 'https://talk.example' });
});
