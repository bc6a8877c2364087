import type { KeyTexts } from './key-text.ts';

const weekly = 'on: weekly\nday: friday\nplace: { topic: 123 }';

const near = 'on: calendar\ncalendar: community\nlead: 1d\nplace: { topic: 123 }';

/** The keys by which a rule names days. */
export const keysOfTimes: KeyTexts = {
  date: {
    says: 'Of `date`: days of the year, `12-24` each year or `2027-03-01` once; in years without a 29 February that is the 28th. In a case, the day it is.',
    example: 'on: date\ndate: [12-24, 2027-03-01]\nplace: { topic: 123 }',
  },
  day: {
    says: 'Of `weekly`: weekdays. Of `monthly`: days of the month, such as `15`, `last day` or `first monday`.',
    example: 'on: monthly\nday: [15, first monday]\nplace: { topic: 123 }',
  },
  time: {
    says: 'Of `date`, `weekly` and `monthly`: the time of day, in quotes, by `time_zone` in `site.yml`.',
    ifLeftOut: '`"09:00"`',
    example: `${weekly}\ntime: "16:00"`,
  },
  rotate: {
    says: 'Of `date`, `weekly` and `monthly`, in place of `offer`: guides that take turns, one each time. Whose turn it is follows from the day alone.',
    ifLeftOut: 'always the guide under `offer`',
    example: `${weekly}\nrotate: [export-model, export-model]`,
  },
  calendar: {
    says: 'Of `calendar`: the name of a calendar under `calendars` in `site.yml`.',
    example: near,
  },
  lead: {
    says: 'Of `calendar`: how long before something begins it is told, at most `60d`. What comes into the calendar later than that is told at once, until it begins.',
    example: near,
  },
};
