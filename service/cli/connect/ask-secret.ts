import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandError } from '../command-error.ts';

/** Asks for something that must not be seen on the screen. @throws CommandError with `otherwise` without a terminal. */
export async function askSecret(question: string, otherwise: string): Promise<string> {
  if (!process.stdin.isTTY) throw new CommandError(otherwise);
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  using terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const answer = (await terminal.question('')).trim();
  process.stdout.write('\n');
  if (answer === '') throw new CommandError(otherwise);
  return answer;
}

/** Whether somebody at the terminal agrees; only a plain yes does. @throws CommandError without a terminal. */
export async function askConsent(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CommandError('nobody is here to agree; --yes agrees, --dry-run changes nothing');
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
}
