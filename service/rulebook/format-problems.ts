import { formatProblem } from './problem.ts';
import type { Problem } from './problem.ts';
import { problemTexts } from './reference/problem-texts.ts';

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

/** Its columns count as editors count them. A rule of SARIF is a code of ours, with what its page says. */
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
        tool: { driver: { name: 'waypost check', rules: codes.map(sarifRule) } },
        columnKind: 'utf16CodeUnits',
        results: all.map(({ code, level, message, file, line, column }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level,
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: addressOf(`${folder}/${file}`) },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
}

function sarifRule(id: string): object {
  const page = problemTexts[id];
  return page === undefined
    ? { id }
    : { id, shortDescription: { text: page.means }, help: { text: page.mend } };
}

/** A path as an address: relative as it is, `file:` where it begins at the root; every sign of its names is a sign of a name. */
function addressOf(path: string): string {
  const address = path
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/^(?:\.\/)+/, '');
  return address.startsWith('/') ? `file://${address}` : address;
}
