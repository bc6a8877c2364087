import {
  type Days,
  type MonthDay,
  type Schedule,
  type Weekday,
  type YearDay,
  parseMonthDay,
  parseWeekday,
  parseYearDay,
  usualMinute,
} from './schedule.ts';

export interface WrittenSchedule {
  date?: readonly string[] | undefined;
  day?: readonly (string | number)[] | undefined;
  time?: number | undefined;
}

/** The days that a rule names, in the order of the calendar. Null: it names none, as rules about anything else. */
export function compileSchedule({ date, day, time }: WrittenSchedule): Schedule | null {
  const days = daysOf(date, day);
  return days === null ? null : { atMinute: time ?? usualMinute, ...days };
}

function daysOf(
  date: readonly string[] | undefined,
  day: readonly (string | number)[] | undefined,
): Days | null {
  if (date !== undefined) return { every: 'year', days: known(date.map(parseYearDay)).toSorted(byDay) };
  if (day === undefined) return null;
  const weekdays: Weekday[] = known(day.map((one) => parseWeekday(String(one))));
  if (weekdays.length > 0)
    return { every: 'week', weekdays: [...new Set(weekdays)].toSorted((a, b) => a - b) };
  return { every: 'month', days: known<MonthDay>(day.map(parseMonthDay)) };
}

function known<Value>(values: readonly (Value | null)[]): Value[] {
  return values.filter((value) => value !== null);
}

function byDay(a: YearDay, b: YearDay): number {
  return (a.year ?? 0) - (b.year ?? 0) || a.month - b.month || a.day - b.day;
}
