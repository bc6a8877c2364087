import { describe, expect, test } from 'vitest';
import { formatProblems } from '../../service/rulebook/format-problems.ts';
import type { CheckResult } from '../../service/rulebook/format-problems.ts';
import { checkExample } from '../support/complete-example.ts';
import { sarifFaults } from '../support/sarif-faults.ts';

describe('what check found', () => {
  const problem = { file: 'a b.yml', line: 3, column: 2, code: 'bad_value', message: '50%, and\nmore' };
  const result = {
    problems: [problem],
    warnings: [{ ...problem, code: 'unused_resource' }],
    summary: '1 fault.',
    folder: 'rules',
  };

  test('for people', () => {
    expect(formatProblems(result, 'text')).toBe(
      'a b.yml:3:2: 50%, and\nmore [bad_value]\nwarning: a b.yml:3:2: 50%, and\nmore [unused_resource]\n1 fault.',
    );
  });

  test('for GitHub, whose own signs are named', () => {
    expect(formatProblems(result, 'github').split('\n')[0]).toBe(
      '::error file=rules/a b.yml,line=3,col=2,title=bad_value::50%25, and%0Amore',
    );
  });

  test('as JSON', () => {
    expect(JSON.parse(formatProblems(result, 'json'))).toMatchObject({
      ok: false,
      problems: [{ code: 'bad_value', line: 3 }],
    });
  });

  const sarif = (changes: Partial<CheckResult> = {}) =>
    JSON.parse(formatProblems({ ...result, ...changes }, 'sarif'));

  test('as SARIF, with its place and what the reference says of its code', () => {
    expect(sarif()).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              rules: [
                { id: 'bad_value', shortDescription: { text: expect.stringMatching(/\.$/) } },
                { id: 'unused_resource' },
              ],
            },
          },
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ruleId: 'bad_value',
              ruleIndex: 0,
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'rules/a%20b.yml' },
                    region: { startLine: 3, startColumn: 2 },
                  },
                },
              ],
            },
            { level: 'warning', ruleIndex: 1 },
          ],
        },
      ],
    });
  });

  test.each([
    ['as it is', {}],
    ['nothing found', { problems: [], warnings: [] }],
    ['a file with signs of addresses in its name', { problems: [{ ...problem, file: 'süß #1?.yml' }] }],
    ['a folder above', { folder: '/elsewhere/my rules' }],
    ['a folder here', { folder: '.' }],
    ['a code without a page', { problems: [{ ...problem, code: 'unexpected' }] }],
  ])('is what SARIF 2.1.0 demands: %s', (_what, changes) => {
    expect(sarifFaults(sarif(changes))).toEqual([]);
  });

  test('leads nowhere else because of a sign in a name', () => {
    const [run] = sarif({ folder: '/elsewhere', problems: [{ ...problem, file: 'süß #1?.yml' }] }).runs;
    const { uri } = run.results[0].locations[0].physicalLocation.artifactLocation;

    expect(uri).toBe('file:///elsewhere/s%C3%BC%C3%9F%20%231%3F.yml');
    expect(decodeURIComponent(new URL(uri).pathname)).toBe('/elsewhere/süß #1?.yml');
  });
});

describe('line and column', () => {
  const rule = (goal: string): string =>
    `id: x\ngoal: ${goal}\nowner: ana\non: post.created\ntext: { any: ["süß 🙂 日本", 'größer'], nein: [x] }\noffer: export-model\n`;

  test.each([
    ['plain letters', rule('People'), '\n'],
    ['umlauts and emoji before it', rule('Über 🙂🙂 日本'), '\n'],
    ['lines as Windows ends them', rule('Über').replaceAll('\n', '\r\n'), '\r\n'],
    ['a byte order mark', `\uFEFF${rule('Über')}`, '\n'],
  ])('are those of the editor: %s', (_what, text, end) => {
    const found = checkExample({ 'x.yml': text }).find(({ code }) => code === 'unknown_key');
    const line = text.split(end)[(found?.line ?? 0) - 1] ?? '';

    expect(line.slice((found?.column ?? 0) - 1)).toMatch(/^nein/);
  });

  test('are right in a guide with umlauts and emoji, too', () => {
    const text = `---\ntitle: Über 🙂\nowner: ana\n---\n\nGrüße 🙂🙂\n\nSüß 🙂: @mira weiß es.\n`;
    const [found] = checkExample({ 'resources/x.md': text }).filter(({ code }) => code === 'mention');

    expect(text.split('\n')[(found?.line ?? 0) - 1]?.slice((found?.column ?? 0) - 1)).toMatch(/^@mira/);
  });
});

test('what is wrong with the one link of a guide is told at that link', () => {
  const text =
    '---\ntitle: Exporting\nowner: ana\nmore: { text: All of it, url: "ftp://forum.example" }\n---\n\nThis is how.\n';

  expect(checkExample({ 'resources/x.md': text })).toMatchObject([
    {
      code: 'bad_value',
      line: 4,
      column: 31,
      message: expect.stringMatching(/^`more.url`: expected an address/),
    },
  ]);
});
