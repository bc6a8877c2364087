import { formatProblem } from './problem.ts';
import type { Problem } from './problem.ts';

export const problemFormats = ['text', 'json', 'github', 'sarif'] as const;
export type ProblemFormat = (typeof problemFormats)[number];

export interface CheckResult {
  /** With one of these the rules are not in force. */
  problems: readonly Problem[];
  warnings: readonly Problem[];
  /** One sentence for people. */
  summary: string;
  /** Where the files lie, as machines that mark them in a change need it: `rules`. */
  folder: string;
  /** By guide, the rules that offer it; left out where nobody asked. */
  uses?: Readonly<Record<string, readonly string[]>>;
}

/** What `check` found, for people, for programs, for GitHub's annotations, or as SARIF 2.1.0. */
export function formatProblems(result: CheckResult, format: ProblemFormat): string {
  switch (format) {
    case 'text':
      return asText(result);
    case 'json':
      return JSON.stringify({ ok: result.problems.length === 0, ...result }, null, 2);
    case 'github':
      return [...inGithub(result, 'error'), ...inGithub(result, 'warning'), result.summary].join('\n');
    case 'sarif':
      return JSON.stringify(inSarif(result), null, 2);
  }
}

function asText({ problems, warnings, summary, uses = {} }: CheckResult): string {
  return [
    ...problems.map((problem) => `${formatProblem(problem)} [${problem.code}]`),
    ...warnings.map((warning) => `warning: ${formatProblem(warning)} [${warning.code}]`),
    ...Object.entries(uses).map(
      ([guide, rules]) => `${guide}: ${rules.length === 0 ? 'no rule' : rules.join(', ')}`,
    ),
    summary,
  ].join('\n');
}

function inGithub({ problems, warnings, folder }: CheckResult, level: 'error' | 'warning'): string[] {
  const list = level === 'error' ? problems : warnings;
  return list.map(
    ({ file, line, column, code, message }) =>
      `::${level} file=${property(`${folder}/${file}`)},line=${line},col=${column},title=${property(code)}::${data(message)}`,
  );
}

/** GitHub reads its own signs in values; these are its names for them. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function inSarif({ problems, warnings, folder }: CheckResult): object {
  const all = [
    ...problems.map((problem) => ({ ...problem, level: 'error' })),
    ...warnings.map((warning) => ({ ...warning, level: 'warning' })),
  ];
  const codes = [...new Set(all.map(({ code }) => code))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'waypost check', rules: codes.map((id) => ({ id })) } },
        results: all.map(({ code, level, message, file, line, column }) => ({
          ruleId: code,
          level,
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(`${folder}/${file}`) },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
}
