import { describe, expect, test } from 'vitest';
import { nextComing } from '../../../service/engine/calendar/next-coming.ts';
import { turnOn } from '../../../service/engine/calendar/turn-on.ts';
import { compileSchedule } from '../../../service/rulebook/triggers/compile-schedule.ts';
import type { WrittenSchedule } from '../../../service/rulebook/triggers/compile-schedule.ts';
import type { Schedule } from '../../../service/rulebook/triggers/schedule.ts';

function written(schedule: WrittenSchedule): Schedule {
  const compiled = compileSchedule(schedule);
  if (compiled === null) throw new Error('the test names no day');
  return compiled;
}
const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const next = (schedule: WrittenSchedule, after: string, zone = 'UTC') =>
  nextComing(written(schedule), { after: new Date(after), zone })?.at.toISOString() ?? null;
const daysOf = (schedule: WrittenSchedule, after: string, count: number, zone = 'UTC') => {
  const days: string[] = [];
  let from = new Date(after);
  for (let at = 0; at < count; at += 1) {
    const coming = nextComing(written(schedule), { after: from, zone });
    if (coming === null) break;
    days.push(coming.day);
    from = coming.at;
  }
  return days;
};

describe('the next coming', () => {
  test.each<[string, WrittenSchedule, string, string | null, string?]>([
    ['of a day this year', { date: ['12-24'] }, '2026-11-21T12:00:00Z', '2026-12-24T09:00:00.000Z'],
    [
      'of a day that is over, a year later',
      { date: ['02-01'] },
      '2026-11-21T12:00:00Z',
      '2027-02-01T09:00:00.000Z',
    ],
    ['today, before its time', { date: ['11-21'] }, '2026-11-21T08:59:59Z', '2026-11-21T09:00:00.000Z'],
    [
      'at its very moment: the one after',
      { date: ['11-21'] },
      '2026-11-21T09:00:00Z',
      '2027-11-21T09:00:00.000Z',
    ],
    ['of a day there is once', { date: ['2035-03-01'] }, '2026-11-21T12:00:00Z', '2035-03-01T09:00:00.000Z'],
    ['of a day there was once: none', { date: ['2025-03-01'] }, '2026-11-21T12:00:00Z', null],
    [
      'of several days, the nearest',
      { date: ['12-24', '11-30'] },
      '2026-11-21T12:00:00Z',
      '2026-11-30T09:00:00.000Z',
    ],
    ['of a weekday', { day: ['monday'] }, '2026-11-21T12:00:00Z', '2026-11-23T09:00:00.000Z'],
    [
      'of a weekday that is today, later',
      { day: ['Saturday'], time: clock('18:30') },
      '2026-11-21T12:00:00Z',
      '2026-11-21T18:30:00.000Z',
    ],
    ['of a day of the month', { day: [15] }, '2026-11-21T12:00:00Z', '2026-12-15T09:00:00.000Z'],
    [
      'by another clock',
      { day: ['monday'] },
      '2026-11-21T12:00:00Z',
      '2026-11-22T20:00:00.000Z',
      'Pacific/Auckland',
    ],
    [
      'by a clock where it is still yesterday',
      { date: ['11-21'] },
      '2026-11-21T12:00:00Z',
      '2026-11-21T19:00:00.000Z',
      'Pacific/Honolulu',
    ],
  ])('%s', (_, schedule, after, expected, zone = 'UTC') => {
    expect(next(schedule, after, zone)).toBe(expected);
  });
});

describe('when the clocks change', () => {
  test.each<[string, string, string, string]>([
    ['skipped: as much later as they skip', '02:30', '2027-03-27T12:00:00Z', '2027-03-28T01:30:00.000Z'],
    [
      'the same hour by the clock before the change',
      '09:00',
      '2027-03-26T12:00:00Z',
      '2027-03-27T08:00:00.000Z',
    ],
    ['the same hour by the clock after it', '09:00', '2027-03-27T12:00:00Z', '2027-03-28T07:00:00.000Z'],
    ['twice: its first coming', '02:30', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['not again an hour later', '02:30', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
  ])('a time that comes %s', (_, time, after, expected) => {
    const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

    expect(next({ day: everyDay, time: clock(time) }, after, 'Europe/Berlin')).toBe(expected);
  });

  test('a day that a zone has left out comes where it would have been', () => {
    expect(daysOf({ day: ['friday'] }, '2011-12-24T00:00:00Z', 2, 'Pacific/Apia')).toEqual([
      '2011-12-30',
      '2012-01-06',
    ]);
  });
});

describe('days that not every month or year has', () => {
  test.each<[string, WrittenSchedule, string, string[]]>([
    [
      'a 31st',
      { day: [31] },
      '2026-01-01T00:00:00Z',
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      'a 30th and the last day',
      { day: [30, 'last day'] },
      '2027-01-30T12:00:00Z',
      ['2027-01-31', '2027-02-28', '2027-03-30', '2027-03-31', '2027-04-30', '2027-05-30'],
    ],
    ['the last day', { day: ['last day'] }, '2028-02-01T00:00:00Z', ['2028-02-29', '2028-03-31']],
    ['29 February', { date: ['02-29'] }, '2026-11-21T00:00:00Z', ['2027-02-28', '2028-02-29', '2029-02-28']],
    [
      'the first Monday',
      { day: ['first monday'] },
      '2026-11-21T00:00:00Z',
      ['2026-12-07', '2027-01-04', '2027-02-01', '2027-03-01'],
    ],
    [
      'the last Friday',
      { day: ['last friday'] },
      '2026-11-01T00:00:00Z',
      ['2026-11-27', '2026-12-25', '2027-01-29'],
    ],
    ['the fourth Sunday', { day: ['fourth sunday'] }, '2026-11-01T00:00:00Z', ['2026-11-22', '2026-12-27']],
  ])('%s', (_, schedule, after, expected) => {
    expect(daysOf(schedule, after, expected.length)).toEqual(expected);
  });
});

describe('whose turn it is', () => {
  const turn = (schedule: WrittenSchedule, day: string) =>
    turnOn(written(schedule), Temporal.PlainDate.from(day));

  test.each<[string, WrittenSchedule]>([
    ['a weekday', { day: ['friday'] }],
    ['two weekdays', { day: ['tuesday', 'friday'] }],
    ['a day of the month', { day: ['first monday'] }],
    ['a day of the year', { date: ['12-24'] }],
  ])('follows from the day alone, and goes on by one each time: %s', (_, schedule) => {
    const days = daysOf(schedule, '2026-11-21T00:00:00Z', 20);
    const turns = days.map((day) => turn(schedule, day));

    expect(turns).toEqual(days.map((__, at) => (turns[0] ?? 0) + at));
  });

  test('a day of no turn is none of the schedule', () => {
    expect(turn({ day: ['friday'] }, '2026-11-26')).toBeNull();
  });

  test('a coming left out in an outage takes its turn with it', () => {
    const schedule = { day: ['friday'] };

    expect((turn(schedule, '2026-12-11') ?? 0) - (turn(schedule, '2026-11-27') ?? 0)).toBe(2);
  });
});
