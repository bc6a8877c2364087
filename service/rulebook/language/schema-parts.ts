import { z } from 'zod';
import { isZone } from './is-zone.ts';
import { didYouMean } from '../reading/did-you-mean.ts';
import { parseClock, parseDay, parseDuration, parseRate } from './durations.ts';
import { sectionsWith } from '../sections-with.ts';
import { splitWords } from '../split-words.ts';
import { isPattern, longestPattern, parsePattern } from '../text/parse-pattern.ts';

/** A map in which every key is known; `later` names keys that a later version will read. */
export function strictMap<Shape extends z.ZodRawShape>(
  shape: Shape,
  later: Readonly<Record<string, string>> = {},
) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return explainKeys(issue.keys, shape, later);
      return issue.code === 'invalid_type'
        ? `expected keys with values here; known keys: ${Object.keys(shape).join(', ')}`
        : undefined;
    },
  });
}

/** One line for each unknown key; `explain-issues.ts` takes them apart again. */
function explainKeys(
  keys: readonly string[],
  shape: z.ZodRawShape,
  later: Readonly<Record<string, string>>,
): string {
  const known = Object.keys(shape);
  return keys
    .map((key) =>
      Object.hasOwn(later, key)
        ? `\`${key}\` arrives with a later version (${later[key]}); leave it out for now`
        : `unknown key "${key}"${guessAndKnown(belongsUnder(sectionsWith(key, shape)) || didYouMean(key, known), known)}`,
    )
    .join('\n');
}

/** A long list would bury the guess. */
const mostBesideGuess = 8;

function guessAndKnown(guess: string, known: readonly string[]): string {
  const isListed = guess === '' || known.length <= mostBesideGuess;
  return isListed ? `${guess}; known: ${known.join(', ')}` : guess;
}

function belongsUnder(sections: readonly string[]): string {
  const named = sections.map((section) => `\`${section}\``).join(' or ');
  return named === '' ? '' : ` here; it belongs under ${named}, two spaces further in`;
}

export const id = z
  .string()
  .regex(
    /^[a-z0-9-]{1,64}$/,
    'expected an id of small letters, digits and hyphens, at most 64: for example export-model',
  )
  .meta({ description: 'an id of small letters, digits and hyphens, such as export-model' });
export const line = z
  .string()
  .trim()
  .min(1, 'expected some text here')
  .max(300, 'expected at most 300 characters');

/** `x` or `[x, y]`. */
export function oneOrMany<T extends z.ZodType>(one: T, most = 200) {
  return z.preprocess(
    (value) => (Array.isArray(value) || value === undefined ? value : [value]),
    z
      .array(one)
      .min(1, 'expected at least one value; leave the key out to mean "any"')
      .max(most, `expected at most ${most} values`),
  );
}

export function oneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  later: readonly string[] = [],
) {
  return z.enum(values, {
    error: (issue) =>
      typeof issue.input === 'string' && later.includes(issue.input)
        ? `"${issue.input}" arrives with a later version; for now: ${values.join(', ')}`
        : `expected one of: ${values.join(', ')}; found ${shown(issue.input)}${typeof issue.input === 'string' ? didYouMean(issue.input, values) : ''}`,
  });
}

export const duration = parsed(parseDuration, 'a time with its unit, such as 90s, 10m, 24h, 30d or 2w');
export const rate = parsed(parseRate, 'a rate, such as 1 per 30d or 20 per day');
export const clock = parsed(parseClock, 'a time of day in quotes, such as "22:00"');
export const day = parsed(parseDay, 'a day, such as 2026-11-01');
export const timeZone = parsed(
  (text) => (isZone(text) ? text : null),
  'the name of a time zone, such as Europe/Berlin',
);
export const percent = parsed((text) => {
  const [, number] = /^(\d{1,2})\s?%$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) / 100;
}, 'a share below 100 %, such as 10%');
export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})?$/, 'expected a language in small letters, such as en, de or pt-br')
  .meta({ description: 'a language in small letters, such as en, de or pt-br' });

export const phrase = z
  .string('expected words; numbers such as 404 need quotes')
  .trim()
  .max(longestPattern + 2, `expected at most ${longestPattern} characters`)
  .superRefine((written, context) => {
    const refuse = (message: string): void => {
      context.addIssue({ code: 'custom', message });
    };
    if (isPattern(written)) {
      const parsed = parsePattern(written);
      if (typeof parsed === 'string') refuse(parsed);
    } else if (written.length > 100) refuse('expected at most 100 characters');
    else if (splitWords(written).length === 0) refuse('expected at least one word of letters or digits');
  });

function parsed<T>(parse: (text: string) => T | null, expectation: string) {
  const read = z.unknown().transform((value, context): T => {
    const result = typeof value === 'string' ? parse(value) : null;
    if (result !== null) return result;
    context.addIssue({ code: 'custom', message: `expected ${expectation}; found ${shown(value)}` });
    return z.NEVER;
  });
  return read.meta({ type: 'string', description: expectation });
}

export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
