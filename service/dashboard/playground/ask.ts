import { setImmediate as others } from 'node:timers/promises';
import { previewOffer } from '../../engine/render/preview-offer.ts';
import type { Preview } from '../../engine/render/preview-guide.ts';
import { runCases } from '../../engine/cases/run-cases.ts';
import { type TriedRule, tryRule } from '../../engine/explaining/try-rule.ts';
import { readInTurns } from '../../engine/matching/read-in-turns.ts';
import { loadOneRule } from '../../rulebook/load-one-rule.ts';
import type { Problem } from '../../rulebook/problem.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { assume } from './assume.ts';
import type { FillInDeps } from './fill-in.ts';
import { type Newest, tryOnNewest } from './newest.ts';
import { type Question, countPatterns, limits, rulePath } from './question.ts';

/** What the page shows of a question. */
export interface Answer {
  tooLong: readonly (keyof typeof limits)[];
  isPathGood: boolean;
  /** With one of these the file would not be taken up. */
  problems: readonly Problem[];
  warnings: readonly Problem[];
  /** Cases that do not come out as the file says. */
  cases: readonly Problem[];
  rule: Rule | null;
  tried: TriedRule | null;
  previews: readonly Preview[];
  newest: Newest | null;
  /** A name that nobody known has. */
  isMemberUnknown: boolean;
}

/** Where nothing could be tried. */
export const nothingAnswered: Answer = {
  tooLong: [],
  isPathGood: true,
  problems: [],
  warnings: [],
  cases: [],
  rule: null,
  tried: null,
  previews: [],
  newest: null,
  isMemberUnknown: false,
};

/** Tries the rule of a question. Between its parts others have their turn: no part costs more than the limits allow. */
export async function ask(deps: FillInDeps, present: Rulebook, question: Question): Promise<Answer> {
  const tooLong: (keyof typeof limits)[] = (['title', 'text', 'yaml'] as const).filter(
    (part) => question[part].length > limits[part],
  );
  if (countPatterns(question.yaml) > limits.patterns) tooLong.push('patterns');
  const isPathGood = question.path === '' || rulePath.test(question.path);
  if (tooLong.length > 0 || question.yaml.trim() === '') return { ...nothingAnswered, tooLong, isPathGood };
  const loaded = loadOneRule(present, { path: fileOf(question), text: question.yaml });
  if (!loaded.ok) return { ...nothingAnswered, isPathGood, problems: loaded.problems };
  const { rule, rulebook: draft, warnings } = loaded;
  await others();
  const cases = runCases(draft);
  await others();
  const now = await deps.reports.clock();
  const { as: username } = question;
  const real =
    username === ''
      ? null
      : await deps.playground.previewMember({ username, rulebook: present, rule, at: now });
  const input = assume(present, question, { real, now });
  const post = 'post' in input.event ? input.event.post : null;
  for (const rulebook of [draft, present]) await readInTurns(rulebook, post, others);
  const tried = tryRule({ present, draft, rule, input });
  const { explanation } = tried;
  const previews = previewOffer(draft, rule, {
    locale: explanation.offer?.locale ?? (question.locale || present.site.locale),
    because: explanation.because,
    evidence: explanation.evidence,
    slots: slotsOf(rule, question, real?.member.username ?? 'mia'),
  });
  await others();
  const newest = await tryOnNewest(deps, { present, draft, rule });
  const isMemberUnknown = username !== '' && real === null;
  return { ...nothingAnswered, isPathGood, warnings, cases, rule, tried, previews, newest, isMemberUnknown };
}

/** Where the file would lie; a new rule lies among the questions. */
export function fileOf({ path, yaml }: Pick<Question, 'path' | 'yaml'>): string {
  if (rulePath.test(path)) return path;
  const id = /^id:\s*["']?([a-z0-9-]{1,64})/m.exec(yaml)?.[1] ?? 'new-rule';
  return `questions/${id}.yml`;
}

function slotsOf({ details }: Rule, { title }: Question, member: string): Record<string, string> {
  const data = [...details.data].map(([name, values]): [string, string] => [`data.${name}`, values[0] ?? '']);
  return { member, topic: title, ...Object.fromEntries<string>(data) };
}
