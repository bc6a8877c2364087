import { execFile } from 'node:child_process';
import { glob } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Installed, install } from './install.ts';

const run = promisify(execFile);
const installing = 300_000;
const code = ['assets/javascripts', 'admin/assets/javascripts', 'test/javascripts'];
const styles = 'assets/stylesheets/**/*.scss';

async function files(pattern: string): Promise<number> {
  const found = [];
  for await (const path of glob(pattern, { cwd: 'plugin' })) found.push(path);
  return found.length;
}

async function lint(tool: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(`node_modules/.bin/${tool}`, args, {
    cwd: 'plugin',
    maxBuffer: 1 << 26,
  });
  return stdout || stderr; // stylelint reports on standard error
}

describe("the plugin's front end under Discourse's own lint configurations", () => {
  let linters: Installed;

  beforeAll(async () => void (linters = await install('install-front-end-linters')), installing);
  beforeEach(({ skip }) => skip('missing' in linters, 'missing' in linters ? linters.missing : undefined));

  test('eslint reads every script and finds no fault', { timeout: 120_000 }, async () => {
    const scripts = (await Promise.all(code.map((folder) => files(`${folder}/**/*.{js,gjs}`)))).reduce(
      (a, b) => a + b,
    );
    const results = JSON.parse(
      await lint('eslint', ...code, '--max-warnings', '0', '--format', 'json'),
    ) as unknown[];
    expect(results.length).toBe(scripts);
    expect(scripts).toBeGreaterThan(30);
  });

  test('stylelint reads every style sheet and finds no fault', { timeout: 60_000 }, async () => {
    const results = JSON.parse(await lint('stylelint', styles, '--formatter', 'json')) as unknown[];
    expect(results.length).toBe(await files(styles));
    expect(results.length).toBeGreaterThan(3);
  });

  test('templates keep the rules for templates', { timeout: 120_000 }, async () => {
    const said = await lint('ember-template-lint', '{assets,admin/assets,test}/javascripts/**/*.gjs');
    const found = (await Promise.all(code.map((folder) => files(`${folder}/**/*.gjs`)))).reduce(
      (a, b) => a + b,
    );
    expect(said).toMatch(new RegExp(`^\\s*\\.gjs: ${found}$`, 'm'));
  });

  test('everything is laid out as prettier lays it out', { timeout: 60_000 }, async () => {
    const said = await lint(
      'prettier',
      '--check',
      styles,
      '{assets,admin/assets,test}/javascripts/**/*.{js,gjs}',
    );
    expect(said).toContain('All matched files use Prettier code style');
  });
});
