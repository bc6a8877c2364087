import { describe, expect, test } from 'vitest';
import { parseCalendar } from '../../service/calendars/parse-calendar.ts';
import { readCalendar } from '../../service/calendars/read-calendar.ts';

const horizon = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2027-03-01T00:00:00Z') };

export function calendarOf(...events: string[]): string {
  const lines = events.map((event) => `BEGIN:VEVENT\n${event.trim()}\nEND:VEVENT`).join('\n');
  return `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//tests//EN\n${lines}\nEND:VCALENDAR\n`.replaceAll(
    '\n',
    '\r\n',
  );
}
const parse = (...events: string[]) => parseCalendar(calendarOf(...events), horizon);
const startsOf = (...events: string[]) =>
  parse(...events).flatMap(({ start: { kind: _, ...said } }) => Object.values<string>(said));

test('an event is what it says, on one line each', () => {
  const event = String.raw`UID:hour@example
DTSTART:20261203T170000Z
SUMMARY:Office hour\, open to all
DESCRIPTION:Bring your questions.\n\nAnd your files.
LOCATION:Room 5
URL:https://meet.example/hour`;

  expect(parse(event)).toEqual([
    {
      key: 'hour@example',
      title: 'Office hour, open to all',
      about: 'Bring your questions. And your files.',
      place: 'Room 5',
      url: 'https://meet.example/hour',
      start: { kind: 'moment', at: '2026-12-03T17:00:00.000Z' },
    },
  ]);
});

describe('the start of an event', () => {
  test.each([
    ['in UTC', 'DTSTART:20261203T170000Z', '2026-12-03T17:00:00.000Z'],
    [
      'in a zone that the file does not explain',
      'DTSTART;TZID=Europe/Berlin:20261203T180000',
      '2026-12-03T17:00:00.000Z',
    ],
    ['in a zone in summer', 'DTSTART;TZID=America/New_York:20270115T120000', '2027-01-15T17:00:00.000Z'],
    ['in no zone', 'DTSTART:20261203T180000', '2026-12-03T18:00:00'],
    ['on a day', 'DTSTART;VALUE=DATE:20261224', '2026-12-24'],
  ])('%s', (_, line, expected) => {
    expect(startsOf(`UID:1\n${line}`)).toEqual([expected]);
  });

  test('in a zone of the file’s own, as the file explains it', () => {
    const zone = `BEGIN:VTIMEZONE\r\nTZID:House clock\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n`;
    const text = calendarOf('UID:1\nDTSTART;TZID=House clock:20261203T180000').replace(
      'BEGIN:VEVENT',
      `${zone}BEGIN:VEVENT`,
    );

    expect(parseCalendar(text, horizon)[0]?.start).toEqual({
      kind: 'moment',
      at: '2026-12-03T15:00:00.000Z',
    });
  });
});

describe('a series', () => {
  const weekly = 'UID:w\nDTSTART;TZID=Europe/Berlin:20200107T180000\nRRULE:FREQ=WEEKLY;COUNT=365';
  const monthly =
    'UID:m\nDTSTART;TZID=Europe/Berlin:20260930T180000\nRRULE:FREQ=MONTHLY;BYDAY=-1WE;UNTIL=20270131T000000Z';

  test('has each coming by itself, at the same hour by its own clock', () => {
    const summer = 'UID:s\nDTSTART;TZID=America/Sao_Paulo:20261105T180000\nRRULE:FREQ=MONTHLY;COUNT=3';

    expect(startsOf(weekly).slice(0, 2)).toEqual(['2026-11-24T17:00:00.000Z', '2026-12-01T17:00:00.000Z']);
    expect(startsOf(monthly)).toEqual([
      '2026-11-25T17:00:00.000Z',
      '2026-12-30T17:00:00.000Z',
      '2027-01-27T17:00:00.000Z',
    ]);
    expect(startsOf(summer)).toEqual(['2026-12-05T21:00:00.000Z', '2027-01-05T21:00:00.000Z']);
  });

  test('keeps the hour when the clocks change', () => {
    const across = parseCalendar(
      calendarOf('UID:x\nDTSTART;TZID=Europe/Berlin:20270324T180000\nRRULE:FREQ=WEEKLY;COUNT=2'),
      { from: new Date('2027-03-01T00:00:00Z'), until: new Date('2027-05-01T00:00:00Z') },
    );

    expect(across.map(({ start }) => start)).toEqual([
      { kind: 'moment', at: '2027-03-24T17:00:00.000Z' },
      { kind: 'moment', at: '2027-03-31T16:00:00.000Z' },
    ]);
  });

  test.each([
    ['in its zone', 'EXDATE;TZID=Europe/Berlin:20261124T180000'],
    ['in UTC', 'EXDATE:20261124T170000Z'],
  ])('lacks what was taken out of it %s', (_, line) => {
    expect(startsOf(`${weekly}\n${line}`)[0]).toBe('2026-12-01T17:00:00.000Z');
  });

  test.each([
    ['in its zone', 'RECURRENCE-ID;TZID=Europe/Berlin:20261124T180000'],
    ['in UTC', 'RECURRENCE-ID:20261124T170000Z'],
  ])('has a coming where it was moved to, named %s, under the key it had', (_, line) => {
    const moved = `UID:w\n${line}\nDTSTART;TZID=Europe/Berlin:20261126T190000\nSUMMARY:Two days later`;
    const [first] = parse(weekly, moved);

    expect(first).toMatchObject({
      key: 'w 2026-11-24T17:00:00.000Z',
      title: 'Two days later',
      start: { at: '2026-11-26T18:00:00.000Z' },
    });
    expect(startsOf(weekly, moved)[1]).toBe('2026-12-01T17:00:00.000Z');
  });

  test('lacks a coming that was cancelled, and all of it when it was', () => {
    const off =
      'UID:w\nRECURRENCE-ID;TZID=Europe/Berlin:20261124T180000\nDTSTART;TZID=Europe/Berlin:20261124T180000\nSTATUS:CANCELLED';

    expect(startsOf(weekly, off)[0]).toBe('2026-12-01T17:00:00.000Z');
    expect(startsOf(`${weekly}\nSTATUS:CANCELLED`)).toEqual([]);
  });
});

test('what lies beyond the horizon is left out, and a cancelled event is none', () => {
  expect(
    startsOf(
      'UID:1\nDTSTART:20200101T100000Z',
      'UID:2\nDTSTART:20280101T100000Z',
      'UID:3\nDTSTART:20261203T100000Z\nSTATUS:CANCELLED',
    ),
  ).toEqual([]);
});

test('of two copies of an event the newer counts', () => {
  expect(
    startsOf('UID:1\nSEQUENCE:2\nDTSTART:20261204T100000Z', 'UID:1\nSEQUENCE:1\nDTSTART:20261203T100000Z'),
  ).toEqual(['2026-12-04T10:00:00.000Z']);
});

describe('on a thread of its own', () => {
  test.each([
    ['no calendar', 'hello', 'it is no calendar in the ICS format'],
    ['a page', '<html><body>Sign in</body></html>', 'it is no calendar in the ICS format'],
    ['nothing', '', 'it is no calendar in the ICS format'],
    ['an address book', 'BEGIN:VCARD\r\nEND:VCARD\r\n', 'it is no calendar in the ICS format'],
    [
      'too many events',
      calendarOf(...Array.from({ length: 5_001 }, (_, at) => `UID:${at}\nDTSTART:20261203T100000Z`)),
      'it has more than 5000 events',
    ],
  ])('%s is told in words', async (_, text, why) => {
    expect(await readCalendar(text, horizon)).toEqual({ ok: false, why });
  });

  test('a calendar is read', async () => {
    expect(await readCalendar(calendarOf('UID:1\nDTSTART:20261203T100000Z'), horizon)).toMatchObject({
      ok: true,
      entries: [{ key: '1' }],
    });
  });

  test('series without end or with every second are gone through only so far', async () => {
    const every = (freq: string) => `UID:${freq}\nDTSTART:20100101T100000Z\nRRULE:FREQ=${freq}`;

    const read = await readCalendar(calendarOf(every('SECONDLY'), every('DAILY'), every('YEARLY')), horizon);

    expect(read.ok && read.entries.length).toBeGreaterThan(90);
  });
});
