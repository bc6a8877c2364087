import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import type { ReadYaml } from './read-yaml.ts';
import { shown } from '../language/schema-parts.ts';
import { unquotedText } from './unquoted-text.ts';

/** Zod's issues as problems at their places in the file; `topKeys` are those that stand at its left margin. */
export function explainIssues(
  file: string,
  yaml: ReadYaml,
  issues: readonly z.core.$ZodIssue[],
  topKeys: readonly string[],
): Problem[] {
  return issues.flatMap((issue, number) => {
    const path = asWritten(yaml.value, issue.path);
    const at = path.length === 0 ? '' : `\`${path.map(String).join('.')}\`: `.replace(/\.0`/, '`');
    const unquoted = unquotedText(issue, valueAt(yaml.value, path));
    if (unquoted !== null) {
      // Read as a key, it is told for each key that it lacks, too.
      const isTold = issues.slice(0, number).some((other) => isAtSamePlace(other, issue));
      const code = issue.code === 'unrecognized_keys' ? 'unknown_key' : 'bad_value';
      return isTold ? [] : [{ file, ...yaml.placeOf(path), code, message: `${at}${unquoted}` }];
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.message.split('\n').map((message, index) => {
        const key = issue.keys[index] ?? '';
        const code = message.startsWith('unknown') ? 'unknown_key' : 'later_key';
        const isTooFarIn = path.length > 0 && topKeys.includes(key);
        const told = isTooFarIn ? message.replace(unknownKey, outdent) : message;
        return { file, ...yaml.placeOfKey(path, key), code, message: `${at}${told}` };
      });
    }
    const found = valueAt(yaml.value, path);
    if (found === undefined) {
      return [
        {
          file,
          ...yaml.placeOf(path),
          code: 'missing_key',
          message: `${at}is missing; add it${hint(issue)}`,
        },
      ];
    }
    const message = `${at}${sentence(issue, found)}${dash(found)}`;
    return [{ file, ...yaml.placeOf(path), code: 'bad_value', message }];
  });
}

function isAtSamePlace(a: z.core.$ZodIssue, b: z.core.$ZodIssue): boolean {
  return a.path.length === b.path.length && a.path.every((step, at) => step === b.path[at]);
}

function dash(found: unknown): string {
  return typeof found === 'string' && /^-[^\s\d-]/.test(found) ? '; a dash needs a space behind it' : '';
}

const unknownKey = /^(unknown key "[^"]*")( \(did you mean "[^"]*"\?\))?(?=;|$)/;
const outdent = '$1 here; it begins at the left margin, without spaces in front';

function hint(issue: z.core.$ZodIssue): string {
  return issue.message.startsWith('expected') ? `: ${issue.message.replace(/; found nothing$/, '')}` : '';
}

function sentence(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'invalid_key' && !issue.message.startsWith('expected'))
    return `${issue.issues[0]?.message ?? issue.message}; found ${shown(issue.path.at(-1))}`;
  if (issue.code === 'invalid_type') {
    return issue.message.startsWith('expected')
      ? issue.message
      : `expected ${plainTypes[issue.expected] ?? issue.expected}; found ${shown(found)}`;
  }
  return issue.message.startsWith('expected') || issue.code === 'custom'
    ? issue.message
    : `${issue.message}; found ${shown(found)}`;
}

const plainTypes: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  string: 'text',
  int: 'a whole number',
  array: 'a list',
  record: 'keys with values',
};

/** A single value stands for a list of one, so what is said of its first element is said of it. */
function asWritten(value: unknown, path: readonly PropertyKey[]): PropertyKey[] {
  const first = path.findIndex((step, at) => step === 0 && isSingle(valueAt(value, path.slice(0, at))));
  return first === -1 ? [...path] : asWritten(value, path.toSpliced(first, 1));
}

function isSingle(value: unknown): boolean {
  return value !== undefined && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return here;
    if (!Object.hasOwn(here, step)) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}
