import { expect, test } from 'vitest';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { ensureForum } from '../../service/runtime/ensure-forum.ts';
import { defaultForum, forumId } from '../../service/model/ids.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { createForumStore } from '../../service/storage/forum-store.ts';
import { schemaOfForum } from '../../service/storage/forum-schema.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
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

test('what is known of a forum stays under its name, and no other forum goes on with it', async () => {
  await using database = await openTestDatabase();
  const schema = schemaOfForum(forumId('garden'));
  const gardenDb = openDatabase({ connection: database.url, schema, onIdleError: () => {} });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => gardenDb.destroy());
  await migrateToLatest(gardenDb, schema);
  const garden = { ...real, id: forumId('garden'), url: 'https://garden.example' };
  const inDefault = createForumStore(database.db);
  const inGarden = createForumStore(gardenDb);
  await ensureForum(inDefault, real, { isDemo: false });

  await expect(ensureForum(inGarden, { ...garden, url: real.url }, { isDemo: false })).rejects.toThrow(
    /kept under the name "default", not "garden"\. Call the forum "default"/,
  );
  await ensureForum(inGarden, garden, { isDemo: false });
  // Two names of a file, swapped.
  await expect(ensureForum(inGarden, { ...garden, url: real.url }, { isDemo: false })).rejects.toThrow(
    /kept under the name "default"/,
  );
  await expect(ensureForum(inDefault, { ...real, url: garden.url }, { isDemo: false })).rejects.toThrow(
    /kept under the name "garden"/,
  );
});

test('no forum writes among the tables of another, wherever Postgres looks for them', async () => {
  await using database = await openTestDatabase();
  const forums = createForumStore(database.db);
  const garden = { ...real, id: forumId('garden'), url: 'https://garden.example' };
  await ensureForum(forums, garden, { isDemo: false });

  await expect(ensureForum(forums, real, { isDemo: false })).rejects.toThrow(
    /"default" finds there are those of the forum "garden"/,
  );
  expect(await forums.find(defaultForum)).toBeNull();
});

test('on the demo forum Nova joins before our eyes, and what the others wrote is history', async () => {
  await using database = await openTestDatabase();
  const forums = createForumStore(database.db);
  const forum = createDemoForum({ store: 'memory' });
  await ensureForum(forums, demo, { isDemo: true });

  const watchedSince = (await forums.find(defaultForum))?.watchedSince.getTime() ?? 0;
  const joined = [...forum.core.state.members.all()].filter(
    ({ id, createdAt }) => id > 2 && Date.parse(createdAt) >= watchedSince,
  );
  expect(joined.map(({ username }) => username)).toEqual(['nova']);
  expect(forum.posts().filter(({ createdAt }) => Date.parse(createdAt) >= watchedSince)).toEqual([]);
  await forum.close();
});
