import type { Problem } from '../problem.ts';
import type { Rule, RuleCase } from '../rule.ts';

/** Posts that a rule says must fire it and must not; told instead of the one of both that has to fail. */
export function contradictingCases(rules: Iterable<Rule>): Problem[] {
  return [...rules].flatMap(({ file, cases }) => {
    // Most texts stand in one place alone, and need no closer look.
    const texts = new Set(cases.fires.map(({ text }) => text));
    const silent = cases.silent.filter(({ text }) => texts.has(text));
    if (silent.length === 0) return [];
    const firing = new Set(cases.fires.map(sameness));
    const message = 'this post stands under `fires` too; keep it in one of the two';
    return silent
      .filter((post) => firing.has(sameness(post)))
      .map((post) => ({ file, ...post.place(), code: 'contradicting_cases', message }));
  });
}

function sameness({ place: _, because: __, details, ...post }: RuleCase): string {
  const { data, ...plain } = details;
  return JSON.stringify([post, plain, [...data]]);
}
