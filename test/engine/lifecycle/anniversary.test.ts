import { describe, expect, test } from 'vitest';
import { nextAnniversary } from '../../../service/engine/lifecycle/anniversary.ts';

const at = (text: string): Date => new Date(text);

describe('the next anniversary of joining', () => {
  test.each<[what: string, joined: string, zone: string, years: number[], after: string, expected: string]>([
    ['is a year later', '2025-03-10T15:00Z', 'UTC', [], '2025-04-01T00:00Z', '1 2026-03-10T09:00Z'],
    [
      'is the second after the first',
      '2025-03-10T15:00Z',
      'UTC',
      [],
      '2026-03-10T09:00Z',
      '2 2027-03-10T09:00Z',
    ],
    [
      'is this morning, a moment before nine',
      '2025-03-10T15:00Z',
      'UTC',
      [],
      '2026-03-10T08:59Z',
      '1 2026-03-10T09:00Z',
    ],
    [
      'is on the day it was where they live',
      '2025-03-10T23:30Z',
      'Europe/Berlin',
      [],
      '2026-01-01T00:00Z',
      '1 2026-03-11T08:00Z',
    ],
    [
      'is at nine by the summer clock',
      '2025-07-10T12:00Z',
      'Europe/Berlin',
      [],
      '2026-01-01T00:00Z',
      '1 2026-07-10T07:00Z',
    ],
    [
      'is half an hour off in a zone that is',
      '2025-07-10T12:00Z',
      'Asia/Kolkata',
      [],
      '2026-01-01T00:00Z',
      '1 2026-07-10T03:30Z',
    ],
    [
      'of 29 February is 28 February',
      '2024-02-29T12:00Z',
      'UTC',
      [],
      '2024-03-01T00:00Z',
      '1 2025-02-28T09:00Z',
    ],
    [
      'of 29 February is 29 February in a leap year',
      '2024-02-29T12:00Z',
      'UTC',
      [],
      '2027-12-01T00:00Z',
      '4 2028-02-29T09:00Z',
    ],
    [
      'waits for a year that counts',
      '2024-05-01T12:00Z',
      'UTC',
      [5, 10],
      '2026-01-01T00:00Z',
      '5 2029-05-01T09:00Z',
    ],
    [
      'never comes again when all that count are over',
      '2014-05-01T12:00Z',
      'UTC',
      [1, 5],
      '2026-01-01T00:00Z',
      'never',
    ],
    [
      'is not on the day of joining',
      '2026-03-10T05:00Z',
      'UTC',
      [],
      '2026-03-10T05:00Z',
      '1 2027-03-10T09:00Z',
    ],
    [
      'of one who joins tomorrow by our clock',
      '2026-03-11T00:00Z',
      'UTC',
      [],
      '2026-03-10T00:00Z',
      '1 2027-03-11T09:00Z',
    ],
    [
      'is on a day that was left out: the next',
      '2011-12-29T20:00Z',
      'Pacific/Apia',
      [],
      '2012-01-01T00:00Z',
      '1 2012-12-28T19:00Z',
    ],
  ])('%s', (_what, joined, zone, years, after, expected) => {
    const next = nextAnniversary({ joinedAt: at(joined), zone, years, after: at(after) });

    expect(next === null ? 'never' : `${next.years} ${next.at.toISOString().slice(0, 16)}Z`).toBe(expected);
  });
});
