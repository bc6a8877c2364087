import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSignals } from '../../service/measure/take-signals.ts';
import { type OfferId, memberId } from '../../service/model/ids.ts';
import { createActions } from '../../service/steer/actions.ts';
import type { Trx } from '../../service/storage/database.ts';
import { aRulebook } from '../support/engine-makers.ts';
import { meetHalfway } from '../support/meet-halfway.ts';
import { aSignal, somePreferences } from '../support/signal-makers.ts';
import {
  type TestStores,
  aClaim,
  aPostEvent,
  forum,
  openTestStores,
  planOffer,
} from '../support/storage-makers.ts';

const mia = memberId(7);
const lena = memberId(8);

let stores: TestStores;
beforeEach(async () => {
  stores = await openTestStores({ mostTries: 1 });
});
afterEach(() => stores[Symbol.asyncDispose]());

const stateOf = async (id: OfferId) => (await stores.offers.find(id))?.state;
const change = (statement: ReturnType<typeof sql>) => (trx: Trx) => statement.execute(trx);
const erase = (id = mia) => stores.db.transaction().execute((trx) => stores.members.forget(trx, forum, id));
const actions = () => createActions({ ...stores, rulebook: () => aRulebook() });

/** An offer that is being sent, with a place that counts against its member's limits. */
async function anOfferBeingSent(): Promise<OfferId> {
  const id = await planOffer(stores, { claims: [aClaim()] });
  await sql`update offer set state = 'sending' where id = ${id}`.execute(stores.db);
  return id;
}

/** What whoever ends an offer does, in two halves. */
function endingOf(id: OfferId) {
  return {
    begin: change(sql`update offer set state = 'refused', finished_at = now() where id = ${id}`),
    goOn: change(sql`delete from reservation where offer_id = ${id}`),
  };
}

describe('somebody is erased', () => {
  test('while they say stop, and the stop outlives them', async () => {
    const offer = await planOffer(stores);

    await meetHalfway(stores.db, {
      begin: (trx) => stores.members.decline(trx, forum, mia),
      other: () => erase(),
      goOn: (trx) => stores.offers.holdAllFor(trx, forum, mia, { code: 'opted_out' }),
    });

    expect(await stateOf(offer)).toBe('held');
    const { rows } = await sql`select consent from kept_wish`.execute(stores.db);
    expect(rows).toEqual([{ consent: 'all' }]);
  });

  test('while an offer to them is taken to be sent: it keeps its mark until it has come to its end', async () => {
    const sent = await planOffer(stores, { occasion: 'post:1' });
    const waits = await planOffer(stores, { occasion: 'post:2' });
    await sql`update offer set state = 'sent' where id = ${sent}`.execute(stores.db);
    const marker = async (id: OfferId) => (await stores.offers.find(id))?.marker;
    const before = await marker(waits);
    await sql`insert into post (forum_id, id, topic_id, number, author_id, author_name, is_bot, created_at, updated_at,
        marker, seen_through) values ('default', 900, 9, 2, 5, 'waypost', true, now(), now(),
        ${await marker(sent)}, 'webhook')`.execute(stores.db);

    await meetHalfway(stores.db, {
      // The bot's own post, which whoever erases waits for before the offers are locked.
      begin: change(sql`select from post where id = 900 for update`),
      other: () => erase(),
      goOn: async () => {
        await sql`update offer set state = 'sending' where id = ${waits}`.execute(stores.db);
      },
    });

    expect(await stores.offers.find(waits)).toMatchObject({ memberId: 0, occasion: `erasing:${waits}` });
    expect(await marker(waits)).toBe(before);
    expect(await stores.offers.find(sent)).toMatchObject({ memberId: 0, occasion: `erased:${sent}` });
  });

  test('while an offer to them ends', async () => {
    const offer = await anOfferBeingSent();

    await meetHalfway(stores.db, { ...endingOf(offer), other: () => erase() });

    expect(await stores.offers.find(offer)).toMatchObject({ state: 'refused', memberId: 0 });
  });

  test('while a webhook of theirs is kept without its text, because somebody is in need', async () => {
    await planOffer(stores);
    const { rows } = await sql<{ id: string }>`insert into inbox (forum_id, event_name, headers, body, state)
      values ('default', 'post_created', '{}', 'text', 'done') returning id`.execute(stores.db);
    await sql`update event set inbox_id = ${rows[0]?.id}`.execute(stores.db);

    await meetHalfway(stores.db, {
      begin: change(sql`update event set content = null`),
      other: () => erase(),
      goOn: change(sql`update inbox set body = null`),
    });

    expect((await sql`select body from inbox`.execute(stores.db)).rows).toEqual([{ body: null }]);
  });

  test('who had paused the forum, while somebody else resumes it', async () => {
    const offer = await planOffer(stores);
    await sql`update offer set state_because = '[{"code":"forum_paused"}]'`.execute(stores.db);
    await sql`update member set username = 'mia'`.execute(stores.db);
    await actions().pause({ forum, scope: 'forum', who: 'mia', why: '' });

    await meetHalfway(stores.db, {
      begin: change(sql`select from offer where id = ${offer} for update`),
      other: () => actions().resume({ forum, scope: 'forum', who: 'ana', why: '' }),
      goOn: change(sql`update pause set who = 'nobody'`),
    });

    expect((await stores.rules.standings(stores.db, forum)).pausedForum).toBe(false);
  });
});

describe('two accounts become one', () => {
  const merge = () =>
    takeSignals(stores, {
      forum,
      heardBy: 'outbox',
      signals: [aSignal('member_merged', { memberId: mia, data: { into_member_id: lena } })],
    });

  test('while an offer to the first ends', async () => {
    const offer = await anOfferBeingSent();

    await meetHalfway(stores.db, { ...endingOf(offer), other: merge });

    expect(await stores.offers.find(offer)).toMatchObject({ state: 'refused', memberId: lena });
  });

  test('while the forum tells that a post has another author now', async () => {
    const event = aPostEvent();
    await planOffer(stores, {}, event);
    const edited = aPostEvent({ ...event.post, authorId: lena, authorName: 'lena', updatedAt: new Date() });

    await meetHalfway(stores.db, {
      begin: (trx) => stores.members.joinWishes(trx, forum, mia, lena),
      other: () => stores.db.transaction().execute((trx) => stores.ledger.note(trx, edited)),
      goOn: (trx) => stores.posts.moveToAuthor(trx, forum, mia, lena),
    });

    const { rows } = await sql`select author_id from post`.execute(stores.db);
    expect(rows).toEqual([{ authorId: lena }]);
  });

  test('and the other two, the other way round', async () => {
    await learn(mia, lena);
    const joinWishes = (trx: Trx) => stores.members.joinWishes(trx, forum, lena, mia);

    await meetHalfway(stores.db, {
      begin: (trx) => stores.members.lock(trx, forum, mia),
      other: () => stores.db.transaction().execute(joinWishes),
      goOn: (trx) => stores.members.decline(trx, forum, lena),
    });

    expect((await stores.members.find(stores.db, forum, mia))?.consent).toMatchObject({ scope: 'all' });
  });
});

describe('several members at once', () => {
  test('are named by the plugin in any order', async () => {
    await learn(mia, lena);
    const wish = (id: typeof mia) =>
      aSignal('preferences_changed', { memberId: id, data: { preferences: somePreferences() } });

    const taken = await meetHalfway(stores.db, {
      begin: (trx) => stores.members.lock(trx, forum, mia),
      other: () => takeSignals(stores, { forum, heardBy: 'outbox', signals: [wish(lena), wish(mia)] }),
      goOn: (trx) => stores.members.lock(trx, forum, lena),
    });

    expect(taken.fresh).toBe(2);
  });

  test('are found by the walk over everybody in any order', async () => {
    await learn(lena, mia);

    await meetHalfway(stores.db, {
      begin: (trx) => stores.members.lock(trx, forum, mia),
      other: () =>
        stores.db.transaction().execute(async (trx) => {
          // As in a large table: read from its beginning to its end.
          await sql`set local enable_indexscan = off; set local enable_bitmapscan = off`.execute(trx);
          await stores.lifecycle.markAll(trx, forum, [lena, mia]);
        }),
      goOn: (trx) => stores.members.lock(trx, forum, lena),
    });

    const { rows } = await sql`select id from member where due_at <= now() order by id`.execute(stores.db);
    expect(rows).toEqual([{ id: mia }, { id: lena }]);
  });
});

describe('several offers at once', () => {
  /** In the table the second comes first. */
  async function twoOffers(): Promise<[OfferId, OfferId]> {
    const first = await planOffer(stores);
    const second = await planOffer(stores);
    await sql`update offer set state_because = '[{"code":"forum_paused"}]' where id = ${second}`.execute(
      stores.db,
    );
    await sql`update offer set state_because = '[{"code":"forum_paused"}]' where id = ${first}`.execute(
      stores.db,
    );
    return [first, second];
  }

  const acts: readonly [string, (trx: Trx) => Promise<unknown>, string][] = [
    ['are held', (trx) => stores.offers.holdAllFor(trx, forum, mia, { code: 'opted_out' }), 'held'],
    ['wake from a pause', (trx) => stores.offers.wakePaused(trx, forum), 'waiting'],
  ];
  test.for(acts)('%s in the order of their numbers', async ([_name, act, state]) => {
    const [first, second] = await twoOffers();
    const lock = (id: OfferId) => change(sql`select from offer where id = ${id} for no key update`);

    await meetHalfway(stores.db, {
      begin: lock(first),
      other: () => stores.db.transaction().execute(act),
      goOn: lock(second),
    });

    expect([await stateOf(first), await stateOf(second)]).toEqual([state, state]);
  });
});

describe('nobody waits', () => {
  test('for the one who forgets what is old, and that one for nobody', async () => {
    await planOffer(stores);
    await sql`insert into inbox (forum_id, event_name, headers, body, state, finished_at)
      values ('default', 'post_created', '{}', 'text', 'done', now() - interval '9 days')`.execute(stores.db);
    await sql`update event set state = 'done', finished_at = now() - interval '9 days'`.execute(stores.db);
    await sql`insert into webhook_digest (forum_id, event_name, digest, inbox_id, last_at)
      values ('default', 'post_created', 'x', 1, now() - interval '90 days')`.execute(stores.db);
    const age = { keepMs: 1, unreadableMs: 1, limit: 9 };
    const forget = async () => [
      await stores.inbox.blankBodies(age),
      await stores.events.blankContent(age),
      await stores.forgetting.checkNumbers(30, 9),
    ];

    const whileHeld = await stores.db.transaction().execute(async (trx) => {
      for (const table of ['inbox', 'event', 'webhook_digest'])
        await sql`select from ${sql.table(table)} for update`.execute(trx);
      return await forget();
    });

    expect(whileHeld).toEqual([0, 0, 0]);
    expect(await forget()).toEqual([1, 1, 1]);
  });

  test('for a turn that is taken, who writes down what happens on the forum, nor the other way round', async () => {
    await stores.db.transaction().execute(async (trx) => {
      await stores.events.record(trx, aPostEvent(), { inboxId: null });

      expect(await stores.alerts.takeSummary(forum)).toEqual({ before: null });
      expect(await stores.reviews.takeTurnToTell(forum, 1)).toBeNull();
      const told = { state: 'absent', can: null, lacks: [] } as const;
      expect(await stores.plugins.learn(forum, told)).toBe(true);
    });
  });

  test('for a decision over an offer, who tells what became of it', async () => {
    const offer = await planOffer(stores);
    await sql`update offer set state = 'proposed', decide_by = now() + interval '1 hour'`.execute(stores.db);

    await stores.db.transaction().execute(async (trx) => {
      await stores.reviews.lockProposed(trx, forum, offer);
      await stores.db
        .transaction()
        .execute((other) => stores.signals.addFeedback(other, offer, { what: 'seen' }, new Date()));
    });

    expect(await stores.db.selectFrom('offerFeedback').select('offerId').execute()).toHaveLength(1);
  });
});

async function learn(...ids: readonly (typeof mia)[]): Promise<void> {
  for (const id of ids)
    await stores.db.transaction().execute((trx) =>
      stores.members.learn(trx, {
        forum,
        id,
        username: `m${id}`,
        facts: {},
        source: 'forum',
        at: new Date(),
      }),
    );
}
