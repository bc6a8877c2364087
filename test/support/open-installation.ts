import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { type DemoForum, createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { writeCampaignRules } from '../campaign/campaign-rules.ts';
import { type ForumDriver, driveForum } from './forum-driver.ts';
import { type RunningPart, freePort, runPart } from './run-part.ts';
import { type TestDatabase, openTestDatabase } from './database.ts';

/** What members ask about on every forum; its answer is each forum's own. */
export const phrase = 'brass telescope';
export const metricsToken = 'a token of the metrics';

/** A forum of an installation: outside of it, in the test's own process. */
export interface HousedForum {
  name: string;
  demo: DemoForum;
  drive: ForumDriver;
  rules: string;
  /** Where its pages are asked for. */
  host: string;
  webhookSecret: string;
  password: string;
  /** In every reply of this forum's rules and in no other. */
  sign: string;
  /** The forum is away from now on. */
  goAway(): Promise<void>;
}

const unhurried = {
  adminApiCallsPerMinute: 100_000,
  msBetweenPosts: 0,
  rememberAnswersMs: 0,
  uniquePostsMs: 0,
};

const timing =
  'pollMs=200,queueHeadStartMs=200,eventLeaseMs=2000,offerLeaseMs=3000,senderLeaseMs=2000,quietMs=1500,secondLookMs=500,reconcileMs=2000,requestTimeoutMs=1000,postSpacingMs=100';

/** Demo forums of these names, and what one Waypost for all of them needs; none of it has been started. */
export async function openInstallation(names: readonly string[]) {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'waypost-several-'));
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  const database: TestDatabase = opened.use(await openTestDatabase());
  const port = await freePort();
  const forums: HousedForum[] = [];
  for (const name of names) forums.push(await openForum(opened, { name, folder, port }));

  const file = join(folder, 'forums.yml');
  const env = {
    FORUMS_FILE: file,
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    QUEUE: 'postgres',
    PORT: String(port),
    METRICS_TOKEN: metricsToken,
    LOG_LEVEL: 'info',
    TIMING: timing,
  };
  const kept = opened.move();
  return {
    forums,
    database,
    env,
    port,
    /** Writes the file for some of the forums, each as it is there unless `change` says otherwise. */
    async list(listed: readonly HousedForum[], change: Readonly<Record<string, string>> = {}): Promise<void> {
      await writeFile(file, listed.map((forum) => settingsOf(forum, port, change)).join(''));
    },
    async start(extra: Readonly<Record<string, string>> = {}): Promise<RunningPart> {
      return await runPart('service/main.ts', { env: { ...env, ...extra }, ready: /Ctrl-C ends it/ });
    },
    /** Asks Waypost as a browser at this host would. */
    ask: (host: string, path: string, options: Asked = {}) => ask(port, host, path, options),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

export type OpenInstallation = Awaited<ReturnType<typeof openInstallation>>;

async function openForum(
  opened: AsyncDisposableStack,
  { name, folder, port }: { name: string; folder: string; port: number },
): Promise<HousedForum> {
  const demo = createDemoForum({ store: 'memory', limits: unhurried });
  opened.defer(() => demo.close());
  const app = demoForumApp(demo);
  opened.defer(() => app.close());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const webhookSecret = `the webhook secret of ${name}, kept by nobody else`;
  demo.letSignIn([{ host: `${name}.localhost`, secret: connectSecretOf(name) }]);
  const sign = `This is the guide of ${name}`;
  const rules = join(folder, `rules-${name}`);
  await writeCampaignRules(rules, {
    rules: [{ id: 'answer', phrase, sign, perMember: 5, perSite: 50 }],
    member: 5,
    forum: 50,
    topic: 1,
  });
  demo.addWebhook({ url: `http://127.0.0.1:${port}/hooks/discourse/${name}`, secret: webhookSecret });
  return {
    name,
    demo,
    drive: driveForum(address),
    rules,
    host: `${name}.localhost:${port}`,
    webhookSecret,
    password: `the password of ${name}`,
    sign,
    goAway: () => app.close(),
  };
}

/** Of 32 characters at least, as every secret of a forum. */
function connectSecretOf(name: string): string {
  return `the sign-in secret of ${name}, kept by nobody else`;
}

function settingsOf(forum: HousedForum, port: number, change: Readonly<Record<string, string>>): string {
  const settings = {
    DISCOURSE_URL: forum.drive.address,
    DISCOURSE_API_KEY: forum.demo.apiKey,
    DISCOURSE_API_USERNAME: forum.demo.botUsername,
    DISCOURSE_API_SHARE: '600',
    WEBHOOK_SECRET: forum.webhookSecret,
    DASHBOARD_PASSWORD: forum.password,
    DISCOURSE_CONNECT_SECRET: connectSecretOf(forum.name),
    PUBLIC_URL: `http://${forum.name}.localhost:${port}`,
    RULES_PATH: forum.rules,
    WAITS: 'shortened',
    ...change,
  };
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`);
  return `${forum.name}:\n${lines.join('')}`;
}

export interface Asked {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface Answered {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/** `fetch` lets nobody choose the host. */
async function ask(
  port: number,
  host: string,
  path: string,
  { method = 'GET', headers = {}, body = '' }: Asked,
): Promise<Answered> {
  return await new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { host, accept: 'text/html', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => void (text += part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
