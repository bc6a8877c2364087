import type { PlannedOffer } from '../../service/model/decision.ts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type SignalBatch, takeSignals } from '../../service/measure/take-signals.ts';
import type { PluginSignal } from '../../service/discourse/wire/plugin/read-signals.ts';
import { memberId, ruleId } from '../../service/model/ids.ts';
import { keptDays } from '../../service/privacy/retention.ts';
import { aSignal, somePreferences } from '../support/signal-makers.ts';
import { type TestStores, aPostEvent, forum, openTestStores, planOffer } from '../support/storage-makers.ts';

const mia = memberId(7);

describe('signals', () => {
  test('a signal that comes both ways counts once', async () => {
    await using stores = await openTestStores();
    const offer = await plan(stores);
    const rated = onOffer(offer.marker, 'card_rated', { data: { helped: true } });

    const first = await take(stores, [rated], { heardBy: 'webhook' });
    const again = await take(stores, [rated, rated], { heardBy: 'outbox' });

    expect([first.fresh, again.fresh]).toEqual([1, 0]);
    expect(await feedback(stores)).toMatchObject([{ helped: true }]);
  });

  test('what nobody understands is kept, counted and gone past', async () => {
    await using stores = await openTestStores();
    const later = aSignal('preferences_changed', { schema: 2, data: { preferences: 'in another form' } });
    const hummed = aSignal('card_hummed', { data: { tune: '\u0000\ud800' } });

    const taken = await take(stores, [hummed, later, aSignal('bot_ignored')]);

    expect(taken).toMatchObject({ fresh: 3, skipped: 2 });
    const kept = await stores.db
      .selectFrom('signal')
      .select(['outcome', 'memberId', 'kept'])
      .orderBy('outcome')
      .execute();
    expect(kept).toMatchObject([
      { outcome: 'taken', memberId: null, kept: null },
      { outcome: 'unknown_name', memberId: 7, kept: { name: 'card_hummed' } },
      { outcome: 'unknown_schema', kept: { data: { preferences: 'in another form' } } },
    ]);
  });

  test('an offer of another installation is none of our business', async () => {
    await using stores = await openTestStores();

    await take(stores, [onOffer('of_42', 'card_rated', { data: { helped: true } })]);

    expect(await feedback(stores)).toEqual([]);
    expect(await stores.db.selectFrom('signal').select('outcome').execute()).toEqual([
      { outcome: 'not_ours' },
    ]);
  });

  test('nobody speaks for another member', async () => {
    await using stores = await openTestStores();
    const offer = await plan(stores);

    await take(stores, [
      onOffer(offer.marker, 'card_rated', { data: { helped: true }, memberId: memberId(8) }),
    ]);

    expect(await feedback(stores)).toEqual([]);
  });

  test('what five members searched in vain is told to rules once a month, and by nobody’s name', async () => {
    await using stores = await openTestStores();
    const missed = (members: number, day: string) =>
      aSignal('search_missed', {
        memberId: null,
        data: { term: 'two factor', members, days: 30 },
        occurredAt: new Date(`2026-${day}T09:00:00Z`),
      });

    await take(stores, [missed(5, '11-02'), missed(6, '11-20'), missed(4, '11-21'), missed(7, '12-01')]);

    const told = await stores.db
      .selectFrom('event')
      .selectAll()
      .where('kind', '=', 'outside.event')
      .orderBy('id')
      .execute();
    expect(told.map(({ content }) => content)).toMatchObject([
      {
        type: 'search.missed',
        data: [
          ['term', 'two factor'],
          ['members', '5'],
        ],
      },
      {
        type: 'search.missed',
        data: [
          ['term', 'two factor'],
          ['members', '7'],
        ],
      },
    ]);
    expect(told.every(({ memberId: who }) => who === null)).toBe(true);
  });

  test('nothing of a batch is taken when a part of it fails', async () => {
    await using stores = await openTestStores();
    const broken = {
      ...stores,
      signals: { ...stores.signals, addMissedSearch: () => Promise.reject(new Error('no')) },
    };
    const search = aSignal('search_missed', {
      memberId: null,
      data: { term: 'two factor', members: 5, days: 30 },
    });

    await expect(
      takeSignals(broken, { forum, heardBy: 'outbox', signals: [aSignal('bot_ignored'), search] }),
    ).rejects.toThrow('no');

    expect(await stores.db.selectFrom('signal').selectAll().execute()).toEqual([]);
    expect(await stores.members.find(stores.db, forum, mia)).toBeNull();
  });
});

describe('what members did with an offer', () => {
  test('is kept with its first or its latest time', async () => {
    await using stores = await openTestStores();
    const { marker } = await plan(stores);
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));
    const until = at(50).toISOString();

    await take(stores, [
      aSignal('cards_seen', { data: { offer_ids: [marker, 'another'] }, occurredAt: at(2) }),
      aSignal('cards_seen', { data: { offer_ids: [marker] }, occurredAt: at(1) }),
      onOffer(marker, 'card_clicked', { occurredAt: at(3) }),
      onOffer(marker, 'card_rated', { data: { helped: false }, occurredAt: at(6) }),
      onOffer(marker, 'card_rated', { data: { helped: true }, occurredAt: at(5) }),
      onOffer(marker, 'step_changed', { data: { step: 'open', done: true }, occurredAt: at(7) }),
      onOffer(marker, 'step_changed', { data: { step: 'ask', done: true }, occurredAt: at(7) }),
      onOffer(marker, 'step_changed', { data: { step: 'ask', done: false }, occurredAt: at(8) }),
      onOffer(marker, 'card_snoozed', { data: { days: 1, until, kind: 'help' }, occurredAt: at(9) }),
      onOffer(marker, 'person_asked', { occurredAt: at(10) }),
      onOffer(marker, 'card_dismissed', { occurredAt: at(11) }),
    ]);

    expect(await feedback(stores)).toMatchObject([
      {
        seenAt: at(1),
        clickedAt: at(3),
        helped: false,
        ratedAt: at(6),
        dismissedAt: at(11),
        snoozedUntil: at(50),
        askedPersonAt: at(10),
        doneSteps: { open: { done: true }, ask: { done: false } },
      },
    ]);
  });

  test('of help in need nothing is followed but whether it was put away and helped', async () => {
    await using stores = await openTestStores();
    const { marker } = await plan(stores, { kind: 'care' });
    const acts = ['card_clicked', 'person_asked', 'card_dismissed'].map((name) => onOffer(marker, name));

    await take(stores, [...acts, aSignal('cards_seen', { data: { offer_ids: [marker] } })]);

    const [row] = await feedback(stores);
    expect(row).toMatchObject({ seenAt: null, clickedAt: null, askedPersonAt: null });
    expect(row?.dismissedAt).not.toBeNull();
  });
});

describe('what members want', () => {
  test.each<[string, Partial<PluginSignal>, string]>([
    ['kind_declined', { data: { kind: 'help' } }, 'kind_declined'],
    ['bot_ignored', {}, 'bot_ignored'],
    ['preferences_changed', wish({ paused: true }), 'member_paused'],
    ['preferences_changed', wish({ kinds: { help: false } }), 'kind_declined'],
    ['preferences_changed', wish({ channels: { reply: false } }), 'channel_declined'],
    ['preferences_changed', wish({ snoozed: { help: '2099-01-01T00:00:00.000Z' } }), 'kind_snoozed'],
    [
      'card_snoozed',
      { offerId: 'of_1', data: { until: '2099-01-01T00:00:00.000Z', kind: 'help' } },
      'kind_snoozed',
    ],
    ['member_erased', {}, 'member_gone'],
  ])('%s %j holds what waits in the same transaction', async (name, changes, code) => {
    await using stores = await openTestStores();
    await plan(stores);

    await take(stores, [aSignal(name, changes)]);

    const [offer] = await stores.db.selectFrom('offer').select(['state', 'stateBecause']).execute();
    expect(offer).toMatchObject({ state: 'held', stateBecause: [{ code }] });
    expect(await stores.db.selectFrom('reservation').selectAll().execute()).toEqual([]);
  });

  test('another kind and another member are left waiting', async () => {
    await using stores = await openTestStores();
    await plan(stores);

    await take(stores, [
      aSignal('kind_declined', { data: { kind: 'promote' } }),
      aSignal('bot_ignored', { memberId: memberId(8) }),
    ]);

    expect(await stores.db.selectFrom('offer').select('state').execute()).toEqual([{ state: 'waiting' }]);
  });

  test('the ledger’s stop holds whatever the forum’s preferences say', async () => {
    await using stores = await openTestStores();
    await plan(stores);
    await stores.db.transaction().execute((trx) => stores.members.decline(trx, forum, mia));

    await take(stores, [aSignal('preferences_changed', wish({}))]);

    expect(await stores.members.find(stores.db, forum, mia)).toMatchObject({
      consent: { state: 'declined' },
    });
    expect(await stores.db.selectFrom('offer').select('state').execute()).toEqual([{ state: 'held' }]);
  });

  test('signals in any order come to the same', async () => {
    const at = (minute: number) => ({ occurredAt: new Date(Date.UTC(2026, 10, 21, 9, minute)) });
    const told = [
      aSignal('preferences_changed', { ...wish({ kinds: { promote: false } }), ...at(1) }),
      aSignal('bot_ignored', at(2)),
      aSignal('bot_unignored', at(3)),
      aSignal('kind_declined', { data: { kind: 'celebrate' }, ...at(4) }),
      aSignal('card_snoozed', {
        offerId: 'x',
        data: { until: '2099-01-01T00:00:00Z', kind: 'care' },
        ...at(5),
      }),
    ];
    const orders = [told, told.toReversed(), [told[4]!, told[0]!, told[3]!, told[2]!, told[1]!]];
    for (const order of orders) {
      await using stores = await openTestStores();

      for (const signal of order) await take(stores, [{ ...signal }]);

      const found = await stores.members.find(stores.db, forum, mia);
      const preferences = found?.member.preferences;
      expect(preferences?.known && preferences.value).toMatchObject({
        botIgnored: false,
        snoozed: { care: new Date('2099-01-01T00:00:00Z') },
      });
      expect(preferences?.known && [...preferences.value.declinedKinds].toSorted()).toEqual([
        'celebrate',
        'promote',
      ]);
    }
  });

  test('taking a snooze back wakes the kind, taking a dismissal back does not', async () => {
    await using stores = await openTestStores();
    const { marker } = await plan(stores);
    const at = (minute: number) => ({ occurredAt: new Date(Date.UTC(2026, 10, 21, 9, minute)) });
    const snoozed = { data: { until: '2099-01-01T00:00:00Z', kind: 'help' } };

    await take(stores, [
      onOffer(marker, 'card_dismissed', at(1)),
      aSignal('card_snoozed', { offerId: 'other', ...snoozed, ...at(2) }),
    ]);
    await take(stores, [onOffer(marker, 'card_restored', at(3))]);
    expect(await isSnoozed(stores)).toBe(true);

    await take(stores, [
      onOffer(marker, 'card_snoozed', { ...snoozed, ...at(4) }),
      onOffer(marker, 'card_restored', at(5)),
    ]);
    expect(await isSnoozed(stores)).toBe(false);
  });

  test('the sending itself is stopped where a wish comes between the decision and the request', async () => {
    await using stores = await openTestStores();
    const { id } = await plan(stores);
    const sender = { process: 'p', fence: (await stores.forums.takeSender(forum, 'p', 5_000))! };
    const lease = { token: '11111111-1111-4111-8111-111111111111', forMs: 5_000 };
    await stores.offers.claimNext(forum, lease, sender);
    await stores.db
      .transaction()
      .execute((trx) =>
        stores.members.changePreference(
          trx,
          { forum, id: mia },
          { change: { part: 'bot_ignored', ignored: true }, at: new Date() },
        ),
      );

    expect(await stores.offers.beginSending(id, lease, sender, 'the guide', 'api')).toBeNull();
  });
});

describe('signals of long ago', () => {
  test('are forgotten when nothing can bring them again', async () => {
    await using stores = await openTestStores();
    await take(stores, [aSignal('bot_ignored'), aSignal('bot_unignored')]);
    await sql`update signal set heard_at = now() - interval '61 days' where name = 'bot_ignored'`.execute(
      stores.db,
    );

    expect(await stores.forgetting.signals(keptDays.signals, 100)).toBe(1);

    expect(await stores.db.selectFrom('signal').select('name').execute()).toEqual([
      { name: 'bot_unignored' },
    ]);
  });
});

describe('what is heard besides', () => {
  test('a first visit to a category becomes one event', async () => {
    await using stores = await openTestStores();
    const visit = () => aSignal('category_first_visited', { data: { category_id: 5 } });

    const taken = await take(stores, [visit(), visit()]);

    expect(taken.events).toHaveLength(1);
    expect(await stores.db.selectFrom('event').select(['logicalKey', 'kind', 'memberId']).execute()).toEqual([
      { logicalKey: 'category_first_visited:7:5', kind: 'category.first_visited', memberId: 7 },
    ]);
  });

  test('searches without result are summed, without anybody', async () => {
    await using stores = await openTestStores();
    const missed = (members: number, day: number) =>
      aSignal('search_missed', {
        memberId: null,
        occurredAt: new Date(Date.UTC(2026, 10, day, 23)),
        data: { term: 'two factor', members, days: 30 },
      });

    await take(stores, [missed(7, 21), missed(5, 20)]);

    const { rows } = await sql`select term, members, days, last_day::text from missed_search`.execute(
      stores.db,
    );
    expect(rows).toEqual([{ term: 'two factor', members: 7, days: 30, lastDay: '2026-11-21' }]);
  });
});

async function take(
  stores: TestStores,
  signals: readonly PluginSignal[],
  changes: Partial<SignalBatch> = {},
) {
  return await takeSignals(stores, { forum, heardBy: 'outbox', signals, ...changes });
}

async function plan(stores: TestStores, changes: Partial<PlannedOffer> = {}) {
  const claims = [
    { scope: 'member' as const, key: '7', limit: 3, windowMs: 86_400_000, over: 'defer' as const },
  ];
  const id = await planOffer(stores, { claims, rule: ruleId('export-model'), ...changes }, aPostEvent());
  return await stores.db
    .selectFrom('offer')
    .select(['marker'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
    .then((row) => ({ ...row, id }));
}

function onOffer(offerId: string, name: string, changes: Partial<PluginSignal> = {}): PluginSignal {
  return aSignal(name, { offerId, ...changes });
}

function wish(changes: object): Partial<PluginSignal> {
  return { data: { preferences: somePreferences(changes) } };
}

async function isSnoozed(stores: TestStores): Promise<boolean> {
  const found = await stores.members.find(stores.db, forum, mia);
  const preferences = found?.member.preferences;
  return preferences?.known === true && preferences.value.snoozed.help !== undefined;
}

function feedback(stores: TestStores) {
  return stores.db.selectFrom('offerFeedback').selectAll().execute();
}
