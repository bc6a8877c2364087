import type { z } from 'zod';
import { explainIssues } from './explain-issues.ts';
import { cleanText } from './file-text.ts';
import type { Problem } from './problem.ts';
import { largestFileBytes, readYaml } from './read-yaml.ts';
import type { ReadYaml } from './read-yaml.ts';
import { keysOf } from './sections-with.ts';

/** A file's values with their places, or what is wrong with it. */
export type ParsedFile<Value> =
  | { ok: true; file: string; value: Value; yaml: ReadYaml }
  | { ok: false; problems: Problem[] };

/** Text to values: YAML, then the schema. All faults of the file at once. */
export function parseFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): ParsedFile<z.output<Schema>> {
  if (text.length > largestFileBytes) return tooLarge(file, text.length);
  const yaml = readYaml(file, cleanText(text));
  if (yaml.problems.length > 0) return { ok: false, problems: yaml.problems };
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success)
    return {
      ok: false,
      problems: explainIssues(file, yaml, parsed.error.issues, Object.keys(keysOf(schema))),
    };
  return { ok: true, file, value: parsed.data, yaml };
}

function tooLarge(file: string, length: number): { ok: false; problems: Problem[] } {
  const message = `${length} characters; a rule file holds at most ${largestFileBytes}: part it into several`;
  return { ok: false, problems: [{ file, line: 1, column: 1, code: 'too_large', message }] };
}
