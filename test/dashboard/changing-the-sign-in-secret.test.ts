import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { defaultRoleGroups } from '../../service/model/role-groups.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import {
  type SignInStage,
  connectSecret as before,
  forumUrl,
  openBrowser,
  openSignInStage,
} from '../support/forum-sign-in.ts';
import { dashboardPassword, openDashboard } from '../support/open-dashboard.ts';
import { seedForum, seededForum } from '../support/seeded-community.ts';

const after = 'the secret that takes its place, as long';
const opened = new AsyncDisposableStack();
let database: TestDatabase;
let stage: SignInStage;
/** The browser meets whichever dashboard stands here: one after the other, as processes are started anew. */
let place: Pick<SignInStage, 'app' | 'forumApp'>;
let browser: ReturnType<typeof openBrowser>;

beforeAll(async () => {
  database = opened.use(await openTestDatabase());
  await seedForum(database.db);
  stage = opened.use(await openSignInStage(database));
  stage.forum.addMember({ username: 'captain', name: 'Cap Tain' });
  stage.forum.changeMember('captain', { admin: true });
});
afterAll(() => opened.disposeAsync());
beforeEach(() => {
  place = { app: stage.app, forumApp: stage.forumApp };
  browser = openBrowser(place);
  forumKnows(before);
});

function forumKnows(...secrets: string[]): void {
  stage.forum.letSignIn(secrets.map((secret) => ({ host: 'localhost', secret })));
}

async function startWith(secret: string, previous: string | null): Promise<void> {
  const { app } = await openDashboard(database.db, {
    signIn: {
      store: createSessionStore(database.db),
      password: dashboardPassword,
      forum: { forum: seededForum, url: forumUrl, secret, previous },
      roleGroups: defaultRoleGroups,
    },
  });
  opened.defer(() => app.close());
  place.app = app;
}

describe('while the secret of signing in is being changed', () => {
  it('whoever was on the way when Waypost started anew arrives', async () => {
    const begun = await browser.open('/login/forum?next=/rules');
    const told = await browser.open(`${String(begun.headers.location)}&as=captain`);
    forumKnows(after);
    await startWith(after, before);
    const back = await browser.open(String(told.headers.location));

    expect([back.statusCode, back.headers.location]).toEqual([303, '/rules']);
    expect((await browser.open('/rules')).statusCode).toBe(200);
  });

  it('a forum that keeps both lets people in at every moment', async () => {
    forumKnows(before, after);
    expect((await browser.signIn('captain')).headers.location).toBe('/rules');
    await startWith(after, before);

    expect((await browser.signIn('captain')).headers.location).toBe('/rules');
  });

  it('who was signed in stays so, and is held by the new secret once the forum was asked again', async () => {
    forumKnows(before, after);
    await browser.signIn('captain');
    await startWith(after, before);
    expect((await browser.open('/rules')).statusCode).toBe(200);

    await browser.signIn('captain');
    await startWith(after, null);
    expect((await browser.open('/rules')).statusCode).toBe(200);
  });

  it('what the old secret opened ends with it', async () => {
    await browser.signIn('captain');
    await startWith(after, before);
    const byOld = await browser.signIn('captain').catch(() => null);
    expect(byOld?.headers.location).not.toBe('/rules');
    await startWith(after, null);

    expect((await browser.open('/rules')).headers.location).toMatch(/^\/login/);
  });

  it('an answer signed with the old one is refused once it is gone', async () => {
    const begun = await browser.open('/login/forum?next=/rules');
    const told = await browser.open(`${String(begun.headers.location)}&as=captain`);
    await startWith(after, null);

    expect((await browser.open(String(told.headers.location))).statusCode).toBe(403);
  });

  it('an answer signed with the old one opens no session that outlives it', async () => {
    const begun = await browser.open('/login/forum?next=/rules');
    const told = await browser.open(`${String(begun.headers.location)}&as=captain`);
    await startWith(after, before);
    await browser.open(String(told.headers.location));
    expect((await browser.open('/rules')).statusCode).toBe(200);
    await startWith(after, null);

    expect((await browser.open('/rules')).headers.location).toMatch(/^\/login/);
  });
});
