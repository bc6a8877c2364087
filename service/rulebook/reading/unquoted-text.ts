import type { z } from 'zod';

/**
 * A text in a list that YAML reads as a key with a value, because a colon stands in it: what to do; or null for anything
 * else. `found` is the value at the place of the issue.
 */
export function unquotedText(issue: z.core.$ZodIssue, found: unknown): string | null {
  if (typeof issue.path.at(-1) !== 'number' || typeof found !== 'object' || found === null) return null;
  const [[key, value] = ['', null], ...more] = Object.entries(found);
  const isOneText = more.length === 0 && (typeof value === 'string' || typeof value === 'number');
  const isText = /\s/.test(key) || (issue.code === 'invalid_type' && issue.expected === 'string');
  if (!isOneText || !isText) return null;
  const written = `${key}: ${value}`;
  const quoted = JSON.stringify(written);
  return `put quotes around it: ${quoted}; without them the colon makes it a key with a value`;
}
