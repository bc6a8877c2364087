import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';

const script = '/usr/bin/script';

/** Whether this machine can lend a terminal: util-linux's `script`. */
export async function canLendTerminal(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return await access(script).then(
    () => true,
    () => false,
  );
}

/** Runs a command at a terminal, as a person does. */
export function runAtTerminal(args: readonly string[]) {
  const words = [process.execPath, 'service/cli/main.ts', ...args].map((word) => `'${word}'`).join(' ');
  const child: ChildProcess = spawn(script, ['-qec', words, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let shown = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (shown += text));
  const ended = once(child, 'exit').then(([code]: unknown[]) => code);
  let read = 0;

  return {
    shown: () => shown,
    ended,
    /** Waits for these words after what was answered last, then types. @throws when they do not come */
    async answer(question: string, typed: string): Promise<void> {
      const until = performance.now() + 30_000;
      let at = shown.indexOf(question, read);
      for (; at === -1; at = shown.indexOf(question, read)) {
        if (performance.now() > until || child.exitCode !== null)
          throw new Error(`${question}: not asked\n${shown}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      read = at + question.length;
      child.stdin?.write(typed);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
