import { z } from 'zod';
import { day, duration, id, line, oneOf, oneOrMany, strictMap } from '../language/schema-parts.ts';
import { forms } from './forms.ts';
import { tones } from './resource.ts';
import { parseSessionTime } from './session-time.ts';

const address = z
  .string()
  .trim()
  .max(500, 'expected at most 500 characters')
  .regex(
    /^(https:\/\/[^\s<>()"[\]]+|\/(?!\/)[^\s<>()"[\]]*)$/,
    'expected an address that begins with https://, or with / for a page of the forum itself, without spaces or brackets',
  );
const linkText = line
  .max(100, 'expected at most 100 characters')
  .regex(/^[^[\]()<>]*$/, 'expected words, no brackets');
const title = line.max(150, 'expected at most 150 characters: titles stand above cards and messages');
const sessionTime = line.refine(
  (text) => parseSessionTime(text) !== null,
  'expected a moment with its zone, such as 2026-12-03 18:00 Europe/Berlin, or words such as every Thursday at 18:00',
);

/** The front matter of a guide. Which keys are required depends on the form and on the file's name: `parse-resource.ts`. */
export const resourceSchema = strictMap({
  title: title.optional(),
  form: oneOf(forms).optional(),
  tone: oneOf(tones).optional(),
  owner: line.optional(),
  reviewed_on: day.optional(),
  review_every: duration.optional(),
  approved: strictMap({
    by: line,
    on: day,
    text: z
      .string('expected the letters and digits that `check` tells, in quotes')
      .regex(/^[0-9a-z]{8}$/, 'expected the eight letters and digits that `check` tells'),
  }).optional(),
  supersedes: oneOrMany(id, 20).default([]),
  more: oneOrMany(strictMap({ text: linkText, url: address }), 3).default([]),
  watch: address.optional(),
  length: duration.optional(),
  who: line.optional(),
  consent: day.optional(),
  when: sessionTime.optional(),
  lasts: duration.optional(),
  where: line.optional(),
  join: address.optional(),
});

export type FrontMatterValues = z.output<typeof resourceSchema>;
