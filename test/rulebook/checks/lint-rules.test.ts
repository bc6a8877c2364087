import { describe, expect, test } from 'vitest';
import { formatProblems } from '../../../service/rulebook/format-problems.ts';
import { didYouMean } from '../../../service/rulebook/reading/did-you-mean.ts';
import { lintRules } from '../../../service/rulebook/checks/lint-rules.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const lint = (lines: string, files: Record<string, string> = {}): string[] =>
  lintRules(aRulebook(ruleText(lines), files)).map(({ code, message }) => `${code}: ${message}`);

describe('what is allowed and hardly meant', () => {
  test('is not in a rule in order', () => {
    expect(lint('')).toEqual([]);
  });

  test.each([
    [
      'words that are ruled out',
      'text: { any: [export], none: [export, import] }',
      'is under `none` as well',
    ],
    [
      'a word of all that is ruled out',
      'text: { all: [export, stl], none: [stl] }',
      'is under `none` as well',
    ],
    ['no category left', 'where: { category: help, not_category: help }', 'leave no category'],
    ['no group left', 'who: { group: staff, not_group: [staff] }', 'leave no group'],
    ['closed topics', 'where: { topic: { closed: true } }', 'takes no reply'],
    [
      'answered topics, withdrawn when answered',
      'where: { topic: { answered: true } }',
      '`withdraw_when` has `answered`',
    ],
  ])('a rule that can never fire: %s', (_what, lines, why) => {
    expect(lint(lines).join()).toMatch(/^never_fires: this rule can never fire/);
    expect(lint(lines).join()).toContain(why);
  });

  test('a rule that another always precedes', () => {
    const wider = ruleText('priority: 5\ntext: { any: [export, export model] }', 'wider');

    expect(lint('', { 'wider.yml': wider })).toEqual([
      'always_preceded: "wider" (wider.yml) fires on everything that this rule fires on, and goes first; give this one a higher `priority` or words of its own',
    ]);
    expect(lint('priority: 6', { 'wider.yml': wider })).toEqual([]);
    expect(lint('where: { category: help }', { 'wider.yml': wider })).toEqual([]);
    expect(lint('', { 'wider.yml': `${wider}\nholdout: 10%` })).toEqual([]);
  });

  test('a guide that no rule offers', () => {
    expect(lint('', { 'resources/spare.md': '---\ntitle: Spare\nowner: ana\n---\n\nText' }).join()).toMatch(
      /unused_resource: no rule offers the guide "spare"/,
    );
  });
});

test.each([
  ['catgory', ['category', 'tag'], ' (did you mean "category"?)'],
  ['cateogry', ['category', 'tag'], ' (did you mean "category"?)'],
  ['whne', ['where', 'when', 'who'], ' (did you mean "when"?)'],
  ['colour', ['category', 'tag'], ''],
])('%s among %s%s', (written, known, answer) => {
  expect(didYouMean(written, known)).toBe(answer);
});

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

  test('as SARIF', () => {
    expect(JSON.parse(formatProblems(result, 'sarif'))).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { rules: [{ id: 'bad_value' }, { id: 'unused_resource' }] } },
          results: [
            {
              ruleId: 'bad_value',
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
            { level: 'warning' },
          ],
        },
      ],
    });
  });
});
