import { cleanText, splitFrontMatter } from './file-text.ts';
import { parseFile } from './parse-file.ts';
import { reviewDueAt } from './parse-rule.ts';
import type { Problem } from './problem.ts';
import { findMisplacedSlots, slotNames } from './slots.ts';
import { resourceSchema } from './schema.ts';

export interface ParsedResource {
  file: string;
  id: string;
  /** Null: the site's own language. */
  locale: string | null;
  title: string;
  owner: string | null;
  reviewDueAt: Date | null;
  body: string;
}

const longestBody = 8_000;

/** One Markdown file below `resources/`: `<id>.md` or `<id>.<locale>.md`. */
export function parseResource(
  file: string,
  text: string,
): { ok: true; resource: ParsedResource } | { ok: false; problems: Problem[] } {
  const problem = (line: number, code: string, message: string): Problem => ({
    file,
    line,
    column: 1,
    code,
    message,
  });
  const [, id, locale] =
    /(?:^|\/)([a-z0-9-]{1,64})(?:\.([a-z]{2,3}(?:-[a-z0-9]{2,8})?))?\.md$/.exec(file) ?? [];
  if (id === undefined) {
    return {
      ok: false,
      problems: [
        problem(
          1,
          'bad_name',
          'expected a name such as export-model.md or export-model.de.md: small letters, digits, hyphens',
        ),
      ],
    };
  }
  const parts = splitFrontMatter(cleanText(text));
  if (parts === null) {
    return {
      ok: false,
      problems: [
        problem(
          1,
          'no_front_matter',
          'expected front matter first: a line ---, then for example title: How to share a log, then a line ---',
        ),
      ],
    };
  }
  const parsed = parseFile(file, parts.yaml, resourceSchema);
  const { bodyLine } = parts;
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...(parts.body === ''
      ? [problem(bodyLine, 'empty_body', 'expected the text of the guide below the front matter')]
      : []),
    ...(parts.body.length > longestBody
      ? [
          problem(
            bodyLine,
            'too_long',
            `${parts.body.length} characters; a guide under a post has at most ${longestBody}: link to the rest`,
          ),
        ]
      : []),
    ...(/<!-{2}\s*waypost:/i.test(parts.body)
      ? [
          problem(
            bodyLine,
            'reserved',
            'a comment that begins with waypost: is how Waypost finds its own posts; take it out',
          ),
        ]
      : []),
    ...findMisplacedSlots(parts.body).map(({ name, line, known }) =>
      problem(
        bodyLine + line,
        known ? 'misplaced_slot' : 'unknown_slot',
        known
          ? `{{${name}}} stands inside code, a link or a tag, where what members write cannot be made safe; move it into the running text`
          : `unknown slot {{${name}}}; known: ${slotNames.join(', ')}`,
      ),
    ),
  ];
  if (!parsed.ok || problems.length > 0) return { ok: false, problems };
  const { title, owner = null } = parsed.value;
  return {
    ok: true,
    resource: {
      file,
      id,
      locale: locale ?? null,
      title,
      owner,
      reviewDueAt: reviewDueAt(parsed.value),
      body: parts.body,
    },
  };
}
