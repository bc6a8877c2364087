import type { Schedule, YearDay } from '../../rulebook/triggers/schedule.ts';

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const places = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const;

/** The days of a schedule in short: `12-24, 2027-03-01`, `Friday`, `15, first Monday`. */
export function sayDays(schedule: Schedule): string {
  switch (schedule.every) {
    case 'year':
      return schedule.days.map(sayYearDay).join(', ');
    case 'week':
      return schedule.weekdays.map((weekday) => weekdayNames[weekday - 1]).join(', ');
    case 'month':
      return schedule.days
        .map((day) => {
          if (day.kind === 'weekday') return `${places[day.which]} ${weekdayNames[day.weekday - 1]}`;
          return day.kind === 'last' ? 'last day' : String(day.day);
        })
        .join(', ');
  }
}

function sayYearDay({ year, month, day }: YearDay): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year === null ? '' : `${year}-`}${two(month)}-${two(day)}`;
}
