import { join } from 'node:path';
import { ConfigError } from './config-error.ts';
import { type Environment, connectionFileOf } from './environment.ts';
import { isForumName, readForumsFile } from './read-forums-file.ts';
import { withSecretFiles } from './secret-files.ts';

/** Where `connect` keeps what it makes for a forum, and what goes before it. */
export interface ConnectionPlace {
  /** The forum's name inside the installation. */
  name: string;
  file: string;
  /** What is said elsewhere and goes before the file. */
  given: Readonly<Record<string, string | undefined>>;
  /** What belongs to the installation is not kept with the forum. */
  isOneOfSeveral: boolean;
  /** Lines that FORUMS_FILE lacks still; null where nothing is missing. */
  missingLines: string | null;
}

/**
 * For the one forum of the environment (`name` null), or for one of FORUMS_FILE, listed there already or not yet.
 * @throws ConfigError where it is not clear which
 */
export function connectionOf(env: Environment, name: string | null): ConnectionPlace {
  const forumsFile = env['FORUMS_FILE'];
  if (!forumsFile && (name === null || name === 'default'))
    return {
      name: 'default',
      file: connectionFileOf(env),
      given: withSecretFiles(env).values,
      isOneOfSeveral: false,
      missingLines: null,
    };
  // Its faults are told at start; here it only says where things are.
  const all = forumsFile ? readForumsFile(forumsFile, env, []) : [];
  const forum = name ?? (all.length === 1 ? all[0]?.name : undefined);
  if (forum === undefined || !isForumName(forum))
    throw new ConfigError([
      `--forum: ${name === null ? 'missing' : `${JSON.stringify(name)} is no name for a forum`}; expected one of ${all.map((each) => each.name).join(', ')}, or a new name of small letters, digits and dashes`,
    ]);
  const listed = all.find((each) => each.name === forum);
  const file = listed?.connectionFile ?? join(env['DATA_DIR'] || '.waypost', `${forum}.env`);
  const lines = listed === undefined ? `${forum}:\n  ENV_FILE: ${file}` : `  ENV_FILE: ${file}`;
  return {
    name: forum,
    file,
    given: listed === undefined ? {} : withSecretFiles(listed.own).values,
    isOneOfSeveral: true,
    missingLines: listed?.connectionFile ? null : lines,
  };
}
