import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error.ts';

/** One thing that a command needs to know: by its flag, or asked at a terminal. */
export interface Question {
  flag: string;
  ask: string;
  /** What an empty answer means; without it there has to be one. */
  usual?: string;
}

/**
 * Answers by flag; what no flag said is asked at the terminal.
 * @throws CommandError without a terminal, naming every flag that is missing.
 */
export async function askFor(
  questions: readonly Question[],
  given: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const open = questions.filter(({ flag }) => given[flag] === undefined);
  for (const { flag } of questions) if (given[flag] !== undefined) answers[flag] = given[flag];
  if (!process.stdin.isTTY) {
    const missing = open.filter(({ usual }) => usual === undefined).map(({ flag }) => `--${flag}`);
    if (missing.length > 0)
      throw new CommandError(`missing: ${missing.join(', ')}. At a terminal waypost asks for them.`);
    for (const { flag, usual } of open) answers[flag] = usual ?? '';
    return answers;
  }
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  for (const { flag, ask, usual } of open) {
    const hint = usual === undefined || usual === '' ? '' : ` (${usual})`;
    let answer: string | undefined;
    while (answer === undefined) answer = (await terminal.question(`${ask}${hint}: `)).trim() || usual;
    answers[flag] = answer;
  }
  return answers;
}
