import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the command of the README starts the demo forum with the Node that the repository brings', async () => {
  const readme = await readFile('service/demo-forum/README.md', 'utf8');
  const [, command = ''] = /`(npm run -s demo-forum --) --port/.exec(readme) ?? [];
  // With another Node first, as where one is installed for all.
  const env = { ...process.env, PATH: `/usr/local/bin:/usr/bin:/bin:${process.env['PATH'] ?? ''}` };

  const { stdout } = await run('bash', ['-euc', `${command} --help`], { env });

  expect(command).not.toBe('');
  expect(stdout).toMatch(/^npm run -s demo-forum -- \[--port 4601\]/);
});
