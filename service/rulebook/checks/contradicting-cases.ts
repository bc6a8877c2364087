import type { Problem } from '../problem.ts';
import type { Rule, RuleCase } from '../rule.ts';

/** Posts that a rule says must fire it and must not; told instead of the one of both that has to fail. */
export function contradictingCases(rules: Iterable<Rule>): Problem[] {
  return [...rules].flatMap(({ file, cases }) => {
    const firing = new Set(cases.fires.map(sameness));
    const message = 'this post stands under `fires` too; keep it in one of the two';
    return cases.silent
      .filter((post) => firing.has(sameness(post)))
      .map(({ line, column }) => ({ file, line, column, code: 'contradicting_cases', message }));
  });
}

function sameness({ line: _, column: __, because: ___, details, ...post }: RuleCase): string {
  const { data, ...plain } = details;
  return JSON.stringify([post, plain, [...data]]);
}
