import { z } from 'zod';

/** What somebody tries, as the form sends it; everything is text that anybody may have typed. */
export interface Question {
  /** Number of the post that was chosen; empty: written by hand. */
  post: string;
  title: string;
  text: string;
  category: string;
  tags: string;
  opens: boolean;
  /** Name of a real member; empty: the facts below count. */
  as: string;
  trustLevel: '0' | '1' | '2' | '3' | '4';
  stage: string;
  posts: number;
  groups: string;
  locale: string;
  /** Id of the rule that was loaded last; empty: a new one. */
  rule: string;
  path: string;
  yaml: string;
  /** Number of the post that is to become a silent case; empty: none. */
  caseOf: string;
  caseWords: string;
  caseUsesPost: boolean;
}

export type Does = 'look' | 'use' | 'load' | 'fill' | 'add';

/** A rule is tried between two requests of others; what may be in it keeps that to a few milliseconds. */
export const limits = { title: 300, text: 20_000, yaml: 8_000, patterns: 20 } as const;
/** Letters of any script may take nine bytes each on their way. */
export const bodyLimit = 9 * (limits.title + limits.text + limits.yaml + 8_000);

export const rulePath = /^(?:[a-z0-9-]{1,64}\/){0,5}[a-z0-9-]{1,64}\.yml$/;

const short = z.string().trim().max(200).catch('');
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .catch('');
const long = z
  .string()
  .catch('')
  .transform((text) => text.replaceAll('\r\n', '\n'));

const form = z.object({
  post: number,
  title: long,
  text: long,
  category: short,
  tags: short,
  opens: z.string().optional(),
  as: short,
  trust_level: z.enum(['0', '1', '2', '3', '4']).catch('1'),
  stage: short,
  posts: z.coerce.number().int().min(1).max(1_000_000).catch(5),
  groups: short,
  locale: short,
  rule: short,
  path: short,
  yaml: long,
  case_of: number,
  case_words: long,
  case_uses_post: z.string().optional(),
  do: z.enum(['look', 'use', 'load', 'fill', 'add']).catch('look'),
  pick: number,
});

/** Reads what a form sent; what is not understood counts as left empty. */
export function readQuestion(body: unknown): { question: Question; does: Does } {
  const {
    trust_level,
    case_of,
    case_words,
    case_uses_post,
    do: does,
    pick,
    opens,
    ...rest
  } = form.parse(body ?? {});
  const question = {
    ...rest,
    post: pick === '' ? rest.post : pick,
    opens: opens !== undefined,
    trustLevel: trust_level,
    caseOf: case_of,
    caseWords: case_words,
    caseUsesPost: case_uses_post !== undefined,
  };
  return { question, does: pick === '' ? does : 'use' };
}

export const emptyQuestion: Question = {
  post: '',
  title: '',
  text: '',
  category: '',
  tags: '',
  opens: true,
  as: '',
  trustLevel: '1',
  stage: '',
  posts: 5,
  groups: '',
  locale: '',
  rule: '',
  path: '',
  yaml: '',
  caseOf: '',
  caseWords: '',
  caseUsesPost: false,
};

/** How many patterns a rule has, without reading it: compiling them is what costs. */
export function countPatterns(yaml: string): number {
  return yaml.match(/(?:^|[\s[,"'])\/[^\s/][^\n]*?\//g)?.length ?? 0;
}

/** `a, b,c` as a list. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .slice(0, 20);
}
