import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { problemTexts } from '../../../service/rulebook/reference/problem-texts.ts';
import { checkExample, layOverRule } from '../../support/complete-example.ts';

const entries = Object.entries(problemTexts);

describe('the page of every problem', () => {
  test.each(
    entries.flatMap(([code, { example }]) => ('folder' in example ? [] : [[code, example] as const])),
  )('%s is caused by its example', (code, example) => {
    const files = 'rule' in example ? { 'rule.yml': layOverRule(example.rule) } : example.files;
    expect(checkExample(files).map((problem) => problem.code)).toContain(code);
  });

  test('says what it means and how to mend it, in sentences', () => {
    for (const [code, { means, mend }] of entries) {
      expect([code, means]).toEqual([code, expect.stringMatching(/^[A-Z`].*[.]$/)]);
      expect([code, mend]).toEqual([code, expect.stringMatching(/^[A-Z`].*[.]$/)]);
    }
  });

  test('is there for every code in the source', async () => {
    const said = await codesInSource();
    expect(said.length).toBeGreaterThan(50);
    expect(said.filter((code) => !Object.hasOwn(problemTexts, code))).toEqual([]);
  });
});

/** Where a problem is made, its code is a plain word; the ways to make one are few. */
const makers =
  /(?:\bcode: |\bcode = |\breport\(\s*\[[^\]]*\],\s*|\bproblem\([^,()]+,\s*|\btop\(|\bat\(\w+, (?:'\w+'|key), |\bfault\(\s*file,\s*|\bwarn\([^,()]+,\s*|\bproblemAt\(\s*rule,\s*post,\s*|\bfailed\(\s*file,\s*\w+,\s*|known \? )'([a-z]+(?:_[a-z]+)*)'(?:\s*: '([a-z_]+)')?/g;
const noCodes = ['custom'];

async function codesInSource(): Promise<string[]> {
  const folders = ['service/rulebook', 'service/rule-files'];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true }))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${folder}/${file}`),
    ),
  );
  const files = [...found.flat(), 'service/engine/cases/run-cases.ts'].filter(
    (file) => !file.includes('/reference/'),
  );
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const codes = texts.flatMap((text) =>
    [...text.matchAll(makers)].flatMap(([, code, other]) => [code, other]),
  );
  return [...new Set(codes.filter((code) => code !== undefined))].filter((code) => !noCodes.includes(code));
}
