/** One event of a calendar at one moment; of a series each has its own. */
export interface CalendarEntry {
  /** The same as long as the calendar means the same event, also when it is moved. */
  key: string;
  title: string;
  about: string;
  place: string;
  url: string;
  start: EntryStart;
}

export type EntryStart =
  | { kind: 'moment'; at: string }
  /** A day without hours, `2026-12-24`: it begins at midnight wherever one is. */
  | { kind: 'day'; day: string }
  /** A time by whichever clock, `2026-12-24T18:00`. */
  | { kind: 'floating'; time: string };
