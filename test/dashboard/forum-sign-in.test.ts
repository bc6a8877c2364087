import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signPayload } from '../../service/dashboard/sign-in/connect/signature.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import {
  type SignInStage,
  connectSecret,
  dashboardUrl,
  forumUrl,
  openBrowser,
  openSignInStage,
} from '../support/forum-sign-in.ts';
import { seedForum } from '../support/seeded-community.ts';

let database: TestDatabase;
let stage: SignInStage;
let browser: ReturnType<typeof openBrowser>;
const admin = 'captain';
const moderator = 'mate';

beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await stage?.[Symbol.asyncDispose]();
  await database.db.deleteFrom('dashboardSession').execute();
  stage = await openSignInStage(database);
  stage.forum.addMember({ username: admin, name: 'Cap Tain' });
  stage.forum.changeMember(admin, { admin: true });
  stage.forum.addMember({ username: moderator, name: 'Mate' });
  stage.forum.changeMember(moderator, { moderator: true });
  browser = openBrowser(stage);
});
afterAll(() => stage?.[Symbol.asyncDispose]());

const textOf = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** The address of the dashboard that the forum sends the browser back to. */
async function answerOf(as: string): Promise<URL> {
  const begun = await browser.open('/login/forum?next=/rules');
  const told = await browser.open(`${String(begun.headers.location)}&as=${as}`);
  return new URL(String(told.headers.location));
}

describe('signing in with a forum account', () => {
  it('is offered first, and the password for when the forum is away', async () => {
    const page = textOf((await browser.open('/login')).body);

    expect(page).toContain('Sign in with your forum account');
    expect(page).toContain('With the password instead');
  });

  it('leads over the forum back to where one wanted to go, with a role by group', async () => {
    const back = await browser.signIn(moderator, '/posts?url=42');

    expect([back.statusCode, back.headers.location]).toEqual([303, '/posts?url=42']);
    const page = textOf((await browser.open('/rules')).body);
    expect(page).toContain('mate manager');
    expect(page).not.toContain('Queues');
  });

  it('gives administrators all roles, and their changes the id of their account', async () => {
    await browser.signIn(admin);
    const { body } = await browser.open('/');
    const csrf = /name="csrf"\s+value="([^"]+)"/.exec(body)?.[1] ?? '';

    const answer = await stage.app.inject({
      method: 'POST',
      url: '/pause',
      payload: new URLSearchParams({ csrf, scope: 'forum', why: 'a test' }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: dashboardUrl,
        host: 'localhost:4600',
        cookie: [...browser.jar].map((pair) => pair.join('=')).join('; '),
      },
    });

    expect(answer.statusCode).toBe(303);
    expect(stage.changes.at(-1)).toMatchObject({
      what: 'pause',
      who: admin,
      memberId: stage.forum.member(admin).id,
      madeOn: 'dashboard',
    });
  });

  it('turns other members away kindly, and opens no session', async () => {
    const refused = await browser.signIn('tariq');

    expect(refused.statusCode).toBe(403);
    expect(textOf(refused.body)).toContain('tariq, this dashboard is not open to you yet');
    expect((await browser.open('/rules')).headers.location).toBe('/login?next=%2Frules');
  });

  it('refuses what a role may not do, and says who may', async () => {
    await browser.signIn(moderator);

    const refused = await browser.open('/queues');

    expect(refused.statusCode).toBe(403);
    expect(textOf(refused.body)).toContain('Only operators (administrators of the forum) may do this');
  });

  it.each([
    ['https://evil.example/'],
    ['//evil.example'],
    ['/\\evil.example'],
    ['/login/forum?next=/'],
    ['javascript:alert(1)'],
  ])('leads nowhere but to a path of ours: not to %s', async (next) => {
    expect((await browser.signIn(admin, next)).headers.location).toBe('/');
  });

  it('asks the forum to answer to the address people use, whatever the request says', async () => {
    await using own = await openSignInStage(database, { publicUrl: 'https://waypost.example' });

    const begun = await own.app.inject({ url: '/login/forum', headers: { host: 'evil.example' } });

    const sso = new URL(String(begun.headers.location)).searchParams.get('sso') ?? '';
    const said = new URLSearchParams(Buffer.from(sso, 'base64').toString());
    expect(said.get('return_sso_url')).toBe('https://waypost.example/login/forum/return');
    expect(begun.headers['set-cookie']).toMatch(
      /^__Host-waypost_sign_in=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('an answer of the forum', () => {
  it('signs in once only', async () => {
    const back = await answerOf(admin);
    const cookie = [...browser.jar].map((pair) => pair.join('=')).join('; ');
    expect((await browser.open(back.href)).headers.location).toBe('/rules');

    const again = await browser.open(back.href, { cookie });

    expect(again.statusCode).toBe(403);
    expect(textOf(again.body)).toContain('used already');
    expect(again.headers['set-cookie']).not.toMatch(/waypost_session=[\w-]{43}/);
  });

  it('is good in the browser that asked only', async () => {
    const back = await answerOf(admin);

    const elsewhere = await openBrowser(stage).open(back.href);

    expect(elsewhere.statusCode).toBe(403);
    expect(textOf(elsewhere.body)).toContain('was not begun here');
  });

  it('to an earlier question of the same browser is not good for a later one', async () => {
    const back = await answerOf(admin);
    await browser.open('/login/forum');

    expect((await browser.open(back.href)).statusCode).toBe(403);
  });

  it.each<[string, (back: URL) => void]>([
    [
      'in which a member makes themselves an administrator',
      (back) => {
        const sso = Buffer.from(back.searchParams.get('sso') ?? '', 'base64').toString();
        back.searchParams.set(
          'sso',
          Buffer.from(sso.replace('admin=false', 'admin=true')).toString('base64'),
        );
      },
    ],
    [
      'signed with another secret',
      (back) => {
        back.searchParams.set('sig', signPayload(`${connectSecret}!`, back.searchParams.get('sso') ?? ''));
      },
    ],
    ['without a signature', (back) => back.searchParams.delete('sig')],
    [
      'with a signature in capitals',
      (back) => {
        back.searchParams.set('sig', (back.searchParams.get('sig') ?? '').toUpperCase());
      },
    ],
    ['with two signatures', (back) => back.searchParams.append('sig', 'x')],
    ['without anything', (back) => back.searchParams.delete('sso')],
  ])('%s is refused', async (_, change) => {
    const back = await answerOf('tariq');
    change(back);

    const refused = await browser.open(back.href);

    expect(refused.statusCode).toBe(403);
    expect(textOf(refused.body)).toContain('does not carry the forum’s signature');
    expect(browser.jar.has('waypost_session')).toBe(false);
  });

  it.each([
    ['that names no account', { username: 'captain', admin: 'true' }],
    ['that names account 0', { external_id: '0', username: 'captain', admin: 'true' }],
    ['that names an account without a name', { external_id: '7', admin: 'true' }],
    ['that is no yes and no no', { external_id: '7', username: 'captain', admin: 'perhaps' }],
  ])('%s is refused', async (_, fields) => {
    const asked = new URL(String((await browser.open('/login/forum')).headers.location));
    const request = new URLSearchParams(
      Buffer.from(asked.searchParams.get('sso') ?? '', 'base64').toString(),
    );
    const sso = Buffer.from(
      new URLSearchParams({ nonce: request.get('nonce') ?? '', ...fields }).toString(),
    ).toString('base64');
    const query = new URLSearchParams({ sso, sig: signPayload(connectSecret, sso) }).toString();

    const refused = await browser.open(`/login/forum/return?${query}`);

    expect(refused.statusCode).toBe(403);
    expect(textOf(refused.body)).toContain('could not be read');
  });

  it('is asked for thirty times a minute at most from one address', async () => {
    for (let tries = 0; tries < 30; tries += 1)
      expect((await browser.open('/login/forum/return?sso=x&sig=x')).statusCode).toBe(403);

    expect((await browser.open('/login/forum/return?sso=x&sig=x')).statusCode).toBe(429);
  });
});

describe('the picture of a member', () => {
  it.each([
    [`${forumUrl}/uploads/1.png`, true],
    ['https://elsewhere.example/1.png', false],
    ['javascript:alert(1)', false],
  ])('at %s is shown: %s', async (avatar, isShown) => {
    const asked = new URL(String((await browser.open('/login/forum')).headers.location));
    const request = new URLSearchParams(
      Buffer.from(asked.searchParams.get('sso') ?? '', 'base64').toString(),
    );
    const fields = { external_id: '7', username: 'captain', admin: 'true', avatar_url: avatar };
    const sso = Buffer.from(
      new URLSearchParams({ nonce: request.get('nonce') ?? '', ...fields }).toString(),
    ).toString('base64');
    await browser.open(
      `/login/forum/return?${new URLSearchParams({ sso, sig: signPayload(connectSecret, sso) }).toString()}`,
    );

    const { body, headers } = await browser.open('/rules');

    expect(body.includes(`src="${avatar}"`)).toBe(isShown);
    expect(headers['content-security-policy']).toContain(`img-src 'self' data: ${forumUrl};`);
  });
});

describe('hours later', () => {
  const later = (hours: number) =>
    sql`update dashboard_session set proved_at = now() - ${hours} * interval '1 hour'`.execute(database.db);

  /** Follows the browser to the forum and back; where it ends up. */
  async function follow(start: string): Promise<string> {
    let address = start;
    for (let hops = 0; hops < 6; hops += 1) {
      const { location } = (await browser.open(address)).headers;
      if (typeof location !== 'string') return address;
      address = location;
    }
    throw new Error(`the browser goes round and round: ${address}`);
  }

  it('the forum is asked quietly, and who is still a moderator goes on without noticing', async () => {
    await browser.signIn(moderator);
    await later(5);

    expect(await follow('/rules')).toBe('/rules');
    const [session] = await database.db.selectFrom('dashboardSession').selectAll().execute();
    expect(Date.now() - (session?.provedAt.getTime() ?? 0)).toBeLessThan(600_000);
  });

  it('whoever is no longer a moderator is turned away', async () => {
    await browser.signIn(moderator);
    stage.forum.changeMember(moderator, { moderator: false });
    await later(5);

    expect(await follow('/rules')).toContain('/login/forum/return');
    expect(await database.db.selectFrom('dashboardSession').selectAll().execute()).toEqual([]);
  });

  it('whoever is signed in there as somebody else is that one here too', async () => {
    await browser.signIn(moderator);
    const asked = await openBrowser(stage).open('/login/forum');
    await browser.open(`${String(asked.headers.location)}&as=${admin}`);
    await later(5);

    await follow('/rules');

    expect(textOf((await browser.open('/rules')).body)).toContain('captain approver, operator');
    expect(await database.db.selectFrom('dashboardSession').selectAll().execute()).toHaveLength(1);
  });

  it('whoever has left the forum meanwhile stays until the trust is over, and then signs in again', async () => {
    await browser.signIn(moderator);
    await browser.open(`${forumUrl}/`);
    const [asked] = [new URL(String((await browser.open('/login/forum')).headers.location))];
    await signOutOfForum(asked);
    await later(5);

    expect(await follow('/rules')).toBe('/rules');
    await later(9);
    expect(await follow('/rules')).toBe('/login?next=%2Frules');
  });

  it('a script that looks again is sent nowhere', async () => {
    await browser.signIn(moderator);
    await later(5);

    expect((await browser.open('/rules', { 'sec-fetch-mode': 'cors' })).statusCode).toBe(200);
    expect((await browser.open('/rules', { 'x-waypost-look': 'again' })).statusCode).toBe(200);
  });

  async function signOutOfForum(asked: URL): Promise<void> {
    const said = new URLSearchParams(Buffer.from(asked.searchParams.get('sso') ?? '', 'base64').toString());
    said.set('logout', 'true');
    const sso = Buffer.from(said.toString()).toString('base64');
    const query = new URLSearchParams({ sso, sig: signPayload(connectSecret, sso) }).toString();
    await browser.open(`${forumUrl}/session/sso_provider?${query}`);
  }
});
