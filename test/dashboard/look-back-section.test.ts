import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBack } from '../../service/sweep/look-back.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { signIn } from '../support/signed-in.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const read = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let spine: Spine;
beforeEach(async () => {
  spine = await openSpine();
});
afterEach(() => spine[Symbol.asyncDispose]());

async function firstPage(language: string): Promise<string> {
  const { app } = await openDashboard(spine.db);
  const { body } = await (await signIn(app)).open('/', language);
  await app.close();
  return read(body);
}

async function look(): Promise<void> {
  const { stores, client, known } = spine;
  await lookBack({ ...stores, client, known, ignoredMembers: () => [] }, spine.forum, { posts: 50 });
  await spine.work();
}

describe('the first page of the dashboard', () => {
  test.each([
    ['en', /Looking back.*would have offered a guide once.*export-model.*nothing of it was or will be sent/],
    ['de', /Rückblick.*hätten einmal eine Anleitung angeboten.*Nichts davon wurde oder wird gesendet/],
  ])('tells in %s what the rules would have done before Waypost came', async (language, expected) => {
    spine.demo.importPost({
      as: 'tariq',
      title: 'A question about my drawing',
      categoryId: 5,
      raw: 'How can I export model files from the app?',
      createdAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
    });
    await look();

    const page = await firstPage(language);
    expect(page).toMatch(expected);
    expect(page).toMatch(/(shadow looking back|Schatten Rückblick) /);
  });

  test('says so where no rule would have done anything', async () => {
    await look();

    expect(await firstPage('en')).toContain('No rule would have offered anything');
  });

  test('says nothing of it where nobody has looked back', async () => {
    expect(await firstPage('en')).not.toContain('Looking back');
  });
});
