import { RE2JS } from 're2js';
import type { Fragment } from './fragment.ts';
import { requiredFragments } from './required-fragments.ts';

export interface ParsedPattern {
  pattern: RE2JS;
  /** Instructions of the compiled pattern. */
  size: number;
  /** Of each list any line that matches holds one; by the first the lines are found. */
  fragments: readonly (readonly Fragment[])[];
  /** What any match begins with; null: could be anything. */
  beginnings: readonly string[] | null;
}

export const longestPattern = 200;
/** Time is the pattern's instructions times the characters of the line, so this keeps one line cheap. */
export const largestPattern = 250;

export function isPattern(written: string): boolean {
  return /^\/.+\/[a-z]*$/s.test(written);
}

/** `/…/` in RE2's syntax, capital letters like small ones; or the sentence that says what is wrong with it. */
export function parsePattern(written: string): ParsedPattern | string {
  const source = written.slice(1, written.lastIndexOf('/'));
  if (!written.endsWith('/'))
    return `expected nothing behind the last slash: capital letters are like small ones already`;
  if (source.length > longestPattern)
    return `expected a pattern of at most ${longestPattern} characters; part it into several`;
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    const why =
      error instanceof Error
        ? error.message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`')
        : String(error);
    return `expected a pattern in RE2's syntax, which has no look-around and no back-references (${why})`;
  }
  const size = pattern.programSize();
  if (size > largestPattern)
    return `expected a smaller pattern: it has ${size} steps, and at most ${largestPattern} are allowed; repeat less often, such as {1,5}`;
  if (pattern.test('')) return 'expected a pattern that does not match an empty text';
  const required = requiredFragments(source);
  if (required === null)
    return 'expected at least two letters or digits that always occur, such as 0x in /0x[0-9a-f]{8}/: by them the pattern is found quickly';
  return { pattern, size, ...required };
}
