import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, openTestDatabase } from '../../support/database.ts';
import { aRulebook } from '../../support/engine-makers.ts';
import { openDashboard } from '../../support/open-dashboard.ts';
import { seedForum } from '../../support/seeded-community.ts';
import { showOffers } from '../../support/shown-offers.ts';
import { type Operator, signIn } from '../../support/signed-in.ts';

let database: TestDatabase;
let app: FastifyInstance;
let operator: Operator;

beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  await seedForum(db);
  const rulebook = aRulebook();
  ({ app } = await openDashboard(db, { rulebook: () => rulebook }));
  operator = await signIn(app);
  // 40 whose two weeks are over, 26 of them judged: 22 right, 4 wrong. Two are too fresh to say anything of.
  await showOffers(db, { offers: 20, daysAgo: 20, what: ['helped', 'solved'] });
  await showOffers(db, { offers: 2, daysAgo: 40, what: ['liked'] });
  await showOffers(db, { offers: 3, daysAgo: 40, what: ['not_helped'] });
  await showOffers(db, { offers: 1, daysAgo: 40, what: ['helped', 'removed'] });
  await showOffers(db, { offers: 14, daysAgo: 60 });
  await showOffers(db, { offers: 2, daysAgo: 1, what: ['solved'] });
  await showOffers(db, { offers: 5, daysAgo: 120, what: ['not_helped'] });
  await showOffers(db, { offers: 3, rule: 'fresh', what: ['helped'] });
  await showOffers(db, {
    offers: 9,
    rule: 'hard-moment',
    kind: 'care',
    resource: 'listen',
    what: ['helped'],
  });
});

afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

/** What a reader reads: no tags, no folded repetition of spaces. */
async function read(path: string, language = 'en'): Promise<string> {
  const { body } = await operator.open(path, language);
  return body
    .replace(/<(head|dialog|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

describe('the page of a rule', () => {
  it('leads with the verdict and its range, and has how often it was shown last', async () => {
    const text = await read('/rules/export-model/outcomes');

    expect(text).toContain(
      'It helps. Of 26 offers that people judged, 22 were right: 85%, very likely between 66% and 94%.',
    );
    expect(text.indexOf('Shown 42')).toBeGreaterThan(text.indexOf('The topic was solved'));
  });

  it('tells shares of offers whose two weeks are over, and votes of those who voted', async () => {
    const text = await read('/rules/export-model/outcomes');

    expect(text).toContain('The topic was solved 20 of 40 50% 35% to 65%');
    expect(text).toContain('“Helped”, of those who voted 21 of 24 88% 69% to 96%');
    expect(text).toContain('The member wrote again 0 of 40 0% 0% to 9%');
  });

  it('says that it is too early, and from when on it is not', async () => {
    const text = await read('/rules/fresh/outcomes');

    expect(text).toContain('Too early to say. 3 offers were judged so far; a share is told from 20 on.');
    expect(text).toContain('“Helped”, of those who voted 3 of 3 – Too early to say: 3 of 20');
    expect(text).not.toContain('100%');
  });

  it('says the same in German', async () => {
    expect(await read('/rules/export-model/outcomes', 'de')).toContain(
      'Es hilft. Von 26 beurteilten Angeboten waren 22 richtig: 85 %, sehr wahrscheinlich zwischen 66 % und 94 %.',
    );
  });

  it('draws each week and says it in a table as well', async () => {
    const { body } = await operator.open('/rules/export-model/outcomes');

    expect(body).toContain('<svg viewBox=');
    expect(body.match(/<rect\s+class="good"\s+x="\d/g)).toHaveLength(3);
    expect(body.match(/<rect\s+class="bad"\s+x="\d/g)).toHaveLength(2);
    expect(await read('/rules/export-model/outcomes')).toMatch(/Right Wrong Shown .*2 4 6/);
  });

  it('is linked from the rules', async () => {
    expect((await operator.open('/rules')).body).toContain('href="/rules/export-model/outcomes"');
  });

  it('tells nothing of care to who is no approver of it, and nothing of what there is not', async () => {
    expect((await operator.open('/rules/hard-moment/outcomes')).statusCode).toBe(404);
    expect((await operator.open('/guides/listen')).statusCode).toBe(404);
    expect((await operator.open('/rules/no-such-rule/outcomes')).statusCode).toBe(404);
  });
});

describe('the page of a guide', () => {
  it('tells how it does under each rule', async () => {
    const text = await read('/guides/export-model');

    expect(text).toContain('Did “Exporting” help?');
    expect(text).toContain('export-model 22 4 42');
    expect(text).toContain('fresh 3 0 3');
  });
});
