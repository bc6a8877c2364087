import { isZone } from '../../rulebook/language/is-zone.ts';

/**
 * The zone a member has chosen, or else the site's. A name that the calendar does not know counts as not chosen:
 * zones get renamed, and members may have set one long ago.
 */
export function zoneOr(timeZone: string | null, otherwise: string): string {
  return timeZone !== null && isZone(timeZone) ? timeZone : otherwise;
}

/**
 * A wall-clock time on a day in a zone, as a moment. A time that the clocks skip is taken as much later as they skip
 * (02:30 becomes 03:30); one that comes twice is its first coming.
 */
export function momentOf(day: Temporal.PlainDate, minuteOfDay: number, zone: string): Date {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  const local = day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(local.epochMilliseconds);
}

/** The day it is somewhere at a moment. */
export function dayAt(moment: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}
