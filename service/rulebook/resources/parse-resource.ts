import { cleanText, splitFrontMatter } from '../reading/file-text.ts';
import { parseFile } from '../reading/parse-file.ts';
import type { Problem } from '../problem.ts';
import type { Place } from '../reading/read-yaml.ts';
import { findMisplacedSlots, slotNames } from '../slots.ts';
import { findMentions } from './find-mentions.ts';
import { expectedName, readNameOfFile } from './name-of-file.ts';
import type { NameOfFile } from './name-of-file.ts';
import { resourceSchema } from './resource-schema.ts';
import type { FrontMatterValues } from './resource-schema.ts';

/** One file of the library, not yet brought together with its other languages and wordings. */
export interface ParsedResource extends NameOfFile {
  file: string;
  values: FrontMatterValues;
  body: string;
  /** The line of the file on which the body begins. */
  bodyLine: number;
  placeOf(key: string): Place;
}

/** The forum takes at most so much as the text of a card. */
const longestBody = 4_000;

/** One Markdown file below `resources/`: `<id>[.<situation>][.<locale>].md`. */
export function parseResource(
  file: string,
  text: string,
): { ok: true; resource: ParsedResource } | { ok: false; problems: Problem[] } {
  const problem = (line: number, code: string, message: string, column = 1): Problem => ({
    file,
    line,
    column,
    code,
    message,
  });
  const name = readNameOfFile(file);
  if (name === null) return { ok: false, problems: [problem(1, 'bad_name', expectedName)] };
  const parts = splitFrontMatter(cleanText(text));
  if (parts === null) {
    const message =
      'expected front matter first: a line ---, then for example title: How to share a log, then a line ---';
    return { ok: false, problems: [problem(1, 'no_front_matter', message)] };
  }
  const parsed = parseFile(file, parts.yaml.trim() === '' ? '{}' : parts.yaml, resourceSchema);
  const { body, bodyLine } = parts;
  const isUntitled = parsed.ok && parsed.value.title === undefined && name.situation === null;
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...(isUntitled
      ? [problem(1, 'missing_key', '`title`: is missing; add it: expected some text here')]
      : []),
    ...bodyProblems(body).map(({ line, code, message, column }) =>
      problem(bodyLine + line, code, message, column),
    ),
  ];
  if (!parsed.ok || problems.length > 0) return { ok: false, problems };
  const placeOf = (key: string): Place => parsed.yaml.placeOf([key]);
  return { ok: true, resource: { file, ...name, values: parsed.value, body, bodyLine, placeOf } };
}

export interface BodyProblem {
  line: number;
  /** The first one, unless it is known better. */
  column?: number;
  code: string;
  message: string;
}

/** What is wrong with a text whatever its form; lines count from its first. */
export function bodyProblems(body: string): BodyProblem[] {
  const top = (code: string, message: string): BodyProblem => ({ line: 0, code, message });
  // Longer texts are not looked into: what is to be found there could take long, and they have to be shortened anyway.
  if (body.length > longestBody) {
    const message = `${body.length} characters; a forum shows at most ${longestBody} of a guide: link to the rest`;
    return [top('too_long', message)];
  }
  return [
    ...(body === '' ? [top('empty_body', 'expected the text of the guide below the front matter')] : []),
    ...(/<!-{2}\s*waypost:/i.test(body)
      ? [
          top(
            'reserved',
            'a comment that begins with waypost: is how Waypost finds its own posts; take it out',
          ),
        ]
      : []),
    ...findMisplacedSlots(body).map(({ name, line, known }) =>
      known
        ? {
            line,
            code: 'misplaced_slot',
            message: `{{${name}}} stands inside code, a link or a tag, where what members write cannot be made safe; move it into the running text`,
          }
        : { line, code: 'unknown_slot', message: `unknown slot {{${name}}}; known: ${slotNames.join(', ')}` },
    ),
    ...findMentions(body).map(({ name, line, column }) => ({
      line,
      column,
      code: 'mention',
      message: `@${name} would notify that person or everybody in that group each time; write the name without @`,
    })),
  ];
}
