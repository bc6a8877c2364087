import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type RoleGroups, defaultRoleGroups, demoRoleGroups } from '../model/role-groups.ts';
import { type ForumId, defaultForum } from '../model/ids.ts';
import type { Retention } from '../privacy/retention.ts';
import { type AlertsConfig, alertFaults, readAlerts } from './alerts.ts';
import type { Environment } from './environment.ts';
import { type ForumConfig, readForum } from './forum.ts';
import { type RulesRepositoryConfig, readRulesRepository, rulesFaults } from './rules-repository.ts';
import { secrets, withSecretFiles } from './secret-files.ts';
import { Settings } from './settings.ts';
import { type Timing, defaultTiming, readTiming } from './timing.ts';

/** All that is set for one forum, with what it shares with the others of its installation. */
export interface Config {
  /** What the forum is called in paths, logs and metrics. */
  forumName: ForumId;
  /** It is one of FORUMS_FILE, and named wherever several could be meant. */
  isListed: boolean;
  port: number;
  /** A worker without pages listens, for its health, only when it was told where. */
  isPortGiven: boolean;
  host: string;
  /** Where embedded servers and the demo forum keep their files. */
  dataDir: string;
  /** Where files of this forum alone lie. */
  forumDir: string;
  /** Null: an embedded Postgres below `dataDir`. */
  databaseUrl: string | null;
  /** Connections to Postgres that one forum's tables may use in this process. */
  maxConnections: number;
  /** Null: a Redis found on the PATH, else the queue lives in Postgres. Several addresses, comma-separated, name a Redis Cluster. */
  redisUrl: string | null;
  /** `auto` is the order above; `postgres` does without Redis even where there is one. */
  queue: 'auto' | 'postgres';
  rulesPath: string;
  /** Null: the rules lie in `rulesPath`. */
  rulesRepository: RulesRepositoryConfig | null;
  alerts: AlertsConfig;
  /** By which a push to the repository is known to be genuine; null: pushes are not heard. */
  rulesPushSecret: string | null;
  /** `shortened` turns the waits of rules into seconds: for trials and crash tests. The demo forum always does. */
  waits: 'as written' | 'shortened';
  /** Null: the demo forum. */
  forum: ForumConfig | null;
  webhookSecrets: readonly string[];
  /** `whsec_…`; empty: no other system may tell of anything. */
  eventsSecrets: readonly string[];
  /** Hosts of calendars, lower case, that may have a private address. */
  privateCalendarHosts: ReadonlySet<string>;
  /** Null: the dashboard opens for members of the forum only. */
  dashboardPassword: string | null;
  /** The secret that the forum signs with when it says who signs in; null: nobody signs in with a forum account. */
  connectSecret: string | null;
  /** The one before it, while it is being changed. */
  previousConnectSecret: string | null;
  /** Which groups of the forum may do what on the dashboard. */
  dashboardRoles: RoleGroups;
  /** How long texts and decisions are kept. */
  retention: Retention;
  metricsToken: string | null;
  publicUrl: string | null;
  trustProxy: boolean;
  /** How long `serve` goes on once it is to end, so that a proxy finds out. */
  drainMs: number;
  demoForumPort: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  timing: Timing;
  /** Where this process kills itself, for crash tests only. */
  crashAt: string | null;
  processName: string;
}

/** Reads the settings of one forum, those of the installation among them; no config where they have faults. */
export function settleForum(
  env: Environment,
  { name, mayBeDemo }: { name: ForumId; mayBeDemo: boolean },
): { config: Config | null; faults: string[]; values: Environment } {
  const { values, faults } = withSecretFiles(env);
  const parsed = Settings.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      const value = (secrets as readonly string[]).includes(name)
        ? 'its value'
        : JSON.stringify(values[name]?.replace(/\/\/[^/@]*@/, '//…@'));
      faults.push(`${name}: ${value} is not usable; expected ${issue.message}`);
    }
  }
  const forum = readForum(values, faults, { mayBeDemo });
  faults.push(...alertFaults(values), ...rulesFaults(values));
  if (!parsed.success || faults.length > 0) return { config: null, faults, values };

  const e = parsed.data;
  const config: Config = {
    forumName: name,
    isListed: !mayBeDemo,
    port: e.PORT,
    isPortGiven: values['PORT'] !== undefined,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    forumDir: name === defaultForum ? e.DATA_DIR : join(e.DATA_DIR, 'forums', name),
    databaseUrl: e.DATABASE_URL ?? null,
    maxConnections: 10,
    redisUrl: e.REDIS_URL ?? null,
    queue: e.QUEUE,
    rulesPath: e.RULES_PATH,
    rulesRepository: readRulesRepository(e),
    rulesPushSecret: e.RULES_PUSH_SECRET ?? null,
    alerts: readAlerts(e),
    waits: e.WAITS,
    forum: forum === null ? null : { ...forum, apiShare: e.DISCOURSE_API_SHARE },
    webhookSecrets: [e.WEBHOOK_SECRET, e.WEBHOOK_SECRET_PREVIOUS].filter((secret) => secret !== undefined),
    eventsSecrets: [e.EVENTS_SECRET, e.EVENTS_SECRET_PREVIOUS].filter((secret) => secret !== undefined),
    privateCalendarHosts: new Set(
      e.PRIVATE_CALENDAR_HOSTS.split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    ),
    dashboardPassword: e.DASHBOARD_PASSWORD ?? null,
    connectSecret: e.DISCOURSE_CONNECT_SECRET ?? null,
    previousConnectSecret: e.DISCOURSE_CONNECT_SECRET_PREVIOUS ?? null,
    dashboardRoles: e.DASHBOARD_ROLES ?? (forum === null ? demoRoleGroups : defaultRoleGroups),
    retention: { textHours: e.KEEP_TEXTS_HOURS, decisionDays: e.KEEP_DECISIONS_DAYS },
    metricsToken: e.METRICS_TOKEN ?? null,
    publicUrl: e.PUBLIC_URL ?? null,
    trustProxy: e.TRUST_PROXY === 'true',
    drainMs: e.DRAIN_SECONDS * 1_000,
    demoForumPort: e.DEMO_FORUM_PORT ?? (e.PORT === 0 ? 0 : e.PORT + 1),
    logLevel: e.LOG_LEVEL,
    timing: { ...defaultTiming, ...readTiming(e.TIMING ?? '') },
    crashAt: e.CRASH_AT ?? null,
    processName: `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`,
  };
  return { config, faults, values };
}
