import type { ProblemText } from './problem-text.ts';

/** Faults of files as such: names, size, YAML, and keys and values that the language does not have. */
export const problemsOfFiles = {
  anchor: {
    means: 'YAML anchors and aliases are not read: they make files that nobody can review.',
    mend: 'Write the value out. A word that begins with `&` or `*` needs quotes.',
    example: { rule: 'goal: &g Members export\nowner: *g' },
  },
  bad_name: {
    means: 'The name of the file is not one that rules and guides have.',
    mend: 'Small letters, digits and hyphens; a guide may add a mood and a language: `export-model.frustrated.de.md`.',
    example: { files: { 'resources/export-model.de.frustrated.md': '---\ntitle: X\n---\n\nText' } },
  },
  bad_value: {
    means: 'The key is right and its value is not; the message says what is expected.',
    mend: 'Times need a unit (`10m`), numbers among words need quotes (`"404"`), days look like `2026-11-01`.',
    example: { rule: 'wait: 5' },
  },
  later_key: {
    means: 'The key or value belongs to the language, and this version does not act on it yet.',
    mend: 'Leave it out for now.',
    example: { rule: 'on: member.count\nreaches: { posts: 5, likes: 5 }' },
  },
  missing_key: {
    means: 'Something is missing that every such file says.',
    mend: 'Add the key; the message says what it looks like.',
    example: {
      files: {
        'questions/new.yml': 'id: new\ngoal: Members get help\non: post.created\noffer: export-model',
      },
    },
  },
  not_utf8: {
    means: 'The file is not text in UTF-8.',
    mend: 'Save it as UTF-8; every editor can.',
    example: { folder: 'A rule file saved as Latin-1, with an ä in it.' },
  },
  symbolic_link: {
    means: 'Symbolic links are not followed: the rules are what lies in the folder.',
    mend: 'Put the file itself there.',
    example: { folder: 'A link to a file elsewhere.' },
  },
  too_deep: {
    means: 'Folders or values are nested deeper than any author needs.',
    mend: 'Move the file up; rule files need six levels at most.',
    example: { rule: `text: ${'['.repeat(300)}` },
  },
  too_large: {
    means: 'The file is larger than 256 KiB, or holds thousands of keys or values.',
    mend: 'Part it into several.',
    example: { folder: 'A rule file of 300,000 bytes.' },
  },
  too_many_files: {
    means: 'The folder holds more than 5,000 rule files, which looks like the wrong folder.',
    mend: 'Point `RULES_PATH` at the rules folder itself.',
    example: { folder: 'A folder with 5,001 rule files.' },
  },
  unexpected: {
    means: 'Waypost failed while it read the files; the rules before stay in force.',
    mend: 'Report it, with the files if you may.',
    example: { folder: 'Should not happen, so there is no example.' },
  },
  unknown_key: {
    means: 'No such key here. Keys are strict, so that a typing error never silently widens a rule.',
    mend: 'Take the one that the message proposes, or look it up in the reference.',
    example: { rule: 'where: { categry: support }' },
  },
  repository_away: {
    means:
      'The rules repository could not be fetched; the message says what git met. What was in force stays so.',
    mend: 'Look at `RULES_REPO`, and at `RULES_TOKEN` or `RULES_SSH_KEY_FILE` for a private one.',
    example: { folder: 'An address that does not exist.' },
  },
  unreadable_folder: {
    means: 'The rules folder is not there or may not be read.',
    mend: 'Set `RULES_PATH`, or name the folder: `waypost check my-rules`.',
    example: { folder: 'A path that does not exist.' },
  },
  yaml: {
    means: 'This is not YAML; the message says what the parser met.',
    mend: 'Mostly quotes are missing: a text with `: ` or ` #` inside needs them. Tabs never indent.',
    example: { rule: 'goal: People: get help' },
  },
} as const satisfies Record<string, ProblemText>;
