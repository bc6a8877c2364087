import { describe, expect, test } from 'vitest';
import {
  parseClock,
  parseDay,
  parseDuration,
  parseRate,
} from '../../../service/rulebook/language/durations.ts';

const day = 86_400_000;

describe('times and rates as people write them', () => {
  test.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['10 m', 600_000],
    ['24h', day],
    ['30d', 30 * day],
    ['2w', 14 * day],
    ['0s', 0],
    ['10', null],
    ['-5m', null],
    ['1.5h', null],
    ['m', null],
    ['4000d', null],
    ['', null],
  ])('duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each([
    ['1 per 30d', { count: 1, windowMs: 30 * day }],
    ['20 per day', { count: 20, windowMs: day }],
    ['3 per week', { count: 3, windowMs: 7 * day }],
    ['0 per day', { count: 0, windowMs: day }],
    ['2 per 0s', null],
    ['2 a day', null],
    ['per day', null],
    ['1 per fortnight', null],
    ['1 per constructor', null],
  ])('rate %s', (text, rate) => expect(parseRate(text)).toEqual(rate));

  test.each([
    ['22:00', 1320],
    ['7:05', 425],
    ['00:00', 0],
    ['24:00', null],
    ['7', null],
  ])('clock %s', (text, minutes) => expect(parseClock(text)).toBe(minutes));

  test.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-02-30', undefined],
    ['1 Nov 2026', undefined],
  ])('day %s', (text, iso) => expect(parseDay(text)?.toISOString()).toBe(iso));
});
