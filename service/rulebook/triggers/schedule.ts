/** When a rule about time looks: on which days, and at which minute of them by the site's clock. */
export type Schedule = { atMinute: number } & Days;

export type Days =
  | { every: 'year'; days: readonly YearDay[] }
  | { every: 'week'; weekdays: readonly Weekday[] }
  | { every: 'month'; days: readonly MonthDay[] };

/** `12-24` each year, or `2027-03-01` once. */
export interface YearDay {
  year: number | null;
  month: number;
  day: number;
}

/** 1 is Monday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type MonthDay =
  /** A month without this day takes its last one. */
  | { kind: 'number'; day: number }
  | { kind: 'last' }
  | { kind: 'weekday'; which: 1 | 2 | 3 | 4 | 'last'; weekday: Weekday };

/** Good wishes and prompts come in the morning. */
export const usualMinute = 9 * 60;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const places = { first: 1, second: 2, third: 3, fourth: 4, last: 'last' } as const;

/** `12-24` or `2027-03-01`; null for anything else, 30 February included. 29 February is a day of each year. */
export function parseYearDay(text: string): YearDay | null {
  const [, year, month, day] = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(text.trim()) ?? [];
  const read = { year: year === undefined ? null : Number(year), month: Number(month), day: Number(day) };
  return isDay(read.year ?? 2000, read.month, read.day) ? read : null;
}

export function parseWeekday(text: string): Weekday | null {
  const at = weekdays.findIndex((name) => name === text.trim().toLowerCase());
  return at === -1 ? null : weekdayOf(at + 1);
}

/** `15`, `last day`, `first monday`; null for anything else. */
export function parseMonthDay(written: string | number): MonthDay | null {
  const text = String(written).trim().toLowerCase();
  if (/^\d{1,2}$/.test(text)) {
    const day = Number(text);
    return day >= 1 && day <= 31 ? { kind: 'number', day } : null;
  }
  const [, place = '', name = ''] = /^([a-z]+) ([a-z]+)$/.exec(text) ?? [];
  if (place === 'last' && name === 'day') return { kind: 'last' };
  const which = Object.entries(places).find(([word]) => word === place)?.[1];
  const weekday = parseWeekday(name);
  return which === undefined || weekday === null ? null : { kind: 'weekday', which, weekday };
}

export function weekdayOf(number: number): Weekday {
  const all: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
  return all[(number - 1) % 7] ?? 1;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
