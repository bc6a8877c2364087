import { expect, test } from 'vitest';
import { runWaypost } from './run-waypost.ts';

test('lists every command with what it does, and names the forum option', async () => {
  const { code, stdout } = await runWaypost(['--help']);

  expect(code).toBe(0);
  expect(stdout).toContain('check rules and resources and run their cases');
  expect(stdout).toContain('go on sending');
  expect(stdout).toContain('--forum <name>');
});

test.each([
  ['help check', ['help', 'check']],
  ['check --help', ['check', '--help']],
])('says by "%s" all that a command takes', async (_, args) => {
  const { code, stdout } = await runWaypost(args);

  expect(code).toBe(0);
  expect(stdout).toContain('Usage: waypost check [options] [path]');
  expect(stdout).toContain('--format <format>');
});

test('says all that a command within a command takes', async () => {
  const { stdout } = await runWaypost(['help', 'member', 'erase']);

  expect(stdout).toContain('Usage: waypost member erase [options] <member>');
});

test('takes the name of the forum before the command and behind it', async () => {
  const ended = [
    await runWaypost(['--forum', 'garden', 'check']),
    await runWaypost(['check', '--forum', 'garden']),
  ];

  for (const { code, stderr } of ended) {
    expect(code).toBe(1);
    expect(stderr).toContain('--forum "garden": there is no such forum. Known: default');
  }
});

test('asks for a command that is there when one is written wrong', async () => {
  const { code, stderr } = await runWaypost(['chek']);

  expect(code).toBe(2);
  expect(stderr).toContain('(Did you mean check?)');
});
