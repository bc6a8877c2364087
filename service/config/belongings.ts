import { secrets } from './secret-files.ts';
import { Settings } from './settings.ts';

/** Settings of the installation: its servers, its listener, its logs. All others belong to a forum. */
const ofInstallation: ReadonlySet<string> = new Set([
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'REDIS_URL',
  'QUEUE',
  'METRICS_TOKEN',
  'TRUST_PROXY',
  'DRAIN_SECONDS',
  'DEMO_FORUM_PORT',
  'LOG_LEVEL',
  'TIMING',
  'CRASH_AT',
]);

const all = [...Object.keys(Settings.shape), ...secrets.map((name) => `${name}_FILE`)];

const isOfInstallation = (name: string) => ofInstallation.has(name.replace(/_FILE$/, ''));

/** With `<NAME>_FILE` for each secret. */
export const installationSettings: readonly string[] = all.filter(isOfInstallation);
export const forumSettings: readonly string[] = all.filter((name) => !isOfInstallation(name));
