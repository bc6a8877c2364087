import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { connectionFileOf, readEnvironment } from './environment.ts';
import { crashPoints } from './model/crash-point.ts';
import { type RoleGroups, defaultRoleGroups, demoRoleGroups, readRoleGroups } from './model/role-groups.ts';

/** What a process does: `serve` takes webhooks and shows pages, `work` decides and delivers, `all` does both. */
export const roles = ['serve', 'work', 'all'] as const;
export type Role = (typeof roles)[number];

export interface Config {
  port: number;
  /** A worker without pages listens, for its health, only when it was told where. */
  isPortGiven: boolean;
  host: string;
  /** Where embedded servers and the demo forum keep their files. */
  dataDir: string;
  /** Null: an embedded Postgres below `dataDir`. */
  databaseUrl: string | null;
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
  /** Which groups of the forum may do what on the dashboard. */
  dashboardRoles: RoleGroups;
  metricsToken: string | null;
  publicUrl: string | null;
  trustProxy: boolean;
  demoForumPort: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  timing: Timing;
  /** Where this process kills itself, for crash tests only. */
  crashAt: string | null;
  processName: string;
}

export interface ForumConfig {
  url: string;
  apiKey: string;
  apiUsername: string;
  /** Our share of the site's admin API calls a minute. */
  apiShare: number;
}

/** Ways in which people hear of what is wrong. */
export interface AlertsConfig {
  /** A topic of the staff on the forum. */
  topic: number | null;
  email: { server: string; from: string; to: readonly string[] } | null;
  webhook: { address: string; secret: string | null } | null;
}

export interface RulesRepositoryConfig {
  address: string;
  branch: string;
  /** Below the top of the repository; empty: the top itself. */
  folder: string;
  token: string | null;
  sshKeyFile: string | null;
}

/** Leases and delays, in milliseconds. Shorter ones let crash tests finish in seconds. */
export interface Timing {
  pollMs: number;
  /** How long the queue has a job to itself before the poller looks at it. */
  queueHeadStartMs: number;
  eventLeaseMs: number;
  offerLeaseMs: number;
  senderLeaseMs: number;
  /** Silence after a lost answer: the forum's own request has surely ended by then. */
  quietMs: number;
  secondLookMs: number;
  reconcileMs: number;
  /** Between two looks for members for whom time alone has changed something. */
  livesMs: number;
  requestTimeoutMs: number;
  /** Between two posts of the bot. Discourse lets an account that is not staff post every five seconds. */
  postSpacingMs: number;
  /** Bodies and texts are forgotten this long after their work is done. */
  keepTextMs: number;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

export const defaultTiming: Timing = {
  pollMs: 2 * SECOND,
  queueHeadStartMs: 2 * SECOND,
  eventLeaseMs: 30 * SECOND,
  offerLeaseMs: 90 * SECOND,
  senderLeaseMs: 30 * SECOND,
  quietMs: 60 * SECOND,
  secondLookMs: 30 * SECOND,
  reconcileMs: 60 * SECOND,
  livesMs: 60 * SECOND,
  requestTimeoutMs: 30 * SECOND,
  postSpacingMs: 5_200,
  keepTextMs: 72 * HOUR,
};

/** Something is wrong with the environment; the message lists every fault. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/** Variables whose value may come from a file named by `<NAME>_FILE`. */
const secrets = [
  'DATABASE_URL',
  'REDIS_URL',
  'DISCOURSE_API_KEY',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'EVENTS_SECRET',
  'EVENTS_SECRET_PREVIOUS',
  'DASHBOARD_PASSWORD',
  'DISCOURSE_CONNECT_SECRET',
  'METRICS_TOKEN',
  'ALERT_WEBHOOK',
  'ALERT_WEBHOOK_SECRET',
  'SMTP_URL',
  'RULES_TOKEN',
  'RULES_PUSH_SECRET',
] as const;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);

const webUrl = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'an address that begins with https:// or http://',
  )
  .transform((value) => value.replace(/\/+$/, ''));

const repositoryAddress = z
  .string()
  .refine(
    (value) => /^(https?|ssh|file):\/\/[^\s]+$|^[\w.-]+@[\w.-]+:[^\s]+$/.test(value),
    'an address such as https://github.com/you/rules.git or git@github.com:you/rules.git',
  )
  .refine(
    (value) => !/^https?:\/\/[^/]*@/.test(value),
    'an address without a name or password in it; RULES_TOKEN opens a private repository',
  );

const longSecret = z.string().min(32, 'at least 32 characters; make one with `openssl rand -hex 32`');

const roleGroups = z.string().transform((text, context) => {
  const read = readRoleGroups(text);
  if (read.ok) return read.groups;
  context.addIssue({ code: 'custom', message: read.expected });
  return z.NEVER;
});

const eventsSecret = z
  .string()
  .refine(
    (value) =>
      /^whsec_([A-Za-z0-9+/]{4}){8,21}([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$/.test(value),
    '`whsec_` and 24 to 64 bytes in base64; make one with `echo "whsec_$(openssl rand -base64 32)"`',
  );

const Environment = z.object({
  PORT: wholeNumber(0, 65_535).default(4600),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.waypost'),
  DATABASE_URL: z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value), 'an address that begins with postgres://')
    .optional(),
  REDIS_URL: z
    .string()
    .refine(
      (value) => value.split(',').every((part) => /^(rediss?|unix):\/\//.test(part.trim())),
      'an address that begins with redis://, rediss:// or unix://',
    )
    .optional(),
  QUEUE: z.enum(['auto', 'postgres'], 'auto or postgres').default('auto'),
  RULES_PATH: z.string().default('rules'),
  ALERT_TOPIC: wholeNumber(1, 2_000_000_000).optional(),
  ALERT_EMAIL: z
    .string()
    .transform((value) => value.split(',').map((one) => one.trim()))
    .refine(
      (list) => list.every((one) => /^[^\s@,]+@[^\s@,]+$/.test(one)),
      'mail addresses, with commas between them',
    )
    .optional(),
  ALERT_FROM: z.string().min(3).optional(),
  ALERT_WEBHOOK: webUrl.optional(),
  ALERT_WEBHOOK_SECRET: eventsSecret.optional(),
  SMTP_URL: z
    .string()
    .refine((value) => /^smtps?:\/\//.test(value), 'an address that begins with smtp:// or smtps://')
    .optional(),
  RULES_REPO: repositoryAddress.optional(),
  RULES_BRANCH: z
    .string()
    .regex(/^(?!.*(\.\.|\/\/|@\{|\.lock$))[\w][\w./-]{0,200}$/, 'the name of a branch, such as main')
    .default('main'),
  RULES_FOLDER: z
    .string()
    .regex(/^(?!\.)[\w-][\w/-]{0,200}$/, 'a folder of the repository, such as rules')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  RULES_TOKEN: z.string().min(8, 'an access token of the repository').optional(),
  RULES_SSH_KEY_FILE: z.string().optional(),
  RULES_PUSH_SECRET: z
    .string()
    .min(16, 'at least 16 characters; make one with `openssl rand -hex 32`')
    .optional(),
  WAITS: z.enum(['as written', 'shortened'], '`as written` or `shortened`').default('as written'),
  DISCOURSE_URL: webUrl.optional(),
  DISCOURSE_API_KEY: z.string().optional(),
  DISCOURSE_API_USERNAME: z.string().optional(),
  DISCOURSE_API_SHARE: wholeNumber(1, 600).default(30),
  WEBHOOK_SECRET: longSecret.optional(),
  WEBHOOK_SECRET_PREVIOUS: z.string().min(12, 'the secret used before, at least 12 characters').optional(),
  EVENTS_SECRET: eventsSecret.optional(),
  EVENTS_SECRET_PREVIOUS: eventsSecret.optional(),
  PRIVATE_CALENDAR_HOSTS: z.string().default(''),
  DASHBOARD_PASSWORD: z.string().min(12, 'at least 12 characters').optional(),
  DISCOURSE_CONNECT_SECRET: longSecret.optional(),
  DASHBOARD_ROLES: roleGroups.optional(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  PUBLIC_URL: webUrl.optional(),
  TRUST_PROXY: z.enum(['true', 'false'], 'true or false').default('false'),
  DEMO_FORUM_PORT: wholeNumber(0, 65_535).optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent')
    .default('warn'),
  TIMING: z
    .string()
    .refine((value) => timingFaults(value).length === 0, 'pairs such as `pollMs=500,quietMs=2000`')
    .optional(),
  CRASH_AT: z.enum(crashPoints, crashPoints.join(', ')).optional(),
});

/**
 * Reads the environment. Nothing else in the program does.
 * @throws ConfigError with every fault at once: the variable, its value unless it is a secret, and what was expected.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = ownEnvironment()): Config {
  const { values, faults } = withSecretFiles(env);
  const parsed = Environment.safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      const value = (secrets as readonly string[]).includes(name)
        ? 'its value'
        : JSON.stringify(values[name]?.replace(/\/\/[^/@]*@/, '//…@'));
      faults.push(`${name}: ${value} is not usable; expected ${issue.message}`);
    }
  }
  const forum = readForum(values, faults);
  if (values['ALERT_EMAIL'] && !values['SMTP_URL'])
    faults.push(
      'SMTP_URL: missing; ALERT_EMAIL needs a server that sends mail: smtp://user:password@host:587',
    );
  const rules = values['RULES_PATH'] ?? 'rules';
  if (!values['RULES_REPO'] && !existsSync(rules))
    faults.push(`RULES_PATH: ${JSON.stringify(rules)} does not exist; expected a folder with rules`);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);

  const e = parsed.data;
  return {
    port: e.PORT,
    isPortGiven: values['PORT'] !== undefined,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    queue: e.QUEUE,
    rulesPath: e.RULES_PATH,
    rulesRepository:
      e.RULES_REPO === undefined
        ? null
        : {
            address: e.RULES_REPO,
            branch: e.RULES_BRANCH,
            folder: e.RULES_FOLDER ?? '',
            token: e.RULES_TOKEN ?? null,
            sshKeyFile: e.RULES_SSH_KEY_FILE ?? null,
          },
    rulesPushSecret: e.RULES_PUSH_SECRET ?? null,
    alerts: {
      topic: e.ALERT_TOPIC ?? null,
      email:
        e.ALERT_EMAIL === undefined || e.SMTP_URL === undefined
          ? null
          : {
              server: e.SMTP_URL,
              from: e.ALERT_FROM ?? `Waypost <waypost@${hostname()}>`,
              to: e.ALERT_EMAIL,
            },
      webhook:
        e.ALERT_WEBHOOK === undefined
          ? null
          : { address: e.ALERT_WEBHOOK, secret: e.ALERT_WEBHOOK_SECRET ?? null },
    },
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
    dashboardRoles: e.DASHBOARD_ROLES ?? (forum === null ? demoRoleGroups : defaultRoleGroups),
    metricsToken: e.METRICS_TOKEN ?? null,
    publicUrl: e.PUBLIC_URL ?? null,
    trustProxy: e.TRUST_PROXY === 'true',
    demoForumPort: e.DEMO_FORUM_PORT ?? (e.PORT === 0 ? 0 : e.PORT + 1),
    logLevel: e.LOG_LEVEL,
    timing: { ...defaultTiming, ...readTiming(e.TIMING ?? '') },
    crashAt: e.CRASH_AT ?? null,
    processName: `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`,
  };
}

function ownEnvironment(): Readonly<Record<string, string | undefined>> {
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
export function readConnectSettings(env: Readonly<Record<string, string | undefined>> = process.env) {
  return {
    file: connectionFileOf(env),
    adminKey: env['WAYPOST_ADMIN_KEY'] || null,
    host: env['HOST'] || '127.0.0.1',
    port: Number(env['PORT'] || 4600),
    publicUrl: env['PUBLIC_URL'] || null,
    hasDataDir: Boolean(env['DATA_DIR']),
  };
}

/** A real forum needs all of its settings; without any of them the demo forum starts. */
function readForum(
  values: Record<string, string | undefined>,
  faults: string[],
): Omit<ForumConfig, 'apiShare'> | null {
  const needed = {
    DISCOURSE_URL: 'the address of your forum',
    DISCOURSE_API_KEY: 'an API key bound to the bot account (Admin → API → New key, granular)',
    DISCOURSE_API_USERNAME: 'the name of the bot account',
    WEBHOOK_SECRET: 'the secret of the webhook (Admin → API → Webhooks), at least 32 characters',
    ...(values['DISCOURSE_CONNECT_SECRET']
      ? {}
      : {
          DASHBOARD_PASSWORD:
            'the password of the dashboard, at least 12 characters; or DISCOURSE_CONNECT_SECRET, to sign in with forum accounts',
        }),
  };
  const isReal = ['DISCOURSE_URL', 'DISCOURSE_API_KEY', 'DISCOURSE_API_USERNAME'].some(
    (name) => values[name],
  );
  if (!isReal) return null;
  for (const [name, what] of Object.entries(needed)) {
    if (!values[name])
      faults.push(
        `${name}: missing; a real forum needs it: ${what}. Unset DISCOURSE_* to try the demo forum`,
      );
  }
  return {
    url: (values['DISCOURSE_URL'] ?? '').replace(/\/+$/, ''),
    apiKey: values['DISCOURSE_API_KEY'] ?? '',
    apiUsername: values['DISCOURSE_API_USERNAME'] ?? '',
  };
}

function withSecretFiles(env: Readonly<Record<string, string | undefined>>) {
  const values: Record<string, string | undefined> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && value !== '') values[name] = value;
  for (const name of secrets) {
    const file = values[`${name}_FILE`];
    if (!file) continue;
    if (values[name]) faults.push(`${name}: set both directly and by ${name}_FILE; keep one of the two`);
    else readSecretFile(name, file, values, faults);
  }
  return { values, faults };
}

function readSecretFile(
  name: string,
  file: string,
  values: Record<string, string | undefined>,
  faults: string[],
): void {
  try {
    values[name] = readFileSync(file, 'utf8').trim();
    if (values[name] === '')
      faults.push(`${name}_FILE: ${JSON.stringify(file)} is empty; expected the secret in it`);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    faults.push(`${name}_FILE: ${JSON.stringify(file)} cannot be read${why}; expected a readable file`);
  }
}

function timingFaults(text: string): string[] {
  return text.split(',').filter((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return !(name.trim() in defaultTiming) || !/^\d+$/.test(value.trim());
  });
}

function readTiming(text: string): Partial<Timing> {
  if (text === '') return {};
  const timing: Record<string, number> = {};
  for (const pair of text.split(',')) {
    const [name = '', value = ''] = pair.split('=');
    timing[name.trim()] = Number(value);
  }
  return timing;
}
