import type { Fact } from '../../model/fact.ts';
import type { Site } from '../../rulebook/site.ts';

/** The moment itself, or the end of the quiet hours it falls into, by the member's own clock. An unknown zone has none. */
export function afterQuietHours(at: Date, quiet: Site['quietHours'], timeZone: Fact<string>): Date {
  if (quiet === null || !timeZone.known || quiet.fromMinute === quiet.toMinute) return at;
  const local = localTime(at, timeZone.value);
  if (local === null) return at;
  const minute = local.hour * 60 + local.minute;
  const overMidnight = quiet.fromMinute > quiet.toMinute;
  const isAfterStart = minute >= quiet.fromMinute;
  const isBeforeEnd = minute < quiet.toMinute;
  const isQuiet = overMidnight ? isAfterStart || isBeforeEnd : isAfterStart && isBeforeEnd;
  if (!isQuiet) return at;
  const morning = overMidnight && isAfterStart ? local.add({ days: 1 }) : local;
  const end = morning.with({
    hour: Math.floor(quiet.toMinute / 60),
    minute: quiet.toMinute % 60,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  });
  return new Date(end.epochMilliseconds);
}

/** Null for a zone that the calendar does not know: members may have chosen one that was renamed. */
function localTime(at: Date, timeZone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
