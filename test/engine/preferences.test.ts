import { describe, expect, test } from 'vitest';
import { afterRest } from '../../service/engine/planning/after-rest.ts';
import { judgeChannel, judgePreferences } from '../../service/engine/conditions/judge-preferences.ts';
import type { Channel } from '../../service/model/decision.ts';
import { known } from '../../service/model/fact.ts';
import type { Preferences } from '../../service/model/plugin.ts';
import { aMember, aRulebook, minutesAfter, noon, notKnown, said } from '../support/engine-makers.ts';

const open: Preferences = {
  paused: false,
  pausedUntil: null,
  declinedKinds: [],
  declinedChannels: [],
  quietHours: null,
  snoozed: {},
  botIgnored: false,
};
const set = (changes: Partial<Preferences>) => known({ ...open, ...changes }, 'plugin', noon);
const before = minutesAfter(-1);
const after = minutesAfter(1);

describe('what a member has set against help', () => {
  test.each<[string, Partial<Preferences>, string]>([
    ['nothing', {}, ''],
    ['paused for good', { paused: true }, 'member_paused'],
    ['paused until later', { paused: true, pausedUntil: after }, 'member_paused'],
    ['a pause that is over', { paused: true, pausedUntil: before }, ''],
    ['a pause that ends now', { paused: true, pausedUntil: noon }, ''],
    ['this kind declined', { declinedKinds: ['promote', 'help'] }, 'kind_declined'],
    ['another kind declined', { declinedKinds: ['promote'] }, ''],
    ['this kind put off', { snoozed: { help: after } }, 'kind_snoozed'],
    ['a snooze that is over', { snoozed: { help: before } }, ''],
    ['another kind put off', { snoozed: { care: after } }, ''],
    ['the bot ignored', { botIgnored: true }, 'bot_ignored'],
    ['several at once', { botIgnored: true, declinedKinds: ['help'] }, 'bot_ignored kind_declined'],
  ])('%s', (_what, changes, codes) => {
    const reasons = judgePreferences('help', set(changes), noon);

    expect(reasons.map(({ code }) => code).join(' ')).toBe(codes);
  });

  test('says nothing where nobody has told', () => {
    expect(judgePreferences('help', notKnown, noon)).toEqual([]);
    expect(judgeChannel('card', notKnown)).toEqual([]);
  });

  test('a way of being helped can be declined by itself', () => {
    const preferences = set({ declinedChannels: ['message'] });

    expect(judgeChannel('message', preferences)).toMatchObject([{ code: 'channel_declined' }]);
    expect(judgeChannel('card', preferences)).toEqual([]);
  });
});

describe('quiet hours', () => {
  const quietSite = aRulebook(undefined, {
    'site.yml': 'quiet_hours: { from: "22:00", to: "07:00" }',
  }).site;
  const site = { ...quietSite, quietHours: null };
  const asleep = { from: '11:00', to: '14:30' };

  function rest(
    channel: Channel,
    changes: Partial<Preferences>,
    options: { zone?: string; quiet?: boolean } = {},
  ) {
    const member = aMember({
      preferences: set(changes),
      timeZone: options.zone === undefined ? said('UTC') : said(options.zone),
    });
    const { at, because } = afterRest(noon, { site: options.quiet ? quietSite : site, member, channel });
    return `${at.toISOString().slice(11, 16)} ${because?.code ?? '-'}`;
  }

  test.each<[string, string, string]>([
    ['no wish', rest('reply', {}), '12:00 -'],
    ['a reply waits for the end', rest('reply', { quietHours: asleep }), '14:30 member_quiet_hours'],
    ['so does a message', rest('message', { quietHours: asleep }), '14:30 member_quiet_hours'],
    ['and a banner', rest('banner', { quietHours: asleep }), '14:30 member_quiet_hours'],
    ['a card calls nobody and does not wait', rest('card', { quietHours: asleep }), '12:00 -'],
    ['other hours', rest('reply', { quietHours: { from: '13:00', to: '14:00' } }), '12:00 -'],
    ['by their own clock', rest('reply', { quietHours: asleep }, { zone: 'Asia/Tokyo' }), '12:00 -'],
    [
      'over midnight',
      rest('reply', { quietHours: { from: '20:00', to: '08:15' } }, { zone: 'Asia/Tokyo' }),
      '23:15 member_quiet_hours',
    ],
    ['the site’s hold cards back too', rest('card', {}, { zone: 'Asia/Kolkata', quiet: true }), '12:00 -'],
    [
      'the site’s and then the member’s',
      rest(
        'reply',
        { quietHours: { from: '06:30', to: '09:00' } },
        { zone: 'Pacific/Auckland', quiet: true },
      ),
      '20:00 quiet_hours',
    ],
  ])('%s', (_what, actual, expected) => {
    expect(actual).toBe(expected);
  });

  test('without a clock there is no hour to keep quiet', () => {
    const member = aMember({ preferences: set({ quietHours: asleep }), timeZone: notKnown });

    expect(afterRest(noon, { site, member, channel: 'reply' }).because).toBeNull();
  });
});
