import { randomBytes } from 'node:crypto';
import { readdir, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCases } from '../../../service/engine/cases/run-cases.ts';
import { openRules } from '../../../service/rule-files/open-rules.ts';
import {
  openRepository,
  type RepositoryOptions,
  type RepositoryWishes,
} from '../../../service/rule-files/repository/open-repository.ts';
import { keepSmall, measureCopy } from '../../../service/rule-files/repository/keep-small.ts';
import { ruleText } from '../../support/engine-makers.ts';
import { makeRepository, type TestRepository } from './make-repository.ts';

const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nChoose File, then Export.\n';
let repository: TestRepository;
let wishes: RepositoryWishes;

beforeEach(async () => {
  repository = await makeRepository();
  wishes = { pinned: null, pushedAt: null };
  await repository.write('rules/rule.yml', ruleText());
  await repository.write('rules/resources/export-model.md', guide);
  await repository.commit('The first rule');
});
afterEach(() => repository[Symbol.asyncDispose]());

const source = (options: Partial<RepositoryOptions> = {}) =>
  openRepository({
    address: repository.address,
    branch: 'main',
    folder: 'rules',
    access: { token: null, sshKeyFile: null },
    dataDir: repository.dataDir,
    wishes: async () => wishes,
    fetchEveryMs: 600_000,
    lookEveryMs: 20,
    ...options,
  });

async function open(options: Partial<RepositoryOptions> = {}) {
  const goals: string[] = [];
  const faults: string[][] = [];
  const commits: (string | null)[] = [];
  const rules = await openRules({
    source: source(options),
    runCases,
    onRulebook: (rulebook, { commit }) => {
      goals.push([...rulebook.rules.values()].map(({ goal }) => goal).join());
      commits.push(commit?.message ?? null);
    },
    onProblems: (problems) => faults.push(problems.map(({ code, message }) => `${code}: ${message}`)),
  });
  return { rules, goals, faults, commits, [Symbol.asyncDispose]: () => rules[Symbol.asyncDispose]() };
}

const noAccess = { token: null, sshKeyFile: null, knownHostsFile: '/nonexistent' };

/** As if all that lies in a folder had been written earlier. */
async function letTimePass(folder: string, ms: number): Promise<void> {
  const earlier = new Date(Date.now() - ms);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  await Promise.all(entries.map(({ parentPath, name }) => utimes(join(parentPath, name), earlier, earlier)));
}

const newGoal = (goal: string) => ruleText().replace('People can export', goal);

describe('rules from a repository', () => {
  test('are those of the newest commit of the branch, with who made it and what for', async () => {
    const read = await source().read();

    expect(read.files.map(({ path }) => path)).toEqual(['resources/export-model.md', 'rule.yml']);
    expect(read.problems).toEqual([]);
    expect(read.commit).toMatchObject({ author: 'Ana', message: 'The first rule' });
  });

  test('change soon after a push was told of, and minutes later where none was', async () => {
    await using told = await open();
    await repository.write('rules/rule.yml', newGoal('Pushed'));
    await repository.commit('A better goal');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told.goals).toEqual(['People can export']);

    wishes.pushedAt = new Date(Date.now() + 1_000);
    await vi.waitFor(() => expect(told.goals.at(-1)).toBe('Pushed'), { timeout: 30_000 });
    expect(told.commits.at(-1)).toBe('A better goal');

    await using untold = await open({ fetchEveryMs: 50, dataDir: join(repository.dataDir, 'other') });
    await repository.write('rules/rule.yml', newGoal('Found'));
    await repository.commit('Found without being told');
    await vi.waitFor(() => expect(untold.goals.at(-1)).toBe('Found'), { timeout: 30_000 });
  });

  test('that are faulty replace nothing, and name the place', async () => {
    await using opened = await open({ fetchEveryMs: 50 });
    await repository.write('rules/rule.yml', `${ruleText()}\nfoo: 1`);
    await repository.commit('A mistake');

    await vi.waitFor(() => expect(opened.faults.flat().join()).toMatch(/unknown_key: .*"foo"/), {
      timeout: 30_000,
    });
    expect(opened.goals).toEqual(['People can export']);
    expect([...opened.rules.current().rules.keys()]).toEqual(['export-model']);
  });

  test('that went back to an earlier commit stay there, whatever is newer, until the branch is followed again', async () => {
    const first = await repository.git('rev-parse', 'HEAD');
    await repository.write('rules/rule.yml', newGoal('Second'));
    await repository.commit('The second');
    await using opened = await open({ fetchEveryMs: 50 });

    wishes.pinned = first;
    await vi.waitFor(() => expect(opened.goals.at(-1)).toBe('People can export'), { timeout: 30_000 });
    await repository.write('rules/rule.yml', newGoal('Third'));
    await repository.commit('The third');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(opened.goals.at(-1)).toBe('People can export');

    wishes.pinned = null;
    await vi.waitFor(() => expect(opened.goals.at(-1)).toBe('Third'), { timeout: 30_000 });
  });

  test('are told by their newest commits, and what each changed', async () => {
    await repository.write('rules/rule.yml', newGoal('Second'));
    await repository.write('elsewhere.txt', 'no rule');
    await repository.commit('The second', 'Ben <ben@example.org>');
    const opened = source();
    await opened.read();

    const { commits, trouble } = await opened.history(10);
    expect(commits.map(({ author, message, files }) => [author, message, files])).toEqual([
      ['Ben', 'The second', ['rule.yml']],
      ['Ana', 'The first rule', ['resources/export-model.md', 'rule.yml']],
    ]);
    expect(trouble).toBeNull();
  });
});

describe('a repository that is away', () => {
  test('leaves what was fetched in force, says so, and is well again by itself', async () => {
    await using opened = await open({ fetchEveryMs: 50 });
    await repository.git('config', 'receive.denyCurrentBranch', 'ignore');
    const path = repository.address.slice('file://'.length);
    const { rename } = await import('node:fs/promises');
    await rename(path, `${path}.away`);

    await vi.waitFor(
      () => expect(opened.faults.flat().join()).toMatch(/repository_away: the branch main .*stays so/),
      { timeout: 30_000 },
    );
    expect([...opened.rules.current().rules.keys()]).toEqual(['export-model']);

    await rename(`${path}.away`, path);
    await vi.waitFor(() => expect(opened.rules.problems()).toEqual([]), { timeout: 30_000 });
    expect(opened.commits.at(-1)).toBe('The first rule');
  });

  test('is read from what was fetched before, after a restart without a network', async () => {
    await source().read();
    const { rm } = await import('node:fs/promises');
    await rm(repository.address.slice('file://'.length), { recursive: true });

    await using opened = await open();

    expect(opened.goals).toEqual(['People can export']);
    expect(opened.faults.flat().join()).toContain('repository_away');
  });

  test.each([
    [{ address: 'file:///nowhere/at-all.git' }, /repository_away|could not be read/],
    [{ branch: 'no-such-branch' }, /the branch no-such-branch .*RULES_REPO names it/],
    [{ folder: 'not-here' }, /expected some in its folder "not-here": RULES_FOLDER names it/],
  ])('at the very first start is a clear error: %j', async (options, message) => {
    await expect(open(options)).rejects.toThrow(message);
  });
});

describe('a hostile repository', () => {
  test('leads nowhere by links, brings no other repository along, and runs no hook', async () => {
    await symlink('/etc/passwd', join(repository.work, 'rules/link.yml'));
    await repository.write('rules/.hidden.yml', 'not: read');
    await repository.write('.git/hooks/post-checkout', '#!/bin/sh\ntouch hooked');
    await repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${await repository.git('rev-parse', 'HEAD')},rules/inner`,
    );
    await repository.git('commit', '-q', '-m', 'with another inside');
    await repository.commit('A link');

    const { files, problems } = await source().read();

    expect(files.map(({ path }) => path)).toEqual(['resources/export-model.md', 'rule.yml']);
    expect(problems).toMatchObject([{ file: 'link.yml', code: 'symbolic_link' }]);
  });

  test('with rewritten history is followed to where the branch is now', async () => {
    await using opened = await open({ fetchEveryMs: 50 });
    await repository.git('checkout', '-q', '--orphan', 'fresh');
    await repository.write('rules/rule.yml', newGoal('Rewritten'));
    await repository.commit('All anew');

    await vi.waitFor(() => expect(opened.goals.at(-1)).toBe('Rewritten'), { timeout: 30_000 });
  });

  test('is kept small though its history is rewritten all the time, and the commit that somebody went back to stays readable', async () => {
    const cleaning = { mostFiles: 0, mostBytes: 0, everyMs: 0 };
    const folder = join(repository.dataDir, 'rules-repository.git');
    const read = source({ cleaning });
    await repository.write('rules/rule.yml', newGoal('Gone back to'));
    const pinned = await repository.commit('Gone back to');
    await read.read();
    const first = await repository.git('rev-list', '--max-parents=0', 'HEAD');
    const dropped: string[] = [];
    for (const goal of ['One', 'Two', 'Three']) {
      await repository.git('reset', '-q', '--hard', first);
      await repository.write('rules/noise.md', randomBytes(60_000).toString('base64'));
      await repository.write('rules/rule.yml', newGoal(goal));
      dropped.push(await repository.commit(goal));
      await read.fetch();
    }
    await letTimePass(folder, 2 * 24 * 3_600_000);
    wishes.pinned = pinned;
    const before = await measureCopy(folder);

    expect(await read.fetch()).toBeNull();

    const after = await measureCopy(folder);
    expect(after.bytes).toBeLessThan(before.bytes - 120_000);
    expect(after.files).toBeLessThan(before.files);
    const copy = (commit: string) => repository.git('--git-dir', folder, 'cat-file', '-e', commit);
    await expect(copy(dropped[0] ?? '')).rejects.toThrow();
    await expect(copy(dropped[2] ?? '')).resolves.toBe('');
    expect((await read.read()).commit).toMatchObject({ message: 'Gone back to' });
  });

  test('is cleaned once a day at most, and what came today stays', async () => {
    const cleaning = { mostFiles: 0, mostBytes: 0, everyMs: 3_600_000 };
    const folder = join(repository.dataDir, 'rules-repository.git');
    const store = { folder, access: noAccess, timeoutMs: 10_000 };
    await source({ cleaning }).read();

    expect(await keepSmall(store, { keep: null, limits: cleaning })).toBe(false);
    await letTimePass(folder, 2 * 3_600_000);
    expect(await keepSmall(store, { keep: null, limits: cleaning })).toBe(true);
    expect(await keepSmall(store, { keep: null })).toBe(false);
  });

  test('with a file too large, a bad name or no text says which', async () => {
    await repository.write('rules/large.yml', `# ${'x'.repeat(300_000)}`);
    await repository.write('rules/Bad Name.yml', 'id: x');
    await repository.write('rules/latin.yml', '');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(repository.work, 'rules/latin.yml'), Buffer.from([0x69, 0xe4, 0xff]));
    await repository.commit('All kinds');

    const { problems } = await source().read();

    expect(problems.map(({ file, code }) => `${file} ${code}`).toSorted()).toEqual([
      'Bad Name.yml bad_name',
      'large.yml too_large',
      'latin.yml not_utf8',
    ]);
  });
});

describe('a proposal', () => {
  test('is one commit on a branch of its own, by whoever made it', async () => {
    const opened = source();
    const proposed = await opened.propose({
      path: 'questions/new-one.yml',
      text: 'id: new-one\n',
      who: 'Mira <b>',
      why: 'People keep asking this',
    });

    await repository.git('fetch', '-q', 'origin');
    expect(proposed).toEqual({
      branch: expect.stringMatching(/^waypost\/questions-new-one-[0-9a-f]{8}$/),
      url: null,
    });
    const log = await repository.git('log', '-1', '--format=%an|%s', `origin/${proposed.branch}`);
    expect(log).toBe('Mira  b|People keep asking this');
    expect(await repository.git('show', `origin/${proposed.branch}:rules/questions/new-one.yml`)).toBe(
      'id: new-one',
    );
    expect(await repository.git('diff', '--name-only', 'origin/main', `origin/${proposed.branch}`)).toBe(
      'rules/questions/new-one.yml',
    );
  });

  test.each(['../outside.yml', '/etc/x.yml', 'a b.yml', '.hidden.yml', 'questions/x.exe'])(
    'to write %s is refused',
    async (path) => {
      await expect(source().propose({ path, text: 'x', who: 'a', why: 'b' })).rejects.toThrow(
        /no name for a rule file/,
      );
    },
  );
});
