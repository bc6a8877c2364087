import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { memberId, ruleId, topicId } from '../../../service/model/ids.ts';
import { joinParts } from '../../../service/storage/members/declined-parts.ts';
import { forum, openTestStores } from '../../support/storage-makers.ts';

const mia = memberId(7);

test('what a member stopped outlives them, but for the topics that would tell where they were', async () => {
  await using stores = await openTestStores();
  const { members } = stores;
  const until = new Date('2099-01-01T00:00:00.000Z');
  const met = (trx: Parameters<typeof members.learn>[0]) =>
    members.learn(trx, { forum, id: mia, username: 'mia', facts: {}, source: 'ledger', at: new Date(0) });
  await stores.db.transaction().execute(async (trx) => {
    await met(trx);
    for (const rule of ['one', 'two', 'one'])
      await members.declinePart(trx, forum, mia, { part: 'rule', rule: ruleId(rule) });
    await members.declinePart(trx, forum, mia, { part: 'topic', topicId: topicId(4) });
    await members.declinePart(trx, forum, mia, { part: 'everything', until });
  });
  expect((await members.find(stores.db, forum, mia))?.consent).toMatchObject({
    ...{ scope: 'some', kinds: [], rules: ['two', 'one'], topics: [4], until },
  });

  await stores.db.transaction().execute((trx) => members.forget(trx, forum, mia));
  const { rows } = await sql`select declined from kept_wish`.execute(stores.db);
  expect(rows).toEqual([{ declined: { rules: ['two', 'one'], snoozedUntil: until.toISOString() } }]);
  await stores.db.transaction().execute(met);

  const { consent } = (await members.find(stores.db, forum, mia)) ?? {};
  expect(consent).toMatchObject({ scope: 'some', rules: ['two', 'one'], topics: [], until });
});

test('of two accounts that become one all holds that either has stopped, and the longer pause', () => {
  expect(
    joinParts(
      { rules: ['one'], snoozedUntil: '2027-01-01T00:00:00.000Z' },
      { rules: ['one', 'two'], topics: ['4'], snoozedUntil: '2026-12-01T00:00:00.000Z' },
    ),
  ).toEqual({ rules: ['one', 'two'], topics: ['4'], snoozedUntil: '2027-01-01T00:00:00.000Z' });
  expect(joinParts({}, {})).toEqual({ rules: [], topics: [] });
});
