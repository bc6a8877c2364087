import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReports } from '../../service/storage/reports.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { seedCommunity, seedForum, seededForum } from '../support/seeded-community.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

async function receiveWebhook(secondsAgo: number, changes: object = {}): Promise<void> {
  await database.db
    .insertInto('inbox')
    .values({
      forumId: seededForum,
      eventName: 'post_created',
      headers: '{}',
      nextAt: ago(secondsAgo),
      ...changes,
    })
    .execute();
}

describe('progress', () => {
  it('is as old as the oldest work that is due and that nobody does', async () => {
    await seedForum(database.db);
    await receiveWebhook(90);
    await receiveWebhook(30);
    await receiveWebhook(900, { leaseUntil: ago(-20) });
    await receiveWebhook(-60);
    await receiveWebhook(700, { state: 'done', finishedAt: ago(5) });

    const { stages } = await createReports(database.db).progress();

    expect(stages.read.due).toBe(2);
    expect(stages.read.oldestDueMs).toBeGreaterThan(89_000);
    expect(stages.read.oldestDueMs).toBeLessThan(120_000);
    expect(stages.read.lastFinishedMs).toBeLessThan(60_000);
    expect(stages.decide).toEqual({ due: 0, oldestDueMs: 0, lastFinishedMs: null });
  });

  it('counts work whose worker has died', async () => {
    await seedForum(database.db);
    await receiveWebhook(90, { leaseUntil: ago(10) });

    expect((await createReports(database.db).progress()).stages.read.due).toBe(1);
  });

  describe('of offers', () => {
    const due = async () => (await createReports(database.db).progress()).stages.send.due;
    beforeEach(async () => {
      await seedCommunity(database.db);
      await database.db
        .updateTable('offer')
        .set({ nextAt: ago(300), notBefore: ago(300) })
        .where('state', '=', 'waiting')
        .execute();
    });

    it('counts what should have been sent', async () => {
      expect(await due()).toBe(1);
    });

    it('does not count what waits because sending is paused', async () => {
      await database.db.insertInto('pause').values({ forumId: seededForum, who: 'Ana', why: '' }).execute();

      expect(await due()).toBe(0);
    });

    it('does not count what waits because its rule is paused', async () => {
      await database.db
        .updateTable('ruleStanding')
        .set({ pausedAt: ago(1) })
        .where('ruleId', '=', 'format-code')
        .execute();

      expect(await due()).toBe(0);
    });

    it('does not count what waits because the forum asked for a rest', async () => {
      await database.db
        .updateTable('forum')
        .set({ blockedUntil: ago(-60) })
        .execute();

      expect(await due()).toBe(0);
    });
  });
});

describe('forum health', () => {
  it('tells a rest that the forum asked for, and failed calls', async () => {
    await seedCommunity(database.db);
    await database.db
      .updateTable('forum')
      .set({ blockedUntil: ago(-60), blockedBecause: '429' })
      .execute();
    await database.db
      .insertInto('apiCall')
      .values({
        forumId: seededForum,
        process: 'p',
        priority: 1,
        takenAt: ago(4),
        finishedAt: ago(3),
        status: 502,
      })
      .execute();

    const health = await createReports(database.db).forumHealth(seededForum);

    expect(health?.blocked?.because).toBe('429');
    expect(health?.calls).toMatchObject({ total: 10, failed: 1 });
    expect(health?.share).toEqual({ limit: 30, now: 24, used: 10, postsUsed: 1 });
  });

  it('counts a call that is under way', async () => {
    await seedForum(database.db);
    const taken = { forumId: seededForum, process: 'p', priority: 1, status: null };
    await database.db
      .insertInto('apiCall')
      .values([
        { ...taken, takenAt: ago(70) },
        { ...taken, takenAt: ago(400) },
      ])
      .execute();

    expect((await createReports(database.db).forumHealth(seededForum))?.share.used).toBe(1);
  });
});

describe('an overview', () => {
  it('of an empty forum is all zero, not an error', async () => {
    await seedForum(database.db);

    const overview = await createReports(database.db).overview(seededForum);

    expect(overview).toMatchObject({
      arrivals: { webhooks: 0, repeated: 0, posts: 0, caughtUp: 0, missed: 0, unwanted: [] },
      decisions: { eventsConsidered: 0, offers: 0, held: 0 },
      openOffers: {},
      heldBecause: [],
      paused: null,
    });
  });

  it('leaves out what is older than its window', async () => {
    await seedCommunity(database.db);

    const overview = await createReports(database.db).overview(seededForum, 1);

    expect(overview.arrivals.posts).toBe(2);
    expect(overview.decisions).toEqual({ eventsConsidered: 2, offers: 2, held: 2 });
  });

  it('names why rules held back, not why they were looked at', async () => {
    await seedCommunity(database.db);

    const { heldBecause } = await createReports(database.db).overview(seededForum);

    expect(heldBecause.map(({ code }) => code).toSorted()).toEqual([
      'another_rule_won',
      'cap_reached',
      'human_answered',
    ]);
  });
});
