import { type Finding, subjects } from '../../doctor/finding.ts';

const signs = { good: 'ok', warning: 'look', bad: 'BAD', 'not checked': '–' } as const;

/** The findings by subject; of what is not well, why it matters and what to do. */
export function printFindings(findings: readonly Finding[]): string {
  const lines = subjects.flatMap((subject) =>
    findings.filter(({ about }) => about === subject).flatMap((finding, at) => printOne(finding, at === 0)),
  );
  const count = (state: Finding['state']): number =>
    findings.filter((finding) => finding.state === state).length;
  const [bad, look, open] = [count('bad'), count('warning'), count('not checked')];
  const sum = `${count('good')} ok, ${look} to look at, ${bad} bad, ${open} not checked.`;
  return [...lines, '', `${verdict({ bad, open })} ${sum}`].join('\n');
}

function verdict({ bad, open }: { bad: number; open: number }): string {
  if (bad > 0) return 'Something is wrong.';
  return open > 0 ? 'Nothing wrong was found.' : 'All that Waypost needs is there.';
}

function printOne({ about, state, what, why, todo }: Finding, isFirst: boolean): string[] {
  const head = `${(isFirst ? about : '').padEnd(10)}${signs[state].padEnd(6)}${what}`;
  const below = [...(why === '' ? [] : [`why: ${why}`]), ...(todo === '' ? [] : [`do:  ${todo}`])];
  return [head, ...below.map((line) => `${''.padEnd(16)}${line}`)];
}
