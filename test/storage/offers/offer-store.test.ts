import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { everMs } from '../../../service/model/decision.ts';
import { type OfferId, memberId, postId, ruleId, topicId } from '../../../service/model/ids.ts';
import type { DeclinedPart } from '../../../service/storage/members/declined-parts.ts';
import { newLease } from '../../../service/storage/lease.ts';
import type { SenderProof } from '../../../service/storage/offers/offer-store.ts';
import {
  aClaim,
  aPlannedOffer,
  aPostEvent,
  forum,
  openTestStores,
  planOffer,
  type TestStores,
} from '../../support/storage-makers.ts';

async function becomeSender(stores: TestStores, process = 'one', forMs = 10_000): Promise<SenderProof> {
  const fence = await stores.forums.takeSender(forum, process, forMs);
  if (fence === null) throw new Error(`${process} is not the sender`);
  return { process, fence };
}

async function claim(stores: TestStores, sender: SenderProof, lease = newLease(10_000)) {
  const offer = await stores.offers.claimNext(forum, lease, sender);
  return { offer, lease };
}

const state = async (stores: TestStores, id: OfferId) => (await stores.offers.find(id))?.state;
const places = (stores: TestStores, id: OfferId) =>
  stores.db.selectFrom('reservation').select('usedAt').where('offerId', '=', id).execute();

/** Sends an offer as the forum's one sender, as far as the answer of the forum. */
async function beginSending(stores: TestStores) {
  const sender = await becomeSender(stores);
  const { offer, lease } = await claim(stores, sender);
  if (!offer) throw new Error('nothing is due');
  const began = await stores.offers.beginSending(offer.id, lease, sender, 'the bytes');
  return { offer, lease, sender, began };
}

describe('the one sender', () => {
  test('is one process; another takes over only when it has fallen silent', async () => {
    await using stores = await openTestStores();

    const first = await stores.forums.takeSender(forum, 'one', 10_000);
    expect(await stores.forums.takeSender(forum, 'two', 10_000)).toBeNull();
    expect(await stores.forums.takeSender(forum, 'one', 0)).toBe(first);
    const second = await stores.forums.takeSender(forum, 'two', 10_000);

    expect(Number(second)).toBeGreaterThan(Number(first));
    expect(await stores.forums.takeSender(forum, 'one', 10_000)).toBeNull();
  });

  test('of two that ask at once is one', async () => {
    await using stores = await openTestStores();

    const fences = await Promise.all(
      Array.from({ length: 8 }, (_, index) => stores.forums.takeSender(forum, `process ${index}`, 10_000)),
    );

    expect(fences.filter((fence) => fence !== null)).toHaveLength(1);
  });

  test('cannot send once another has taken over, though it still holds the lease of the offer', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores);
    const frozen = await becomeSender(stores, 'one', 0);
    const { lease } = await claim(stores, frozen);
    await becomeSender(stores, 'two');

    expect(await stores.offers.beginSending(id, lease, frozen, 'the bytes')).toBeNull();
    expect(await stores.offers.find(id)).toMatchObject({ state: 'waiting', attempts: 0, body: null });
  });

  test('cannot send with an old fence after it took the right again', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores);
    const frozen = await becomeSender(stores, 'one', 0);
    const { lease } = await claim(stores, frozen);
    await stores.forums.takeSender(forum, 'two', 0);
    await becomeSender(stores, 'one');

    expect(await stores.offers.beginSending(id, lease, frozen, 'the bytes')).toBeNull();
  });
});

describe('an offer in a sender’s hands', () => {
  test('whose sender died while sending comes back as unknown, and the late one writes nothing', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { claims: [aClaim()] });
    const { lease, began } = await beginSending(stores);
    expect(began).toEqual({ body: 'the bytes' });
    await sql`update offer set lease_until = now() - interval '1 second'`.execute(stores.db);
    const next = await claim(stores, await becomeSender(stores));
    expect(next.offer).toMatchObject({ id, state: 'unknown', body: 'the bytes' });

    await stores.offers.recordUnknown(id, lease, { delayMs: 60_000, lookedUp: true });
    await stores.offers.recordInReview(id, lease, 4);
    await stores.offers.postpone(id, lease, { delayMs: 60_000, attemptTaken: true });
    await stores.offers.end(id, { state: 'refused', because: [], lease });

    expect(await stores.offers.find(id)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect((await places(stores, id)).every(({ usedAt }) => usedAt !== null)).toBe(true);
  });

  test('keeps the bytes of its first attempt', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores);
    const first = await beginSending(stores);
    await stores.offers.recordUnknown(id, first.lease, { delayMs: 0, lookedUp: false });
    const sender = await becomeSender(stores);
    const { lease } = await claim(stores, sender);

    expect(await stores.offers.beginSending(id, lease, sender, 'other bytes')).toEqual({ body: 'the bytes' });
  });

  test('is not made again to somebody who is erased between two attempts, as late as that may be', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores);
    const first = await beginSending(stores);
    await stores.offers.recordUnknown(id, first.lease, { delayMs: 0, lookedUp: false });
    const sender = await becomeSender(stores);
    const { lease } = await claim(stores, sender);

    await stores.db.transaction().execute((trx) => stores.members.forget(trx, forum, memberId(7)));

    expect(await stores.offers.beginSending(id, lease, sender, 'the bytes')).toBeNull();
  });

  test('takes no other way, and no place that names them, once its member is erased', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { claims: [aClaim()] });
    const { lease } = await beginSending(stores);
    await stores.db.transaction().execute((trx) => stores.members.forget(trx, forum, memberId(7)));

    const to = { channel: 'reply' as const, notBefore: new Date(), claims: [aClaim()], because: [] };
    expect(await stores.offers.changeChannel(id, lease, to)).toBe('lost');

    expect(await places(stores, id)).toEqual([]);
  });

  test('goes by no process of before the plugin, unless it is a reply by the forum’s own API', async () => {
    await using stores = await openTestStores();
    const card = await planOffer(stores, { channel: 'card' });
    const asOldOnesDo = (id: OfferId) =>
      sql`update offer set state = 'sending', body = coalesce(body, 'a reply') where id = ${id}`.execute(
        stores.db,
      );

    await expect(asOldOnesDo(card)).rejects.toThrow(/does not know/);
    expect(await beginSending(stores)).toMatchObject({ began: { body: 'the bytes' } });

    await sql`update offer set state = 'unknown', channel = 'reply', sent_through = 'plugin'`.execute(
      stores.db,
    );
    await expect(asOldOnesDo(card)).rejects.toThrow(/does not know/);
    await sql`update offer set sent_through = 'api'`.execute(stores.db);
    await asOldOnesDo(card);
    expect(await state(stores, card)).toBe('sending');
  });

  test('whose request was refused for certain was never sent: no attempt, no place used', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { claims: [aClaim()] });
    const { lease } = await beginSending(stores);

    await stores.offers.postpone(id, lease, { delayMs: 1_000, attemptTaken: true });

    expect(await stores.offers.find(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await places(stores, id)).toEqual([{ usedAt: null }]);
  });

  test('stays unknown when only its second attempt was refused for certain: the first may stand', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { claims: [aClaim()] });
    const first = await beginSending(stores);
    await stores.offers.recordUnknown(id, first.lease, { delayMs: 0, lookedUp: false });
    const second = await beginSending(stores);

    await stores.offers.postpone(id, second.lease, { delayMs: 1_000, attemptTaken: true });

    expect(await stores.offers.find(id)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect((await places(stores, id))[0]?.usedAt).not.toBeNull();
  });

  test.each([
    [
      'the forum is paused',
      (stores: TestStores) =>
        stores.db.transaction().execute((trx) => stores.rules.pauseForum(trx, forum, 'ana', 'now')),
    ],
    [
      'its rule is paused',
      (stores: TestStores) =>
        sql`insert into rule_standing (forum_id, rule_id, paused_at) values ('default', 'export-model', now())`.execute(
          stores.db,
        ),
    ],
    [
      'the member has said stop',
      (stores: TestStores) =>
        stores.db.transaction().execute((trx) => stores.members.decline(trx, forum, memberId(7))),
    ],
    [
      'its lease is over',
      (stores: TestStores) =>
        sql`update offer set lease_until = now() - interval '1 second'`.execute(stores.db),
    ],
    ['it has ended', (stores: TestStores) => sql`update offer set state = 'held'`.execute(stores.db)],
  ])('is not sent when %s', async (_, happens) => {
    await using stores = await openTestStores();
    const id = await planOffer(stores);
    const sender = await becomeSender(stores);
    const { lease } = await claim(stores, sender);
    await happens(stores);

    expect(await stores.offers.beginSending(id, lease, sender, 'the bytes')).toBeNull();
    expect(await stores.offers.find(id)).toMatchObject({ attempts: 0 });
  });

  test('goes first when its answer was lost, then the newest', async () => {
    await using stores = await openTestStores();
    const lost = await planOffer(stores);
    const older = await planOffer(stores);
    const newest = await planOffer(stores);
    await sql`update offer set state = 'unknown' where id = ${lost}`.execute(stores.db);
    const sender = await becomeSender(stores);

    const order = [];
    for (let taken = 0; taken < 4; taken += 1) order.push((await claim(stores, sender)).offer?.id);

    expect(order).toEqual([lost, newest, older, undefined]);
  });
});

describe('a place under a limit', () => {
  const isFull = (stores: TestStores, claim = aClaim()) =>
    stores.db.transaction().execute(async (trx) => (await stores.offers.capUse(trx, forum, [claim]))(claim));

  test.each(['held', 'expired', 'refused'] as const)(
    'is free again when the offer ends as %s',
    async (end) => {
      await using stores = await openTestStores();
      const id = await planOffer(stores, { claims: [aClaim()] });
      expect(await isFull(stores)).toMatchObject({ used: 1 });

      expect(await stores.offers.end(id, { state: end, because: [], lease: null })).toBe(true);

      expect(await isFull(stores)).toEqual({ used: 0, freesAt: null });
    },
  );

  test('is kept by what was sent, and by what is dead: it may have been shown', async () => {
    await using stores = await openTestStores();
    const sent = await planOffer(stores, { claims: [aClaim()] });
    const dead = await planOffer(stores, { claims: [aClaim()] });

    await stores.offers.recordSent(stores.db, sent, postId(90));
    await stores.offers.end(dead, { state: 'dead', because: [], lease: null });

    expect(await isFull(stores)).toMatchObject({ used: 2 });
  });

  test('frees up one window after the reply, not after the plan', async () => {
    await using stores = await openTestStores();
    await planOffer(stores, { claims: [aClaim()] });
    const { began } = await beginSending(stores);
    expect(began).not.toBeNull();
    await sql`update reservation set reserved_for = now() - interval '2 days', used_at = now() - interval '23 hours'`.execute(
      stores.db,
    );

    const claim = aClaim({ limit: 1 });
    const { used, freesAt } = await isFull(stores, claim);

    expect(used).toBe(1);
    expect(freesAt && freesAt.getTime() - Date.now()).toBeGreaterThan(59 * 60_000);
    await sql`update reservation set used_at = now() - interval '25 hours'`.execute(stores.db);
    expect(await isFull(stores, claim)).toEqual({ used: 0, freesAt: null });
  });

  test('in a topic never comes back', async () => {
    await using stores = await openTestStores();
    const topic = aClaim({ scope: 'topic', key: '9', limit: 1, windowMs: everMs });
    const id = await planOffer(stores, { claims: [topic] });
    await stores.offers.recordSent(stores.db, id, postId(90));
    await sql`update reservation set reserved_for = now() - interval '9 years', used_at = now() - interval '9 years'`.execute(
      stores.db,
    );

    expect(await isFull(stores, topic)).toMatchObject({ used: 1 });
  });

  test('is never given to more than the limit, however many decide at once', async () => {
    await using stores = await openTestStores({ maxConnections: 25 });
    const claim = aClaim({ limit: 2 });

    const made = await Promise.all(
      Array.from({ length: 20 }, () => {
        const event = aPostEvent();
        return stores.db.transaction().execute(async (trx) => {
          const eventId = await stores.events.record(trx, event, { inboxId: null });
          if (!eventId) throw new Error('known already');
          await stores.forums.lockDecisions(trx, forum);
          const { used } = (await stores.offers.capUse(trx, forum, [claim]))(claim);
          await sleep(10);
          if (used >= claim.limit) return null;
          return await stores.offers.plan(trx, {
            forum,
            eventId,
            rulebook: 'test' as never,
            offer: aPlannedOffer(event, { claims: [claim] }),
            because: [],
            evidence: [],
            marker: event.logicalKey,
            shadow: false,
          });
        });
      }),
    );

    expect(made.filter(Boolean)).toHaveLength(2);
    expect(await isFull(stores, claim)).toMatchObject({ used: 2 });
  });

  test('that was planned apart is not used together, though delays have pushed the offers together', async () => {
    await using stores = await openTestStores();
    const spacing = aClaim({ scope: 'member_spacing', limit: 1, windowMs: 4 * 3_600_000 });
    const ids = [
      await planOffer(stores, { claims: [spacing] }),
      await planOffer(stores, { claims: [spacing] }),
    ];
    expect(await stores.offers.limitsAllowFrom(ids[0]!)).toBeNull();

    const { offer } = await beginSending(stores);
    const other = ids.find((id) => id !== offer.id)!;

    const from = await stores.offers.limitsAllowFrom(other);
    expect(from && from.getTime() - Date.now()).toBeGreaterThan(3.9 * 3_600_000);
  });

  test('is used by one of two that are sent at the same moment, even by two loops of one process', async () => {
    await using stores = await openTestStores();
    const spacing = aClaim({ scope: 'member_spacing', limit: 1, windowMs: 4 * 3_600_000 });
    await planOffer(stores, { claims: [spacing] });
    await planOffer(stores, { claims: [spacing] });
    const sender = await becomeSender(stores);
    const [one, two] = [await claim(stores, sender), await claim(stores, sender)];
    const begin = ({ offer, lease }: typeof one) =>
      stores.offers.beginSending(offer!.id, lease, sender, 'the bytes');

    // The first has found room under the limit and is held up before it can take it.
    const { waiting } = await stores.db.transaction().execute(async (trx) => {
      await sql`select from offer where id = ${one.offer!.id} for update`.execute(trx);
      const first = begin(one);
      await sleep(100);
      const second = begin(two);
      await sleep(100);
      return { waiting: [first, second] };
    });
    const began = await Promise.all(waiting);

    expect(began.filter(Boolean)).toHaveLength(1);
  });

  test('is given once for one rule, member and occasion', async () => {
    await using stores = await openTestStores();
    const event = aPostEvent();
    await planOffer(stores, { claims: [aClaim()] }, event);

    const again = planOffer(stores, { occasion: `post:${event.post.id}`, claims: [aClaim()] });

    await expect(again).rejects.toThrow('made before');
    expect(await isFull(stores)).toMatchObject({ used: 1 });
  });
});

describe('what became of an offer', () => {
  test('is sent when its post is seen, also after it was given up for dead', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { claims: [aClaim()] });
    await stores.offers.end(id, { state: 'dead', because: [{ code: 'answer_lost' }], lease: null });

    expect(await stores.offers.recordSent(stores.db, id, postId(90))).toBe(true);

    expect(await stores.offers.find(id)).toMatchObject({ state: 'sent', replyPostId: 90, stateBecause: [] });
  });

  test('is no longer sent once a moderator has removed it', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores);
    await stores.offers.recordSent(stores.db, id, postId(90));

    await stores.db
      .transaction()
      .execute((trx) => stores.offers.recordRemoved(trx, id, { code: 'removed_by_moderator' }));

    expect(await state(stores, id)).toBe('withdrawn');
    expect(await stores.offers.recordSent(stores.db, id, postId(91))).toBe(false);
  });

  test('of a dead one begins with a look-up when it is replayed, unless it was never sent', async () => {
    await using stores = await openTestStores();
    const [sent, never] = [await planOffer(stores), await planOffer(stores)];
    await sql`update offer set state = 'dead', attempts = 8, lookups = 5,
      first_sent_at = case when id = ${sent} then now() end`.execute(stores.db);

    const count = await stores.db
      .transaction()
      .execute((trx) => stores.offers.replay(trx, forum, [sent, never]));

    expect(count).toBe(2);
    expect(await stores.offers.find(sent)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect(await stores.offers.find(never)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  test.each<[string, DeclinedPart, boolean]>([
    ['the rule', { part: 'rule', rule: ruleId('export-model') }, true],
    ['another rule', { part: 'rule', rule: ruleId('other') }, false],
    ['the topic', { part: 'topic', topicId: topicId(4) }, true],
    ['another topic', { part: 'topic', topicId: topicId(5) }, false],
    ['the kind', { part: 'kind', kind: 'help' }, true],
    ['everything until tomorrow', { part: 'everything', until: new Date(Date.now() + 86_400_000) }, true],
    ['everything until yesterday', { part: 'everything', until: new Date(Date.now() - 86_400_000) }, false],
  ])('of a member who has declined %s in the last moment', async (_what, part, isRefused) => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { topicId: topicId(4) });
    const sender = await becomeSender(stores);
    const { lease } = await claim(stores, sender);
    await stores.db.transaction().execute(async (trx) => {
      const nothing = { username: 'mia', facts: {}, source: 'ledger' as const, at: new Date(0) };
      await stores.members.learn(trx, { forum, id: memberId(7), ...nothing });
      await stores.members.declinePart(trx, forum, memberId(7), part);
    });

    expect((await stores.offers.beginSending(id, lease, sender, 'the bytes')) === null).toBe(isRefused);
  });

  test('of those of a member who says stop: none that waits is sent, and their places are free', async () => {
    await using stores = await openTestStores();
    const id = await planOffer(stores, { claims: [aClaim()] });
    const sender = await becomeSender(stores);
    const { lease } = await claim(stores, sender);

    const held = await stores.db
      .transaction()
      .execute((trx) => stores.offers.holdAllFor(trx, forum, memberId(7), { code: 'opted_out' }));

    expect(held).toBe(1);
    expect(await stores.offers.beginSending(id, lease, sender, 'the bytes')).toBeNull();
    expect(await stores.offers.find(id)).toMatchObject({
      state: 'held',
      stateBecause: [{ code: 'opted_out' }],
    });
    expect(await places(stores, id)).toEqual([]);
  });
});
