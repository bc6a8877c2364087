import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where `waypost connect` keeps what a forum needs, unless `ENV_FILE` names another place. */
const usualFile = '.waypost/forum.env';

export function connectionFileOf(env: Environment): string {
  return env['ENV_FILE'] || usualFile;
}

/**
 * The environment with what the connection file adds; the environment goes before it. A file for another forum than the
 * environment's is passed over whole: no key may reach a forum that it was not made for.
 * @throws what reading says of a file that is there, or that `ENV_FILE` names, and cannot be read.
 */
export function readEnvironment(env: Environment): Environment {
  const kept = parseEnv(readIfThere(connectionFileOf(env), env['ENV_FILE'] !== undefined));
  const isOtherForum =
    env['DISCOURSE_URL'] && env['DISCOURSE_URL'].replace(/\/+$/, '') !== kept['DISCOURSE_URL'];
  if (isOtherForum) return env;
  const merged: Record<string, string | undefined> = { ...kept };
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value === '') continue;
    merged[name] = value;
    // A secret in a file of its own goes before the one kept here.
    if (name.endsWith('_FILE')) delete merged[name.slice(0, -'_FILE'.length)];
  }
  return merged;
}

function readIfThere(file: string, isNamed: boolean): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && !isNamed) return '';
    throw error;
  }
}
