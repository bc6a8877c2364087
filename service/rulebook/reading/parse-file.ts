import type { z } from 'zod';
import { explainIssues } from './explain-issues.ts';
import { cleanText } from './file-text.ts';
import { type Most, mostInRuleFile, tooMuchOf } from '../how-much.ts';
import type { Problem } from '../problem.ts';
import { type Places, largestFileBytes, placesIn, readYaml } from './read-yaml.ts';
import { keysOf } from '../sections-with.ts';

/** A file's values with their places, or what is wrong with it. */
export type ParsedFile<Value> =
  | { ok: true; file: string; value: Value; yaml: Places }
  | { ok: false; problems: Problem[] };

/** Text to values: YAML, then the schema. All faults of the file at once, or its first hundred. */
export function parseFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  most: Most = mostInRuleFile,
): ParsedFile<z.output<Schema>> {
  if (text.length > largestFileBytes)
    return tooLarge(file, `${text.length} characters; a rule file holds at most ${largestFileBytes}`);
  const tooMuch = tooMuchOf(text, most);
  if (tooMuch !== null) return tooLarge(file, tooMuch);
  const clean = cleanText(text);
  const yaml = readYaml(file, clean);
  if (yaml.problems.length > 0) return { ok: false, problems: firstOf(yaml.problems) };
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success)
    return {
      ok: false,
      problems: firstOf(explainIssues(file, yaml, parsed.error.issues, Object.keys(keysOf(schema)))),
    };
  return { ok: true, file, value: parsed.data, yaml: placesIn(file, clean) };
}

const mostProblems = 100;

/** Nobody reads on beyond; the last says how many there are besides. */
function firstOf(problems: Problem[]): Problem[] {
  const last = problems[mostProblems - 1];
  if (last === undefined || problems.length === mostProblems) return problems;
  const message = `${last.message} (and ${problems.length - mostProblems} more problems in this file)`;
  return [...problems.slice(0, mostProblems - 1), { ...last, message }];
}

function tooLarge(file: string, what: string): { ok: false; problems: Problem[] } {
  const message = `${what}: part it into several`;
  return { ok: false, problems: [{ file, line: 1, column: 1, code: 'too_large', message }] };
}
