import type { MonthDay, Schedule, YearDay } from '../../rulebook/triggers/schedule.ts';

/** A Monday, from which weeks are counted. */
const firstMonday = Temporal.PlainDate.from('1970-01-05');

/**
 * Which coming a day is for a schedule, counted from a fixed day, so that the same day has the same number wherever and
 * whenever it is asked, after an outage and on another machine too. Null: the schedule does not come on that day.
 */
export function turnOn(schedule: Schedule, day: Temporal.PlainDate): number | null {
  switch (schedule.every) {
    case 'year':
      return counted(day.year, schedule.days, (one) => isYearDay(one, day));
    case 'week': {
      const weeks = Math.floor(firstMonday.until(day).days / 7);
      return counted(weeks, schedule.weekdays, (one) => one === day.dayOfWeek);
    }
    case 'month':
      return counted(day.year * 12 + day.month, schedule.days, (one) => dayIn(one, day) === day.day);
  }
}

/** The day of a year that a yearly day is: 29 February is the 28th in the years between. */
export function dayInYear({ month, day }: YearDay, year: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
}

function counted<Day>(round: number, days: readonly Day[], isIt: (day: Day) => boolean): number | null {
  const place = days.findIndex(isIt);
  return place === -1 ? null : round * days.length + place;
}

function isYearDay(one: YearDay, day: Temporal.PlainDate): boolean {
  if (one.year !== null && one.year !== day.year) return false;
  return dayInYear(one, day.year).equals(day);
}

function dayIn(one: MonthDay, { daysInMonth, day, dayOfWeek }: Temporal.PlainDate): number {
  switch (one.kind) {
    case 'number':
      return Math.min(one.day, daysInMonth);
    case 'last':
      return daysInMonth;
    case 'weekday': {
      const first = 1 + ((one.weekday - (dayOfWeek - (day - 1)) + 70) % 7);
      const last = first + 7 * Math.floor((daysInMonth - first) / 7);
      return one.which === 'last' ? last : first + 7 * (one.which - 1);
    }
  }
}
