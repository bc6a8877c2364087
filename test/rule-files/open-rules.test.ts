import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCases } from '../../service/engine/cases/run-cases.ts';
import { openRules, RulesError } from '../../service/rule-files/open-rules.ts';
import { ruleFolder } from '../../service/rule-files/rule-source.ts';
import type { WatchOptions } from '../../service/rule-files/watch-rule-files.ts';
import type { OpenRulesOptions } from '../../service/rule-files/open-rules.ts';
import type { Problem } from '../../service/rulebook/problem.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nThis is how.\n';
const quick = { debounceMs: 20, pollMs: 60_000 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
  await mkdir(join(folder, 'resources'));
  await write('resources/export-model.md', guide);
  await write('rule.yml', ruleText());
});
afterEach(() => rm(folder, { recursive: true }));

const write = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);

/** Opened rules that keep what they reported. */
async function open({ pollMs, debounceMs, ...options }: Partial<OpenRulesOptions & WatchOptions> = {}) {
  const goals: string[] = [];
  const faults: string[][] = [];
  const rules = await openRules({
    source: ruleFolder(folder, {
      ...quick,
      ...(pollMs === undefined ? {} : { pollMs }),
      ...(debounceMs === undefined ? {} : { debounceMs }),
    }),
    runCases,
    onRulebook: (rulebook) => goals.push([...rulebook.rules.values()].map(({ goal }) => goal).join()),
    onProblems: (problems: readonly Problem[]) => faults.push(problems.map(({ code }) => code)),
    ...options,
  });
  return { rules, goals, faults, [Symbol.asyncDispose]: () => rules[Symbol.asyncDispose]() };
}

describe('rules that are open', () => {
  test('a change comes into force by itself', async () => {
    await using opened = await open();

    await write('rule.yml', ruleText().replace('People can export', 'A new goal'));

    await vi.waitFor(() => expect(opened.goals).toEqual(['People can export', 'A new goal']), {
      timeout: 30_000,
    });
    expect(opened.rules.current().version).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a first version that is faulty leaves the last good rulebook in force, and says what is wrong', async () => {
    const rulebook = aRulebook();
    await write('rule.yml', ruleText('colour: green'));

    await using opened = await open({ lastGood: async () => rulebook });

    expect(opened.rules.current()).toBe(rulebook);
    expect(opened.faults).toHaveLength(1);
    expect(opened.rules.problems()).toHaveLength(1);
  });

  test('a first version that is faulty refuses to open where no good one is known', async () => {
    await write('rule.yml', ruleText('colour: green'));

    await expect(open({ lastGood: async () => null })).rejects.toThrow(RulesError);
  });

  test('mending the files by undoing the change is told too', async () => {
    await using opened = await open();
    await write('rule.yml', ruleText('colour: green'));
    await opened.rules.reload();

    await write('rule.yml', ruleText());
    await opened.rules.reload();

    expect(opened.goals).toEqual(['People can export', 'People can export']);
    expect(opened.rules.problems()).toEqual([]);
  });

  test('a file replaced by renaming, as editors do, comes into force', async () => {
    await using opened = await open();

    await write('rule.yml.tmp', ruleText().replace('People can export', 'Renamed'));
    await rename(join(folder, 'rule.yml.tmp'), join(folder, 'rule.yml'));

    await vi.waitFor(() => expect(opened.goals.at(-1)).toBe('Renamed'), { timeout: 30_000 });
  });

  test('a new folder is noticed', async () => {
    await using opened = await open();

    await mkdir(join(folder, 'questions'));
    await write('questions/two.yml', ruleText('', 'two').replace('People can export', 'Two'));

    await vi.waitFor(() => expect(opened.goals.at(-1)).toContain('Two'), { timeout: 30_000 });
  });

  test('cases hold also where waits are seconds, for they are read as written', async () => {
    await write('site.yml', 'quiet_hours: { from: "22:00", to: "07:00" }');
    const night =
      'rollout: draft\ncases:\n  silent:\n    - { text: export model, at: "23:30", because: quiet_hours }';
    await write('rule.yml', ruleText(night));

    await using opened = await open({ waits: 'shortened' });

    expect(opened.faults).toEqual([]);
    expect(opened.goals).toEqual(['People can export']);
  });

  test('polling finds what nobody told', async () => {
    await using opened = await open({ pollMs: 30, debounceMs: 60_000 });

    await write('rule.yml', ruleText().replace('People can export', 'Polled'));

    await vi.waitFor(() => expect(opened.goals.at(-1)).toBe('Polled'), { timeout: 30_000 });
  });

  test.each([
    ['a fault in a file', ruleText('foo: 1'), 'unknown_key'],
    [
      'a case that does not do as it says',
      ruleText('cases: { fires: [import, export model], silent: [{ text: x }, { text: y }] }'),
      'case_silent',
    ],
    ['no text at all', '', 'bad_value'],
  ])('%s changes nothing, is reported once, and is forgotten when repaired', async (_what, text, code) => {
    await using opened = await open();
    const before = opened.rules.current();

    await write('rule.yml', text);
    expect(await opened.rules.reload()).toBe(false);
    expect(await opened.rules.reload()).toBe(false);

    expect(opened.rules.current()).toBe(before);
    expect(opened.rules.problems().map((problem) => problem.code)).toEqual([code]);
    expect(opened.faults).toEqual([[code]]);

    await write('rule.yml', ruleText());
    expect(await opened.rules.reload()).toBe(true);
    expect(opened.rules.problems()).toEqual([]);
    expect(opened.rules.current()).toBe(before);
  });

  test('a folder that goes away changes nothing', async () => {
    await using opened = await open();
    const before = opened.rules.current();
    await rename(folder, `${folder}-away`);

    expect(await opened.rules.reload()).toBe(false);

    expect(opened.rules.current()).toBe(before);
    await rename(`${folder}-away`, folder);
    expect(await opened.rules.reload()).toBe(true);
  });

  test('cases that throw change nothing', async () => {
    let broken = false;
    await using opened = await open({
      runCases: () => {
        if (broken) throw new Error('boom');
        return [];
      },
    });
    broken = true;
    await write('rule.yml', ruleText('holdout: 5%'));

    expect(await opened.rules.reload()).toBe(false);
    expect(opened.rules.problems().map(({ code }) => code)).toEqual(['unexpected']);
  });

  test('a first version with faults does not open, and tells them all', async () => {
    await write('rule.yml', ruleText('foo: 1\nbar: 2'));

    const error = await open().then(
      () => null,
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(RulesError);
    expect((error as RulesError).problems).toHaveLength(2);
    expect((error as RulesError).message).toContain('rule.yml:9:1: unknown key "foo"');
  });

  test('closing ends the watching', async () => {
    const opened = await open({ pollMs: 20 });
    await opened[Symbol.asyncDispose]();

    await write('rule.yml', ruleText().replace('People can export', 'Too late'));
    await new Promise((resolve) => setTimeout(resolve, 150));

    expect(opened.goals).toEqual(['People can export']);
  });
});
