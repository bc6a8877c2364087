import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

test.each([[['check', '--uses', '--format', 'json']], [['--help']]])(
  '%j ends quietly when its reader has seen enough',
  async (args) => {
    const child = spawn(process.execPath, ['service/cli/main.ts', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (told += text));
    child.stdout.destroy();
    const [code] = await once(child, 'exit');

    expect([code, told]).toEqual([0, '']);
  },
);
