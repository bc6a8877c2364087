import type { TriggerRow } from './trigger-row.ts';

/** What is told to everybody: it concerns no member, answers no post, and stands as a reply in the topic that the rule names. */
const toEverybody = { text: 'none', place: 'announcement', isWide: false, withdrawWhen: [] } as const;

/** Moments that the calendar brings. */
export const timeTriggers = {
  date: {
    ...toEverybody,
    when: 'one of the days in `date` has come: `12-24` each year or `2027-03-01` once, at the `time` given or at nine in the morning, by the clock of `time_zone` in `site.yml`',
    whom: 'everybody, as one post in the topic named by `place`',
    takes: ['date', 'time', 'place', 'rotate'],
    needs: ['date', 'place'],
    example: `date: [12-24, 2027-03-01]
time: "18:00"
place: { topic: 123 }
cases:
  fires: [{ date: 2026-12-24 }, { date: 2027-03-01 }]
  silent: [{ date: 2026-12-25, because: date }, { date: 2028-03-01 }]`,
  },
  weekly: {
    ...toEverybody,
    when: 'the weekday in `day` has come, or one of several, at `time` or at nine in the morning, by the clock of the site',
    whom: 'everybody, as one post in the topic named by `place`',
    takes: ['day', 'time', 'place', 'rotate'],
    needs: ['day', 'place'],
    example: `day: friday
place: { topic: 123 }
cases:
  fires: [{ date: 2026-11-27 }, { date: 2026-12-04 }]
  silent: [{ date: 2026-11-26, because: day }, { date: 2026-11-28 }]`,
  },
  monthly: {
    ...toEverybody,
    when: 'the day of the month in `day` has come: `15`, `last day`, `first monday` … `last friday`, at `time` or at nine in the morning, by the clock of the site; a month without a 31st takes its last day',
    whom: 'everybody, as one post in the topic named by `place`',
    takes: ['day', 'time', 'place', 'rotate'],
    needs: ['day', 'place'],
    example: `day: first monday
place: { topic: 123 }
cases:
  fires: [{ date: 2026-12-07 }, { date: 2027-01-04 }]
  silent: [{ date: 2026-12-14, because: day }, { date: 2026-12-01 }]`,
  },
  calendar: {
    ...toEverybody,
    text: 'own',
    when: 'something in the calendar that `calendar` names is as near as `lead` says; `text` looks at its title and what it says of itself',
    whom: 'everybody, as one post in the topic named by `place`',
    takes: ['calendar', 'lead', 'place'],
    needs: ['calendar', 'lead', 'place'],
    example: `calendar: community
lead: 1d
place: { topic: 123 }
text: { title: [office hour] }
cases:
  fires: [{ title: Office hour with Ana }, { title: Our office hours, text: Bring your questions }]
  silent: [{ title: Release party, because: text.title }, { title: Office hour, calendar: other, because: calendar }]`,
  },
} as const satisfies Record<string, TriggerRow>;
