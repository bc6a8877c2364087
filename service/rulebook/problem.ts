/** A fault in a rule file, with the place an author must look at. Lines and columns count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  /** Stable, for tests and editors: `unknown_key`, `unknown_stage`, … */
  code: string;
  /** What is wrong, what was expected, and the way out, in one sentence. */
  message: string;
}

/** `questions/logs.yml:14:3: unknown stage "newbie"; known: visitor, newcomer, regular` */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}

/** The same said of several places is said once: `held while …: questions/logs.yml:14:3, questions/tables.yml:9:5`. */
export function formatTogether(problems: readonly Problem[]): string[] {
  const alike = Map.groupBy(sortProblems(problems), ({ message }) => message);
  return [...alike.values()].flatMap((group) => {
    const [first, ...more] = group;
    if (first === undefined) return [];
    if (more.length === 0) return [formatProblem(first)];
    const places = group.map(({ file, line, column }) => `${file}:${line}:${column}`);
    return [`${places.length} × ${first.message}: ${places.join(', ')}`];
  });
}

/** By file, then from top to bottom. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
