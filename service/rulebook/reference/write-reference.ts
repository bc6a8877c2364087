import { fileKinds, jsonSchemaOf } from '../language/json-schemas.ts';
import { keyTextOf } from './key-texts.ts';
import type { FileKind } from './key-texts.ts';
import { listKeys } from './list-keys.ts';
import type { ListedKey } from './list-keys.ts';
import { problemTexts } from './problem-texts.ts';
import type { ProblemExample } from './problem-text.ts';
import { sayDefault, sayType } from './say-type.ts';

const titles: Readonly<Record<FileKind, string>> = {
  rule: 'Every key of a rule',
  site: 'Every key of `site.yml`',
  stages: 'Every key of `stages.yml`',
  resource: 'Every key in the front matter of a guide',
};

const note =
  'Written by `waypost reference` from what `check` itself reads. [How to write a rule](../README.md)';

/** The reference as Markdown files, by name: every key of every kind of file, and every problem that `check` can tell. */
export function writeReference(): Readonly<Record<string, string>> {
  const pages = fileKinds.map((kind) => [`${kind}.md`, writeKeys(kind)] as const);
  return { ...Object.fromEntries(pages), 'problems.md': writeProblems() };
}

/** Keys that are said at another place already: a silent case has those of a firing one. */
export function isSaidElsewhere(path: string): boolean {
  return (
    path.startsWith('cases.silent.') ||
    /^(stages\.stalls\.unless|steps\.only_if|until)\./.test(path) ||
    (path.startsWith('cases.fires.') && !/\.(title|text|category|tags|trust_level|stage|because)$/.test(path))
  );
}

function writeKeys(kind: FileKind): string {
  const keys = listKeys(jsonSchemaOf(kind)).filter(({ path }) => !isSaidElsewhere(path));
  return [`# ${titles[kind]}`, note, ...keys.map((key) => writeKey(kind, key))].join('\n\n').concat('\n');
}

function writeKey(kind: FileKind, { path, schema, required }: ListedKey): string {
  const text = keyTextOf(kind, path);
  const type = sayType(schema);
  const left = required ? 'required' : `left out: ${text?.ifLeftOut ?? sayDefault(schema)}`;
  return [
    `## \`${path}\``,
    text?.says ?? '',
    `- ${type}\n- ${left}`,
    ...(text === undefined ? [] : [`\`\`\`yaml\n${text.example}\n\`\`\``]),
  ].join('\n\n');
}

function writeProblems(): string {
  const codes = Object.keys(problemTexts).toSorted();
  const sections = codes.flatMap((code) => {
    const text = problemTexts[code];
    if (text === undefined) return [];
    return [`## ${code}\n\n${text.means}\n\n**What to do:** ${text.mend}\n\n${writeExample(text.example)}`];
  });
  const intro = `Each line of \`waypost check\` ends with a code in brackets. Here is what it means, what causes it and what to do. Warnings leave the rules in force.`;
  return ['# Every problem that `check` can tell', note, intro, ...sections].join('\n\n').concat('\n');
}

function writeExample(example: ProblemExample): string {
  if ('folder' in example) return `For example: ${example.folder}`;
  if ('rule' in example) return `\`\`\`yaml\n${shortened(example.rule)}\n\`\`\``;
  return Object.entries(example.files)
    .map(([path, text]) => {
      const language = path.endsWith('.md') ? 'markdown' : 'yaml';
      return `\`${path}\`\n\n~~~${language}\n${shortened(text.trimEnd())}\n~~~`;
    })
    .join('\n\n');
}

function shortened(text: string): string {
  return text.length > 600 ? `${text.slice(0, 200)} …` : text;
}
