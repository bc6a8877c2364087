import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const hasRspec = spawnSync('rspec', ['--version']).status === 0;
const gems = process.env['WAYPOST_LINT_GEMS'] ?? 'node_modules/.cache/plugin-lint-gems';
const hasGems = existsSync(`${gems}/bin/rubocop`) && existsSync(`${gems}/bin/stree`);

describe.skipIf(!hasRspec)("the plugin's Ruby that needs no Discourse", () => {
  test('holds its promises under plain RSpec', { timeout: 30_000 }, async () => {
    const { stdout } = await run('rspec', ['--no-color', '--options', '/dev/null', 'spec/pure'], {
      cwd: 'plugin',
    });
    expect(stdout).toMatch(/^\d{2,} examples, 0 failures$/m);
  });
});

// `test/plugin/lint-ruby` brings the gems at its first run; here they are used where they are
describe.skipIf(!hasGems)("the plugin's Ruby under Discourse's own lint configurations", () => {
  test('is read whole and has no fault', { timeout: 120_000 }, async () => {
    const { stdout } = await run('test/plugin/lint-ruby', []);
    expect(stdout).toMatch(/^\d{3,} files read by syntax_tree and rubocop-discourse$/m);
  });
});

describe('the plugin inside a Discourse', () => {
  test('is reported as skipped by name where there is none', async () => {
    const { DISCOURSE_ROOT: _, ...env } = process.env;
    const { stdout } = await run('test/plugin/run', [], { env });
    expect(stdout).toContain('skipped: specs of the plugin inside a Discourse');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed, 1 skipped');
  });
});
