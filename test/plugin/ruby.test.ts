import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Installed, install } from './install.ts';

const run = promisify(execFile);
const installing = 300_000;
let gems: Installed;

beforeAll(async () => void (gems = await install('install-gems')), installing);

test(
  "the plugin's Ruby that needs no Discourse holds its promises under plain RSpec",
  {
    timeout: 60_000,
  },
  async ({ skip }) => {
    const hasRspec = spawnSync('rspec', ['--version']).status === 0;
    skip(!hasRspec && 'missing' in gems, 'missing' in gems ? gems.missing : undefined);

    const specs = ['--no-color', '--options', '/dev/null', 'spec/pure'];
    const [program, args] = 'folder' in gems ? ['bundle', ['exec', 'rspec', ...specs]] : ['rspec', specs];
    const { stdout } = await run(program, args, { cwd: 'plugin', env: { ...process.env, ...withGems() } });

    expect(stdout).toMatch(/^\d{2,} examples, 0 failures$/m);
  },
);

test(
  "rubocop and syntax_tree, as Discourse configures them, read all of the plugin's Ruby and find no fault",
  {
    timeout: 120_000,
  },
  async ({ skip }) => {
    skip('missing' in gems, 'missing' in gems ? gems.missing : undefined);

    const { stdout } = await run('test/plugin/lint-ruby', []);

    expect(stdout).toMatch(/^\d{3,} files read by syntax_tree and rubocop-discourse$/m);
  },
);

function withGems(): Record<string, string> {
  if ('missing' in gems) return {};
  return { BUNDLE_GEMFILE: `${gems.folder}/Gemfile`, BUNDLE_PATH: `${gems.folder}/gems` };
}

describe('the plugin inside a Discourse', () => {
  test('is reported as skipped by name where there is none', async () => {
    const { DISCOURSE_ROOT: _, ...env } = process.env;

    const { stdout } = await run('test/plugin/run', [], { env });

    expect(stdout).toContain('skipped: specs of the plugin inside a Discourse');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^0 passed, 0 failed, \d+ skipped$/);
  });
});
