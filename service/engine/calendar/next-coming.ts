import type { Schedule, YearDay } from '../../rulebook/triggers/schedule.ts';
import { dayAt, momentOf } from './local-time.ts';
import { dayInYear, turnOn } from './turn-on.ts';

/** One day on which a schedule comes. */
export interface Coming {
  at: Date;
  /** By the clock of the zone: `2026-12-24`. */
  day: string;
  turn: number;
}

/** Two months, and a day for the zone: no week or month is longer. */
const farthest = 64;

/**
 * The first coming after a moment, by the clock of the zone; null when there will be none. A time that the clocks skip is
 * as much later as they skip, one that comes twice is its first coming.
 */
export function nextComing(schedule: Schedule, about: { after: Date; zone: string }): Coming | null {
  const today = dayAt(about.after, about.zone);
  for (const day of daysFrom(schedule, today.subtract({ days: 1 }))) {
    const turn = turnOn(schedule, day);
    const at = momentOf(day, schedule.atMinute, about.zone);
    if (turn !== null && at > about.after) return { at, day: day.toString(), turn };
  }
  return null;
}

/** Days that may be it, in order; all that are, up to the next one, are among them. */
function daysFrom(schedule: Schedule, first: Temporal.PlainDate): Temporal.PlainDate[] {
  if (schedule.every === 'year') return yearDaysFrom(schedule.days, first);
  return Array.from({ length: farthest }, (_, days) => first.add({ days }));
}

function yearDaysFrom(days: readonly YearDay[], { year }: Temporal.PlainDate): Temporal.PlainDate[] {
  return days
    .flatMap((day) =>
      (day.year === null ? [year, year + 1, year + 2] : [day.year]).map((one) => dayInYear(day, one)),
    )
    .toSorted((a, b) => Temporal.PlainDate.compare(a, b));
}
