import { describe, expect, test } from 'vitest';
import {
  changePreferences,
  readPreferences,
  replacePreferences,
  stricterPreferences,
} from '../../../service/storage/members/member-preferences.ts';
import type { Preferences } from '../../../service/model/plugin.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));
const open: Preferences = {
  paused: false,
  pausedUntil: null,
  declinedKinds: [],
  declinedChannels: [],
  quietHours: null,
  snoozed: {},
  botIgnored: false,
};
const row = (written: string | null) => ({
  preferences: written === null ? null : (JSON.parse(written) as object),
  preferencesAt: at(0),
});
const nothing: ReturnType<typeof row> = { preferences: null, preferencesAt: at(0) };
const all = (changes: Partial<Preferences>, minute: number, before = nothing) =>
  replacePreferences(before, { ...open, ...changes }, at(minute));
const read = (written: string | null) => {
  const fact = readPreferences(row(written));
  return fact.known ? fact.value : null;
};

describe('what a member wants, told in any order', () => {
  test('comes back as it was told', () => {
    const told = { ...open, paused: true, pausedUntil: at(50), snoozed: { care: at(55) } };

    expect(read(all(told, 1))).toEqual(told);
    expect(readPreferences(nothing).known).toBe(false);
  });

  test('the whole told earlier never undoes the whole told later', () => {
    const later = all({ declinedKinds: ['promote'] }, 5);

    expect(all({ paused: true }, 4, row(later))).toBeNull();
    expect(read(all({ paused: true }, 6, row(later)))).toMatchObject({ paused: true, declinedKinds: [] });
  });

  test('a part told after the whole stays when the whole arrives late', () => {
    const ignored = changePreferences(nothing, { part: 'bot_ignored', ignored: true }, at(5));
    const snoozed = changePreferences(row(ignored), { part: 'snooze', kind: 'help', until: at(59) }, at(6));

    const whole = all({ declinedKinds: ['promote'], snoozed: { help: at(10) } }, 3, row(snoozed));

    expect(read(whole)).toEqual({
      ...open,
      declinedKinds: ['promote'],
      botIgnored: true,
      snoozed: { help: at(59) },
    });
  });

  test('a part told before the whole is old news', () => {
    const whole = all({}, 5);

    expect(changePreferences(row(whole), { part: 'kind_declined', kind: 'help' }, at(4))).toBeNull();
  });

  test('a kind that was woken again is not put off', () => {
    const snoozed = changePreferences(nothing, { part: 'snooze', kind: 'help', until: at(59) }, at(1));
    const woken = changePreferences(row(snoozed), { part: 'snooze', kind: 'help', until: null }, at(2));

    expect(read(woken)?.snoozed).toEqual({});
    expect(changePreferences(row(woken), { part: 'snooze', kind: 'help', until: at(59) }, at(1))).toBeNull();
  });
});

describe('of two wishes the stricter', () => {
  const joined = (one: Partial<Preferences>, other: Partial<Preferences>) =>
    read(stricterPreferences(row(all(one, 1)).preferences ?? null, row(all(other, 2)).preferences ?? null));

  test.each<[string, Partial<Preferences>, Partial<Preferences>, Partial<Preferences>]>([
    ['a pause', { paused: true }, {}, { paused: true, pausedUntil: null }],
    [
      'a pause for good',
      { paused: true },
      { paused: true, pausedUntil: at(9) },
      { paused: true, pausedUntil: null },
    ],
    [
      'the longer pause',
      { paused: true, pausedUntil: at(8) },
      { paused: true, pausedUntil: at(9) },
      { pausedUntil: at(9) },
    ],
    [
      'kinds of both',
      { declinedKinds: ['help'] },
      { declinedKinds: ['promote', 'help'] },
      { declinedKinds: ['help', 'promote'] },
    ],
    [
      'the later snooze',
      { snoozed: { help: at(8) } },
      { snoozed: { help: at(9), care: at(3) } },
      { snoozed: { help: at(9), care: at(3) } },
    ],
    ['ignoring the bot', {}, { botIgnored: true }, { botIgnored: true }],
  ])('%s', (_what, one, other, expected) => {
    expect(joined(one, other)).toMatchObject(expected);
    expect(joined(other, one)?.declinedKinds.toSorted()).toEqual(
      joined(one, other)?.declinedKinds.toSorted(),
    );
  });

  test('the only one there is', () => {
    expect(read(stricterPreferences(null, row(all({ paused: true }, 1)).preferences))).toMatchObject({
      paused: true,
    });
    expect(stricterPreferences(null, null)).toBeNull();
  });
});
