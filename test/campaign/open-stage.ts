import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type ForumDriver, driveForum } from '../support/forum-driver.ts';
import { type RunningPart, freePort, runPart } from '../support/run-part.ts';
import { type CampaignLimits, campaignLimits, writeCampaignRules } from './campaign-rules.ts';
import { type HookRelay, startHookRelay } from './hook-relay.ts';
import { type KillableServer, openPostgres, openRedis } from './private-servers.ts';

export const webhookSecret = 'campaign-webhook-secret-canary-61f0c9';
export const dashboardPassword = 'campaign-dashboard-password-canary';

/** Leases and silences of seconds. The order between them is that of the defaults: no look-up before a request has ended. */
export const campaignTiming =
  'pollMs=250,queueHeadStartMs=500,eventLeaseMs=3000,offerLeaseMs=5000,senderLeaseMs=2000,quietMs=2500,secondLookMs=1000,reconcileMs=1000,requestTimeoutMs=2000,postSpacingMs=20';

/** Everything a campaign plays on: a forum and servers of its own, and the processes of Waypost. */
export interface Stage extends AsyncDisposable {
  forum: ForumDriver;
  relay: HookRelay;
  postgres: KillableServer;
  redis: KillableServer | null;
  limits: CampaignLimits;
  secrets: readonly string[];
  /** Where `serve` takes webhooks, past the relay. */
  hookAddress(): string;
  /** Webhooks that were sent so that nobody can read them. */
  planted: { count: number };
  /** What every process is configured with. */
  env: Readonly<Record<string, string>>;
  /** Starts a process of Waypost and keeps what it writes; `serve` has always the same port. */
  start(role: 'serve' | 'work' | 'all', env?: Readonly<Record<string, string>>): Promise<RunningPart>;
  query<Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Every line that any process of Waypost has written so far. */
  logs(): string;
}

export async function openStage(options: {
  members: number;
  /** A lost power line is not among the faults of the short form. */
  fsync: boolean;
  withRedis: boolean;
  /** Settings of every process, on top of the usual ones. */
  env?: Readonly<Record<string, string>>;
}): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-campaign-'));
  opened.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  // Waypost asks for commits that outlive a crash by itself, whatever the server is set to.
  const settings = options.fsync ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const postgres = opened.use(await openPostgres(dataDir, settings));
  const redis = options.withRedis ? await openRedis(dataDir) : null;
  if (redis) opened.use(redis);

  const port = await freePort();
  const relay = opened.use(await startHookRelay(() => `http://127.0.0.1:${port}`));
  const forumPart = opened.use(await startForum(dataDir, relay.address));
  const said = JSON.parse(forumPart.out().split('\n')[0] ?? '') as {
    listening: string;
    apiKey: string;
    username: string;
  };
  const limits = campaignLimits(options.members);
  const rules = join(dataDir, 'rules');
  await writeCampaignRules(rules, limits);

  const parts: RunningPart[] = [];
  opened.defer(() => Promise.all(parts.map((part) => part[Symbol.asyncDispose]())).then(() => undefined));
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.address,
    ...(redis ? { REDIS_URL: redis.address } : { QUEUE: 'postgres' }),
    RULES_PATH: rules,
    WAITS: 'shortened',
    DISCOURSE_URL: said.listening,
    DISCOURSE_API_KEY: said.apiKey,
    DISCOURSE_API_USERNAME: said.username,
    DISCOURSE_API_SHARE: '600',
    WEBHOOK_SECRET: webhookSecret,
    DASHBOARD_PASSWORD: dashboardPassword,
    PORT: String(port),
    LOG_LEVEL: 'debug',
    DRAIN_SECONDS: '0',
    TIMING: campaignTiming,
    ...options.env,
  };
  const kept = opened.move();
  return {
    forum: driveForum(said.listening),
    relay,
    postgres,
    redis,
    limits,
    hookAddress: () => `http://127.0.0.1:${port}`,
    planted: { count: 0 },
    secrets: [webhookSecret, dashboardPassword, said.apiKey],
    env,
    async start(role, extra = role === 'work' ? { PORT: '0' } : {}) {
      const part = await runPart('service/main.ts', {
        args: [role],
        env: { ...env, ...extra },
        ready: /Ctrl-C ends it/,
      });
      parts.push(part);
      return part;
    },
    async query(statement, values = []) {
      // The checker and those who break things may write whatever the server tells others.
      const client = new pg.Client({
        connectionString: postgres.address,
        options: '-c default_transaction_read_only=off',
      });
      client.on('error', () => {});
      await client.connect();
      try {
        return (await client.query(statement, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    logs: () => parts.map((part) => part.out() + part.err()).join('\n'),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/**
 * A forum whose limits leave the campaign its pace, and without the nets by which Discourse itself catches some doubles
 * (remembered answers, equal texts): what stands once must do so by our own guards.
 */
async function startForum(dataDir: string, relay: string): Promise<RunningPart> {
  const limits = [
    'adminApiCallsPerMinute=100000',
    'msBetweenPosts=0',
    'webhookTimeoutMs=5000',
    'webhooksAtOnce=8',
    'rememberAnswersMs=0',
    'uniquePostsMs=0',
  ];
  return await runPart('service/demo-forum/serve.ts', {
    args: [
      ...['--port', '0', '--data', join(dataDir, 'forum.sqlite')],
      ...['--webhook', `${relay}/`, '--secret', webhookSecret],
      ...limits.flatMap((limit) => ['--limit', limit]),
    ],
    ready: /listening/,
  });
}

/** Makes every rule live, as an operator would once it has proved itself in shadow. */
export async function promoteRules(stage: Stage): Promise<void> {
  for (const { id } of stage.limits.rules) {
    await stage.query(
      `insert into rule_standing (forum_id, rule_id, rung) values ('default', $1, 'live')
       on conflict (forum_id, rule_id) do update set rung = 'live'`,
      [id],
    );
  }
}
