import type { CalendarEntry } from '../../model/calendar-entry.ts';
import { momentOf } from './local-time.ts';

/** When something in a calendar begins; a day, and a time by no clock in particular, are by the clock of the zone. */
export function startOfEntry({ start }: Pick<CalendarEntry, 'start'>, zone: string): Date {
  if (start.kind === 'moment') return new Date(start.at);
  const at = Temporal.PlainDateTime.from(start.kind === 'day' ? `${start.day}T00:00` : start.time);
  return momentOf(at.toPlainDate(), at.hour * 60 + at.minute, zone);
}
