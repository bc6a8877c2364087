import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fetched } from '../../service/calendars/fetch-calendar.ts';
import { readCalendar } from '../../service/calendars/read-calendar.ts';
import type { CalendarEntry, EntryStart } from '../../service/model/calendar-entry.ts';
import { followCalendars } from '../../service/sweep/follow-calendars.ts';
import { nearIn, tellCalendar } from '../../service/sweep/tell-calendar.ts';
import type { DueCalendar } from '../../service/storage/calendar-store.ts';
import { rulebookOf } from '../support/engine-makers.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const address = 'https://calendar.example/community.ics';
const guide =
  '---\ntitle: Soon\nowner: ana\n---\n\n**{{event.title}}** begins on {{event.start}}: {{event.url}}\n\nSee you there.\n';

function aRulebookFor(topic: number, lines = '', { site = '' } = {}) {
  return rulebookOf([
    {
      path: 'rule.yml',
      text: `id: soon\ngoal: Nobody misses it\nowner: ana\noffer: soon\nrollout: live\non: calendar\ncalendar: community\nlead: 1d\nplace: { topic: ${topic} }\ncases: { fires: [a, b], silent: [c, d] }\n${lines}`,
    },
    { path: 'resources/soon.md', text: guide },
    { path: 'site.yml', text: `calendars: { community: "${address}" }\n${site}` },
  ]);
}

let spine: Spine;
let topicId: number;
afterEach(async () => {
  await spine?.[Symbol.asyncDispose]();
});

async function open(lines = ''): Promise<void> {
  spine = await openSpine();
  const topic = spine.demo.writePost({
    as: 'nova',
    raw: 'Here we tell of what is coming up.',
    title: 'Coming up in our community',
    categoryId: 5,
  });
  ({ topicId } = topic);
  await spine.work();
  spine.state.rulebook = aRulebookFor(topicId, lines);
}

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const icsTime = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
function icsOf(...events: { uid: string; at: Date; title?: string; more?: string }[]): string {
  const lines = events.map(
    ({ uid, at, title = 'Office hour', more = 'URL:https://meet.example/hour' }) =>
      `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART:${icsTime(at)}\r\nSUMMARY:${title}\r\n${more}\r\nEND:VEVENT\r\n`,
  );
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${lines.join('')}END:VCALENDAR\r\n`;
}

async function follow(answer: Fetched | string, asked: DueCalendar[] = []): Promise<void> {
  const fetched: Fetched =
    typeof answer === 'string' ? { outcome: 'read', text: answer, etag: '"1"', lastModified: null } : answer;
  await followCalendars(
    {
      calendars: spine.stores.calendars,
      site: () => spine.state.rulebook.site,
      fetch: async (due) => {
        asked.push(due);
        return fetched;
      },
      read: readCalendar,
      log: spine.log,
    },
    spine.forum,
  );
}
const itIsTime = () => sql`update calendar_feed set fetch_at = now()`.execute(spine.db);
const tell = () =>
  tellCalendar(
    { ...spine.stores, rulebook: () => spine.state.rulebook, wakeForEvents: () => undefined },
    spine.forum,
  );
async function settle(): Promise<void> {
  await tell();
  await spine.work();
  await spine.deliver();
}

describe('something that comes near in a calendar', () => {
  test('is told once in the topic that the rule names, with its values made harmless', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(20), title: 'Office hour with @ana' }));

    await settle();
    await settle();

    expect(spine.replies()).toHaveLength(1);
    const [reply] = spine.replies();
    expect(reply?.topicId).toBe(topicId);
    expect(reply?.raw).toContain('**Office hour with \\@\u2060ana**');
    expect(reply?.raw).toContain('<https://meet.example/hour>');
  });

  test('is not told before its moment, nor when it has begun', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(25) }, { uid: '2', at: hoursFromNow(-1) }));

    expect(await tell()).toBe(0);
  });

  test('is told when it has moved to, and not at all when it was taken out before', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(25) }, { uid: '2', at: hoursFromNow(25) }));
    await itIsTime();
    await follow(icsOf({ uid: '1', at: hoursFromNow(20) }));

    expect(await tell()).toBe(1);
  });

  test('is held when it is taken out, or moved, while it waits to be sent, and told at its new time', async () => {
    await open('wait: 1h');
    await follow(icsOf({ uid: '1', at: hoursFromNow(20) }, { uid: '2', at: hoursFromNow(21) }));
    await settle();
    await itIsTime();
    await follow(icsOf({ uid: '2', at: hoursFromNow(23) }));
    await settle();

    expect((await spine.offers()).map(({ state, stateBecause }) => [state, stateBecause])).toEqual([
      ['held', [{ code: 'calendar_event_gone' }]],
      ['held', [{ code: 'calendar_event_gone' }]],
      ['waiting', []],
    ]);
    await spine.makeDue();
    await spine.deliver();
    expect(spine.replies()).toHaveLength(1);
  });

  test('is left alone when it is called otherwise than the rule asks', async () => {
    await open('text: { title: [office hour] }');
    await follow(
      icsOf(
        { uid: '1', at: hoursFromNow(5), title: 'Release party' },
        { uid: '2', at: hoursFromNow(6), title: 'Our office hours' },
      ),
    );

    await settle();

    expect(spine.replies()).toHaveLength(1);
    expect(spine.replies()[0]?.raw).toContain('Our office hours');
  });

  test('is not told with a hole where it lacks what the guide names', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(5), more: 'LOCATION:Room 5' }));

    await settle();

    expect(spine.replies()).toEqual([]);
    expect((await spine.decisions())[0]?.because).toEqual([
      { code: 'slot_unknown', values: { slot: '{{event.url}}' } },
    ]);
  });

  test('is not told any more once it has begun, whatever held it up', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(2) }));
    await tell();
    await spine.work();

    const offer = await spine.offer();
    expect(Math.abs(offer.expiresAt.getTime() - hoursFromNow(2).getTime())).toBeLessThan(60_000);
  });
});

describe('a calendar', () => {
  test('is read every half hour, by one process, and asked only what has changed', async () => {
    await open();
    const asked: DueCalendar[] = [];
    await follow(icsOf({ uid: '1', at: hoursFromNow(5) }), asked);
    await follow('not asked', asked);
    await itIsTime();
    await follow({ outcome: 'unchanged' }, asked);

    expect(asked.map(({ etag }) => etag)).toEqual([null, '"1"']);
    expect(await tell()).toBe(1);
  });

  test('that is away, or no calendar any more, stays as it was, and the trouble is noted until it is over', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(5) }));
    await itIsTime();
    await follow({ outcome: 'failed', why: 'calendar.example answered 500' });
    const [away] = await spine.stores.calendars.all(spine.forum);
    await itIsTime();
    await follow('<html>Sign in</html>');
    const [page] = await spine.stores.calendars.all(spine.forum);

    expect(away?.problem).toBe('calendar.example answered 500');
    expect(page?.problem).toBe('it is no calendar in the ICS format');
    expect(page?.problemAt).toEqual(away?.problemAt);
    expect(page?.entries).toHaveLength(1);
    expect(await tell()).toBe(1);
    await itIsTime();
    await follow({ outcome: 'unchanged' });
    expect((await spine.stores.calendars.all(spine.forum))[0]?.problem).toBeNull();
  });

  test('that the site names no more is forgotten', async () => {
    await open();
    await follow(icsOf({ uid: '1', at: hoursFromNow(5) }));
    spine.state.rulebook = {
      ...spine.state.rulebook,
      site: { ...spine.state.rulebook.site, calendars: new Map() },
    };
    await follow('');

    expect(await spine.stores.calendars.all(spine.forum)).toEqual([]);
    expect(await tell()).toBe(0);
  });
});

describe('when something begins', () => {
  const entry = (start: EntryStart): CalendarEntry => ({
    key: '1',
    title: 'x',
    about: '',
    place: '',
    url: '',
    start,
  });
  const kept = (start: EntryStart) => [
    { address, entries: [entry(start)], goodAt: null, problem: null, problemAt: null },
  ];
  const near = (start: EntryStart, now: string) =>
    nearIn(aRulebookFor(1, '', { site: 'time_zone: Europe/Berlin' }), kept(start), {
      forum: spine.forum,
      now: new Date(now),
    }).map(({ startsAt, isAllDay }) => `${startsAt.toISOString()} ${isAllDay}`);

  test.each<[string, EntryStart, string, string[]]>([
    [
      'a moment, a day before',
      { kind: 'moment', at: '2026-12-03T17:00:00.000Z' },
      '2026-12-02T17:00:00Z',
      ['2026-12-03T17:00:00.000Z false'],
    ],
    [
      'a moment, not a second sooner',
      { kind: 'moment', at: '2026-12-03T17:00:00.000Z' },
      '2026-12-02T16:59:59Z',
      [],
    ],
    [
      'a day: from midnight by the clock of the site',
      { kind: 'day', day: '2026-12-24' },
      '2026-12-22T23:00:00Z',
      ['2026-12-23T23:00:00.000Z true'],
    ],
    ['a day: not when it has begun there', { kind: 'day', day: '2026-12-24' }, '2026-12-23T23:00:00Z', []],
    [
      'a time by no clock: by that of the site',
      { kind: 'floating', time: '2026-12-03T18:00:00' },
      '2026-12-03T00:00:00Z',
      ['2026-12-03T17:00:00.000Z false'],
    ],
  ])('%s', (_, start, now, expected) => {
    expect(near(start, now)).toEqual(expected);
  });
});
