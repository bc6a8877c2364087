import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptPartNames } from '../../service/privacy/retention.ts';
import { keptWords } from '../../service/privacy/say-kept.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { seedForum } from '../support/seeded-community.ts';
import { signIn } from '../support/signed-in.ts';

let database: TestDatabase;
let app: FastifyInstance;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
  ({ app } = await openDashboard(database.db, { retention: { textHours: 24, decisionDays: 90 } }));
});
afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const read = async (language: string) => {
  const answer = await app.inject({ url: '/privacy', headers: { 'accept-language': language } });
  expect(answer.statusCode).toBe(200);
  return answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

test.each(['en', 'de'] as const)(
  'members read, signed in or not, what is held and for how long: %s',
  async (language) => {
    const text = await read(language);

    for (const part of keptPartNames) expect(text).toContain(keptWords[language][part].name);
    expect(text).toContain('forum.example');
  },
);

test('the times on it are those by which it is forgotten', async () => {
  const text = await read('en');

  expect(text).toContain('Their text is forgotten 24 hours after the work on it ended.');
  expect(text).toContain('90 days');
  expect(text).not.toContain('400 days');
  expect(await read('de')).toContain('24 Stunden nach Ende der Arbeit daran');
});

test('every page leads to it', async () => {
  const operator = await signIn(app);

  expect((await operator.open('/')).body).toContain('href="/privacy"');
  expect((await app.inject('/login')).body).toContain('href="/privacy"');
});
