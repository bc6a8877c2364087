import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultRoleGroups } from '../../service/model/role-groups.ts';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { openBrowser } from '../support/chromium.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { dashboardPassword, openDashboard } from '../support/open-dashboard.ts';
import { seedForum, seededForum } from '../support/seeded-community.ts';
import type { Account } from './borrow-forum.ts';
import { callAs } from './call-as.ts';
import { givenForum, whyNot } from './given-forum.ts';
import { signIn } from './sign-in.ts';

const secrets = 'discourse_connect_provider_secrets';
const admin = <Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
  callAs<Answer>(givenForum, 'system', method, path, body);

/** The dashboard at 127.0.0.1 and the forum at its own name are two sites to a browser, as they are in the world. */
describe.skipIf(whyNot !== null)(`a real forum says who signs in${whyNot ? ` (${whyNot})` : ''}`, () => {
  const opened = new AsyncDisposableStack();
  const secret = randomBytes(32).toString('hex');
  let database: TestDatabase;
  let app: FastifyInstance;
  let dashboard: string;
  let browser: Browser;
  let moderator: Account;
  let member: Account;

  beforeAll(async () => {
    database = opened.use(await openTestDatabase());
    await seedForum(database.db);
    await letSignIn();
    moderator = await account('mod');
    member = await account('member');
    await admin('PUT', `/admin/users/${moderator.id}/grant_moderation.json`);
    ({ app } = await openDashboard(database.db, {
      signIn: {
        store: createSessionStore(database.db),
        password: dashboardPassword,
        forum: { forum: seededForum, url: givenForum.url, secret },
        roleGroups: defaultRoleGroups,
      },
    }));
    opened.defer(() => app.close());
    dashboard = await app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    opened.defer(() => browser.close());
  });
  afterAll(() => opened.disposeAsync());

  test('a moderator is let in with one click, and stays by a link on the forum', async () => {
    const page = await signIn(browser, givenForum, moderator);

    await page.goto(`${dashboard}/members`);
    await page.click('main a.button.primary');
    await page.waitForURL(`${dashboard}/members`);
    expect(await page.textContent('.whoami')).toMatch(new RegExp(`${moderator.username}\\s*manager`));

    await page.goto(`${givenForum.url}/about`);
    await page.evaluate(`location.assign(${JSON.stringify(`${dashboard}/rules`)})`);
    await page.waitForURL(`${dashboard}/rules`);
    await page.context().close();
  });

  test('a member is turned away kindly', async () => {
    const page = await signIn(browser, givenForum, member);

    await page.goto(`${dashboard}/`);
    await page.click('main a.button.primary');
    await page.waitForURL(/\/login\/forum\/return/);

    expect(await page.textContent('main')).toContain('this dashboard is not open to you yet');
    await page.context().close();
  });

  test('whoever is a moderator no longer has lost the role some hours later', async () => {
    const page = await signIn(browser, givenForum, moderator);
    await page.goto(`${dashboard}/rules`);
    await page.click('main a.button.primary');
    await page.waitForURL(`${dashboard}/rules`);

    await admin('PUT', `/admin/users/${moderator.id}/revoke_moderation.json`);
    await sql`update dashboard_session set proved_at = now() - interval '5 hours'`.execute(database.db);
    await page.goto(`${dashboard}/rules`);

    expect(page.url()).toContain('/login/forum/return');
    expect(await page.textContent('main')).toContain('this dashboard is not open to you yet');
    await page.context().close();
  });

  test('whoever is not signed in there is asked for the password of the forum, and comes back', async () => {
    await admin('PUT', `/admin/users/${moderator.id}/grant_moderation.json`);
    const page = await (await browser.newContext()).newPage();

    await page.goto(`${dashboard}/posts`);
    await page.click('main a.button.primary');
    await page.fill('#login-account-name', moderator.username);
    await page.fill('#login-account-password', moderator.password);
    await page.click('#login-button');

    await page.waitForURL(/127\.0\.0\.1/);
    expect(page.url()).toBe(`${dashboard}/posts`);
    await page.context().close();
  });

  async function account(role: string): Promise<Account> {
    const username = `wp_${role}_${randomBytes(3).toString('hex')}`;
    const password = randomBytes(12).toString('base64url');
    const said = { name: username, username, email: `${username}@example.com`, password };
    const { user_id: id } = await admin<{ user_id: number }>('POST', '/users.json', {
      ...said,
      active: true,
      approved: true,
    });
    opened.defer(async () => {
      if (role === 'mod') await admin('PUT', `/admin/users/${id}/revoke_moderation.json`);
      await admin('DELETE', `/admin/users/${id}.json`, { delete_posts: true });
    });
    return { id, username, password };
  }

  /** Other sites that sign in there keep their line; at the end ours goes, and the switch is as it was. */
  async function letSignIn(): Promise<void> {
    const ours = `127.0.0.1|${secret}`;
    const before = await settings();
    await change('enable_discourse_connect_provider', 'true');
    await change(secrets, [...linesOf(before), ours].join('\n'));
    opened.defer(async () => {
      await change(
        secrets,
        linesOf(await settings())
          .filter((line) => line !== ours)
          .join('\n'),
      );
      await change(
        'enable_discourse_connect_provider',
        before.get('enable_discourse_connect_provider') ?? 'false',
      );
    });
  }

  async function settings(): Promise<Map<string, string>> {
    const { site_settings: all } = await admin<{ site_settings: { setting: string; value: string }[] }>(
      'GET',
      '/admin/site_settings.json',
    );
    return new Map(all.map(({ setting, value }) => [setting, value]));
  }

  const linesOf = (all: ReadonlyMap<string, string>) =>
    (all.get(secrets) ?? '').split('\n').filter((line) => line !== '');
  const change = (name: string, value: string) =>
    admin('PUT', `/admin/site_settings/${name}.json`, { [name]: value });
});
