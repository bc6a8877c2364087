import { type Interface, createInterface } from 'node:readline/promises';
import { CommandError } from './command-error.ts';

/** One thing that a command needs to know: by its flag, or asked at a terminal. */
export interface Question {
  flag: string;
  ask: string;
  /** What an empty answer means; without it there has to be one. */
  usual?: string;
  /** What is wrong with an answer, with the way out, or null: it is asked again at once, and a flag with it is refused. */
  refuse?(answer: string): Promise<string | null>;
}

/**
 * Answers by flag; what no flag said is asked at the terminal.
 * @throws CommandError without a terminal, naming every flag that is missing; for a flag with an answer that is refused.
 */
export async function askFor(
  questions: readonly Question[],
  given: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const open = questions.filter(({ flag }) => given[flag] === undefined);
  for (const { flag } of questions) if (given[flag] !== undefined) answers[flag] = given[flag];
  for (const { flag, refuse } of questions) {
    const why = given[flag] === undefined ? null : ((await refuse?.(given[flag])) ?? null);
    if (why !== null) throw new CommandError(`--${flag} ${given[flag]}: ${why}`);
  }
  if (!process.stdin.isTTY) {
    const missing = open.filter(({ usual }) => usual === undefined).map(({ flag }) => `--${flag}`);
    if (missing.length > 0)
      throw new CommandError(`missing: ${missing.join(', ')}. At a terminal waypost asks for them.`);
    for (const { flag, usual } of open) answers[flag] = usual ?? '';
    return answers;
  }
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  for (const question of open) answers[question.flag] = await askOne(terminal, question);
  return answers;
}

/** Asks until there is an answer that is not refused. Ctrl-C and the end of the input leave. */
async function askOne(terminal: Interface, { ask, usual, refuse }: Question): Promise<string> {
  const hint = usual === undefined || usual === '' ? '' : ` (${usual})`;
  for (;;) {
    const answer = (await questionOrLeave(terminal, `${ask}${hint}: `)).trim() || usual;
    const why = answer === undefined ? null : ((await refuse?.(answer)) ?? null);
    if (answer !== undefined && why === null) return answer;
    if (why !== null) process.stdout.write(`  ${why}\n`);
  }
}

async function questionOrLeave(terminal: Interface, words: string): Promise<string> {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(new CommandError('\nNothing was written.'));
  terminal.once('close', leave);
  try {
    return await Promise.race([terminal.question(words), left.promise]);
  } finally {
    terminal.off('close', leave);
  }
}
