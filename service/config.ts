import { ConfigError } from './config/config-error.ts';
import { forumSettings, installationSettings } from './config/belongings.ts';
import { type Environment, connectionFileOf, readEnvironment } from './config/environment.ts';
import { connectionOf } from './config/connection-of.ts';
import { faultsBetween } from './config/hold-forums-apart.ts';
import { readForumsFile } from './config/read-forums-file.ts';
import { withSecretFiles } from './config/secret-files.ts';
import { type Config, settleForum } from './config/settle-forum.ts';
import { defaultForum, forumId } from './model/ids.ts';

export { ConfigError } from './config/config-error.ts';
export type { Config } from './config/settle-forum.ts';
export { type Timing, defaultTiming } from './config/timing.ts';
export type { AlertsConfig } from './config/alerts.ts';
export type { ForumConfig } from './config/forum.ts';
export type { RulesRepositoryConfig } from './config/rules-repository.ts';

/** What a process does: `serve` takes webhooks and shows pages, `work` decides and delivers, `all` does both. */
export const roles = ['serve', 'work', 'all'] as const;
export type Role = (typeof roles)[number];

/**
 * The one forum of the environment, or the demo forum. Nothing else in the program reads the environment.
 * @throws ConfigError with every fault at once: the variable, its value unless it is a secret, and what was expected.
 */
export function readConfig(env: Environment = ownEnvironment()): Config {
  const { config, faults } = settleForum(env, { name: defaultForum, mayBeDemo: true });
  if (config === null) throw new ConfigError(faults);
  return config;
}

/** All that one process looks after. */
export interface Installation {
  /** One at least; what belongs to the installation is the same in all. */
  forums: readonly [Config, ...Config[]];
  /** The file that lists them; null: the environment knows one forum alone. */
  file: string | null;
}

/**
 * The forums of FORUMS_FILE, or the one of the environment.
 * @throws ConfigError with every fault of all forums at once
 */
export function readInstallation(env: Environment = process.env): Installation {
  const file = env['FORUMS_FILE'];
  if (!file) return { forums: [readConfig(env === process.env ? ownEnvironment() : env)], file: null };
  const faults: string[] = [];
  const installation = installationOf(env, file, faults);
  const read = readForumsFile(file, installation, faults).map((listed) => {
    const name = forumId(listed.name);
    const judged = settleForum({ ...installation, ...listed.values }, { name, mayBeDemo: false });
    for (const fault of judged.faults) {
      const setting = /^[A-Z_]+/.exec(fault)?.[0] ?? '';
      if (listed.faulty.has(setting)) continue;
      faults.push(installationSettings.includes(setting) ? fault : `${listed.placeOf(setting)}${fault}`);
    }
    return { ...listed, settled: judged.values, config: judged.config };
  });
  faults.push(...faultsBetween(read));
  const [first, ...others] = read.flatMap(({ config }) => (config === null ? [] : [config]));
  if (first === undefined || faults.length > 0) throw new ConfigError([...new Set(faults)]);
  const maxConnections = Math.max(4, Math.min(10, Math.floor(40 / read.length)));
  const own = { maxConnections, processName: first.processName };
  return { forums: [{ ...first, ...own }, ...others.map((other) => ({ ...other, ...own }))], file };
}

/** The environment without what belongs to a forum: there, beside a file of forums, nobody could say to which. */
function installationOf(env: Environment, file: string, faults: string[]): Environment {
  for (const name of ['ENV_FILE', ...forumSettings])
    if (env[name])
      faults.push(
        `${name}: set in the environment beside FORUMS_FILE, and belongs to one forum; write it below the forum's name in ${file}`,
      );
  return Object.fromEntries(installationSettings.map((name) => [name, env[name]]));
}

function ownEnvironment(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ConfigError([
      `ENV_FILE: ${JSON.stringify(connectionFileOf(process.env))} cannot be read${why}`,
    ]);
  }
}

/** What `connect`, `disconnect` and `doctor` are told before there is a forum to speak of; nothing is checked. */
export function readConnectSettings(forum: string | null = null, env: Environment = process.env) {
  const { values } = withSecretFiles(env);
  const { given, ...place } = connectionOf(env, forum);
  return {
    ...place,
    adminKey: env['WAYPOST_ADMIN_KEY'] || null,
    host: env['HOST'] || '127.0.0.1',
    port: Number(env['PORT'] || 4600),
    publicUrl: given['PUBLIC_URL'] || null,
    hasDataDir: Boolean(env['DATA_DIR']) || place.isOneOfSeveral,
    hasDatabase: Boolean(values['DATABASE_URL']),
    /** What the environment itself says, or FORUMS_FILE; it goes before the file. */
    given,
  };
}
