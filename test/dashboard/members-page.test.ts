import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { openDashboard, starterPack } from '../support/open-dashboard.ts';
import { seedForum, seededForum } from '../support/seeded-community.ts';
import { signIn } from '../support/signed-in.ts';

const read = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('members stand along the way that stages.yml names, with who came and left in a month', async () => {
  await using database = await openTestDatabase();
  const { db } = database;
  await seedForum(db);
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const in_ = (id: number, stage: string | null) =>
    ({ forumId: seededForum, id, username: `member${id}`, facts: '{}', stage, stageSince: ago(1) }) as const;
  await db
    .insertInto('member')
    .values([in_(7, 'regular'), in_(8, 'regular'), in_(9, 'quiet'), in_(10, null), in_(11, 'retired')])
    .execute();
  const move = (memberId: number, previous: string | null, stage: string, days: number) =>
    ({ forumId: seededForum, memberId, previous, stage, because: '', at: ago(days) }) as const;
  await db
    .insertInto('stageChange')
    .values([
      move(7, 'newcomer', 'regular', 3),
      move(9, 'regular', 'quiet', 20),
      move(8, 'newcomer', 'regular', 40),
    ])
    .execute();
  const rulebook = await starterPack();
  const { app } = await openDashboard(db, { rulebook: () => rulebook });

  const text = read((await (await signIn(app)).open('/members')).body);
  await app.close();

  expect(text).toContain('4 members have a stage; in the last 30 days there were 2 moves.');
  expect(text).toMatch(/Contribution regular 2 1 1 /);
  expect(text).toMatch(/Awareness visitor 0 0 0 /);
  expect(text).toMatch(/beside the way quiet 1 1 0 /);
  expect(text).toMatch(/no longer in stages\.yml retired 1 0 0 /);
  expect(text).toContain('Of 1 more too little is known to tell.');
});
