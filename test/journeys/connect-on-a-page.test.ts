import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aForumToConnect } from '../connect/a-connected-forum.ts';
import { type RunningPart, eventually, freePort, runPart } from '../support/run-part.ts';

const password = 'a password of the journey';
const rules = join(import.meta.dirname, '..', '..', 'rules');
const opened = new AsyncDisposableStack();
let there: Awaited<ReturnType<typeof aForumToConnect>>;
let waypost: RunningPart;
let folder: string;
let base: string;
const seen: string[] = [];

beforeAll(async () => {
  there = opened.use(await aForumToConnect());
  there.forum.writePost({
    as: 'jonna',
    title: 'How do I write code here',
    categoryId: 5,
    raw: 'How do I show my code so that it stays readable? It loses all its line breaks here.',
  });
  folder = await mkdtemp(join(tmpdir(), 'waypost-connect-'));
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  waypost = await runPart('service/main.ts', {
    cwd: folder,
    env: {
      PORT: String(port),
      DEMO_FORUM_PORT: String(await freePort()),
      RULES_PATH: rules,
      DASHBOARD_PASSWORD: password,
      QUEUE: 'postgres',
      DISCOURSE_API_SHARE: '600',
      LOG_LEVEL: 'debug',
    },
    ready: /Ctrl-C ends it/,
  });
  opened.use(waypost);
}, 60_000);
afterAll(() => opened.disposeAsync(), 60_000);

/** A browser without scripts: a cookie, pages, and the forms on them. */
function aBrowser() {
  let cookie = '';
  async function ask(path: string, form?: Record<string, string>): Promise<string> {
    const answer = await fetch(base + path, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html', cookie, origin: base },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    const set = answer.headers.get('set-cookie')?.split(';')[0];
    if (set !== undefined) cookie = set;
    const to = answer.headers.get('location');
    if (to !== null) seen.push(to);
    const page = to === null ? await answer.text() : await ask(to);
    seen.push(page);
    return page;
  }
  return {
    open: (path: string) => ask(path),
    async press(path: string, form: Record<string, string> = {}): Promise<string> {
      const csrf = /name="csrf"\s+value="([^"]+)"/.exec(await ask('/connect'))?.[1] ?? '';
      return await ask(path, { csrf, ...form });
    },
    signIn: () => ask('/login', { password, next: '/connect' }),
  };
}

test('a forum is connected from a page, rehearsed, and taken up by the running Waypost', async () => {
  const adminKey = (await readFile(there.keyFile, 'utf8')).trim();
  const asked = { forum: there.url, own: base, bot: 'guide' };
  const browser = aBrowser();
  expect(await browser.signIn()).toContain('Waypost shows its demo forum');

  expect(await browser.press('/connect/look', { ...asked, key: 'not a key' })).toContain(
    'does not accept this key',
  );
  const plan = await browser.press('/connect/look', { ...asked, key: adminKey });
  expect(plan).toContain('the account @guide');
  expect(plan).toContain('will be made');
  expect([there.hooks(), there.keys()]).toEqual([[], []]);

  await browser.press('/connect/make');
  const made = await eventually(
    'connected',
    () => browser.open('/connect'),
    (page) => page.includes('The forum is connected'),
  );
  expect(made).toContain('A test ping arrived');
  expect(made).toContain('What would these rules have done on your forum');
  expect(made).toMatch(/Of the newest [1-9]\d* public posts, rules looked closer at [1-9]/);
  const file = join(folder, '.waypost', 'forum.env');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toContain(`DISCOURSE_API_KEY=${there.keys()[0]?.id}`);

  await browser.press('/connect/start');
  const { host } = new URL(there.url);
  await eventually(
    'started anew',
    () => browser.open('/login'),
    (page) => page.includes(host),
  );
  expect(await aBrowser().signIn()).toContain(`Waypost is connected to ${there.url}`);
  const first = aBrowser();
  await first.signIn();
  expect(await first.open('/')).toContain('Looking back');

  for (const told of [...seen, waypost.out(), waypost.err()]) expect(told).not.toContain(adminKey);
}, 120_000);
