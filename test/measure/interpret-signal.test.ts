import { describe, expect, test } from 'vitest';
import { interpretSignal } from '../../service/discourse/wire/plugin/interpret-signal.ts';
import { preferencesOf, readPreferences } from '../../service/discourse/wire/plugin/read-preferences.ts';
import { readMemberFacts } from '../../service/discourse/wire/plugin/read-facts.ts';
import { interpretWebhook } from '../../service/discourse/wire/interpret-webhook.ts';
import { forumId } from '../../service/model/ids.ts';
import { aSignal, contractExample, exampleSignals, somePreferences } from '../support/signal-makers.ts';

const until = '2026-11-28T09:02:00.000Z';

describe('what a signal means', () => {
  test.each([
    [
      'cards_seen',
      { data: { offer_ids: ['a', 'b'] } },
      { about: 'offers', offerIds: ['a', 'b'], done: { act: 'seen' } },
    ],
    ['card_clicked', { offerId: 'a' }, { about: 'offers', offerIds: ['a'], done: { act: 'clicked' } }],
    ['card_dismissed', { offerId: 'a' }, { about: 'offers', done: { act: 'dismissed' } }],
    ['card_restored', { offerId: 'a' }, { about: 'offers', done: { act: 'restored' } }],
    ['person_asked', { offerId: 'a' }, { about: 'offers', done: { act: 'asked_person' } }],
    [
      'card_rated',
      { offerId: 'a', data: { helped: false } },
      { about: 'offers', done: { act: 'rated', helped: false } },
    ],
    ['card_rated', { offerId: 'a', data: { helped: 'yes' } }, { about: 'nothing', why: 'unreadable' }],
    ['card_rated', { data: { helped: true } }, { about: 'nothing', why: 'unreadable' }],
    [
      'card_snoozed',
      { offerId: 'a', data: { days: 7, until, kind: 'help' } },
      { about: 'offers', done: { act: 'snoozed', until: new Date(until), kind: 'help' } },
    ],
    [
      'step_changed',
      { offerId: 'a', data: { step: 'open', done: true, done_count: 1, of: 3 } },
      { about: 'offers', done: { act: 'marked_step', step: 'open', done: true } },
    ],
    [
      'kind_declined',
      { data: { kind: 'promote' } },
      { about: 'wish', memberId: 7, change: { wish: 'kind_declined', kind: 'promote' } },
    ],
    ['kind_declined', { data: { kind: 'nonsense' } }, { about: 'nothing', why: 'unreadable' }],
    ['bot_ignored', {}, { about: 'wish', change: { wish: 'bot_ignored', ignored: true } }],
    ['bot_unignored', {}, { about: 'wish', change: { wish: 'bot_ignored', ignored: false } }],
    ['bot_ignored', { memberId: null }, { about: 'nothing', why: 'unreadable' }],
    ['member_erased', {}, { about: 'farewell', memberId: 7 }],
    ['member_anonymized', {}, { about: 'farewell' }],
    ['member_deleted', {}, { about: 'farewell' }],
    ['member_merged', { data: { into_member_id: 8 } }, { about: 'merge', memberId: 7, into: 8 }],
    ['category_first_visited', { data: { category_id: 4 } }, { about: 'visit', memberId: 7, categoryId: 4 }],
    [
      'search_missed',
      { data: { term: 'two factor', members: 5, days: 30 } },
      { about: 'search', term: 'two factor', members: 5 },
    ],
    [
      'search_missed',
      { data: { term: 'my secret', members: 4, days: 30 } },
      { about: 'nothing', why: 'unreadable' },
    ],
    ['card_hummed', {}, { about: 'nothing', why: 'unknown_name' }],
    ['constructor', {}, { about: 'nothing', why: 'unknown_name' }],
    ['bot_ignored', { schema: 2 }, { about: 'nothing', why: 'unknown_schema' }],
  ])('%s %j', (name, changes, meaning) => {
    expect(interpretSignal(aSignal(name, changes as never))).toMatchObject(meaning);
  });

  test('preferences tell what is declined, and the clock', () => {
    const preferences = somePreferences({
      paused: true,
      paused_until: until,
      kinds: { help: true, promote: false, later_kind: false },
      channels: { message: false },
      quiet_hours: { from: '22:00', to: '07:00' },
      snoozed: { care: until, help: null },
    });

    const meaning = interpretSignal(aSignal('preferences_changed', { data: { preferences } }));

    expect(meaning).toEqual({
      about: 'wish',
      memberId: 7,
      change: {
        wish: 'all',
        timeZone: 'Europe/Berlin',
        preferences: {
          paused: true,
          pausedUntil: new Date(until),
          declinedKinds: ['promote'],
          declinedChannels: ['message'],
          quietHours: { from: '22:00', to: '07:00' },
          snoozed: { care: new Date(until) },
          botIgnored: false,
        },
      },
    });
  });
});

describe('the examples of the contract', () => {
  test('every signal is understood', () => {
    expect(exampleSignals().map(interpretSignal)).toEqual([
      { about: 'offers', offerIds: ['of_42'], done: { act: 'seen' } },
      { about: 'offers', offerIds: ['of_42'], done: { act: 'rated', helped: true } },
      {
        about: 'offers',
        offerIds: ['of_42'],
        done: { act: 'snoozed', until: new Date('2026-11-28T09:02:00.000Z'), kind: 'help' },
      },
      { about: 'search', term: 'two factor', members: 5, days: 30 },
    ]);
  });

  test('the webhook carries the same signal as the outbox', () => {
    const { headers, body } = contractExample('webhook');

    const read = interpretWebhook({
      forum: forumId('default'),
      eventName: headers['X-Discourse-Event'] ?? '',
      body: JSON.stringify(body),
      receivedAt: new Date(),
    });

    expect(read).toEqual({ outcome: 'signal', signal: exampleSignals()[1] });
  });

  test('preferences are read the same from the answer of the forum', () => {
    const { preferences } = contractExample('preferences').response.body as { preferences: unknown };

    expect(readPreferences(preferences)).toEqual({
      timeZone: 'Europe/Berlin',
      preferences: {
        paused: false,
        pausedUntil: null,
        declinedKinds: ['promote'],
        declinedChannels: [],
        quietHours: { from: '22:00', to: '07:00' },
        snoozed: {},
        botIgnored: false,
      },
    });
  });

  test('and from the bulk facts of a member', () => {
    const example = contractExample('facts-members');
    const [mira] = readMemberFacts(example.response.body);

    expect(preferencesOf(mira!.consent!)).toEqual({
      paused: false,
      pausedUntil: null,
      declinedKinds: ['promote'],
      declinedChannels: [],
      quietHours: { from: '22:00', to: '07:00' },
      snoozed: {},
      botIgnored: false,
    });
  });
});
