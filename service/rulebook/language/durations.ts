import type { Rate } from './rate.ts';

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};
const longest = 3_650 * 86_400_000;

/** `90s`, `10m`, `24h`, `30d`, `2w` in milliseconds; null for anything else or for more than ten years. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})\s?([smhdw])$/.exec(text.trim()) ?? [];
  const ms = Number(count) * (unitMs[unit ?? ''] ?? Number.NaN);
  return ms >= 0 && ms <= longest ? ms : null;
}

/** `1 per 30d`, `20 per day`; null for anything else. */
export function parseRate(text: string): Rate | null {
  const [, count, window] = /^(\d{1,6}) per (.+)$/.exec(text.trim()) ?? [];
  const windowMs = parseDuration(spoken.get(window ?? '') ?? window ?? '');
  if (windowMs === null || windowMs === 0) return null;
  return { count: Number(count), windowMs };
}

const spoken: ReadonlyMap<string, string> = new Map([
  ['minute', '1m'],
  ['hour', '1h'],
  ['day', '1d'],
  ['week', '1w'],
  ['month', '30d'],
  ['year', '365d'],
]);

/** `22:00` in minutes since midnight; null for anything else. */
export function parseClock(text: string): number | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** `2026-11-01` as the start of that day in UTC; null for anything else, `2026-02-30` included. */
export function parseDay(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : null;
}
