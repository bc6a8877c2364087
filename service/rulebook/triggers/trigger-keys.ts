import { z } from 'zod';
import { clock, duration, id, oneOrMany, strictMap } from '../language/schema-parts.ts';
import { parseMonthDay, parseWeekday, parseYearDay } from './schedule.ts';

const longestAfterMs = 60 * 86_400_000;
const text = z.string('expected a name; numbers need quotes').trim().min(1).max(100);
const scalar = z.union([z.string().max(200), z.number(), z.boolean()]).transform(String);
const dataName = /^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){0,3}$/;

/** The values under which an outside event is wanted, by the name of the field. */
const data = z.record(
  z.string().regex(dataName),
  z.preprocess(
    (value): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]),
    z.array(scalar, 'expected a value, or a list of values').min(1).max(50),
  ),
  {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'expected the name of a field in small letters, such as version or release.channel'
        : 'expected fields with the values that count, such as { channel: stable }',
  },
);

const yearDay = z
  .string('expected a day, such as 12-24 each year or 2027-03-01 once')
  .refine(
    (written) => parseYearDay(written) !== null,
    'expected a day that there is, such as 12-24 each year or 2027-03-01 once',
  );
const dayName = z
  .union([z.string(), z.number()])
  .refine(
    (written) => parseWeekday(String(written)) !== null || parseMonthDay(written) !== null,
    'expected a weekday such as monday, or a day of the month such as 15, last day or first monday',
  );

/** Keys of a rule that say more about its trigger; each belongs to the triggers that name it in `triggers.ts`. */
export const triggerKeys = {
  after: duration.refine((ms) => ms <= longestAfterMs, 'expected at most 60d').optional(),
  count: z.int('expected a whole number').min(1).max(10_000).optional(),
  badge: oneOrMany(
    z.int('expected the number of a badge: the 41 in the address /badges/41/good-share').positive(),
  ).optional(),
  level: oneOrMany(z.literal([1, 2, 3, 4], 'expected a trust level from 1 to 4')).optional(),
  group: oneOrMany(text).optional(),
  tag: oneOrMany(text).optional(),
  type: z
    .string()
    .regex(
      /^[a-z0-9_]{1,40}(\.[a-z0-9_]{1,40}){0,5}$/,
      'expected what the sender calls it, such as release.published',
    )
    .optional(),
  data: data.optional(),
  place: strictMap(
    {
      topic: z.int('expected the number of a topic: the 123 in the address /t/news/123').positive(),
    },
    { category: 'topics that the bot opens' },
  ).optional(),
  years: oneOrMany(z.int('expected a number of years, such as 1 or [1, 5, 10]').min(1).max(100)).optional(),
  reaches: strictMap(
    { posts: oneOrMany(z.int('expected a number of posts').min(2).max(1_000_000)) },
    { likes: 'likes of all posts together', days: 'days visited' },
  ).optional(),
  date: oneOrMany(yearDay, 50).optional(),
  day: oneOrMany(dayName, 31).optional(),
  time: clock.optional(),
  rotate: z
    .array(id, 'expected a list of guides, such as [first, second]')
    .min(2, 'expected at least two guides; one alone stands under `offer`')
    .max(60, 'expected at most 60 guides')
    .optional(),
  calendar: id.optional(),
  lead: duration.refine((ms) => ms <= longestAfterMs, 'expected at most 60d').optional(),
};

export type TriggerKey = keyof typeof triggerKeys;
export const triggerKeyNames: readonly TriggerKey[] = [
  'after',
  'count',
  'badge',
  'level',
  'group',
  'tag',
  'type',
  'data',
  'place',
  'years',
  'reaches',
  'date',
  'day',
  'time',
  'rotate',
  'calendar',
  'lead',
];
