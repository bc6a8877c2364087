import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskedConnection, Connecting, ConnectState } from '../../service/dashboard/connect/port.ts';
import type { Person } from '../../service/storage/session-store.ts';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { createSessions } from '../../service/dashboard/sign-in/sessions.ts';
import { demoRoleGroups } from '../../service/model/role-groups.ts';
import { memberId } from '../../service/model/ids.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { dashboardPassword, openDashboard } from '../support/open-dashboard.ts';
import { seedForum, seededForum } from '../support/seeded-community.ts';
import { formOf, signIn } from '../support/signed-in.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());

const asked = { forum: 'https://forum.example', own: 'https://waypost.example', bot: 'guide' };
const key = 'an-admin-key-that-nobody-may-see';
const rest: ConnectState = { at: 'rest', asked: null, trouble: null };
const draft: Extract<ConnectState, { at: 'draft' }>['draft'] = {
  forumUrl: 'https://forum.example',
  publicUrl: 'https://waypost.example',
  bot: 'guide',
  file: '.waypost/forum.env',
  names: ['DISCOURSE_URL', 'WEBHOOK_SECRET'],
  steps: [
    { part: { of: 'account', username: 'guide' }, faults: [], isNew: true, isNeeded: true },
    { part: { of: 'sign_in', host: 'waypost.example' }, faults: [], isNew: false, isNeeded: false },
  ],
  notes: [],
  shadowed: ['DISCOURSE_API_KEY'],
  isAllThere: false,
};

/** Connecting that only remembers what it was asked. */
function fakeConnecting(state: ConnectState, { needsPassword = false } = {}) {
  const calls: unknown[] = [];
  const connecting: Connecting = {
    begin: async () => ({
      forumUrl: null,
      own: 'http://127.0.0.1:4600',
      bot: 'waypost',
      file: 'f.env',
      needsPassword,
    }),
    state: () => state,
    look: async (_session: string, what: AskedConnection, adminKey: string) =>
      void calls.push(['look', what, adminKey]),
    make: (_session, who) => calls.push(['make', who]) > 0,
    forget: () => void calls.push(['forget']),
    startAnew: () => void calls.push(['start']),
  };
  return { calls, connecting };
}

async function open(state: ConnectState = rest) {
  const { calls, connecting } = fakeConnecting(state);
  const { app } = await openDashboard(database.db, { connecting });
  return { app, calls, operator: await signIn(app) };
}

describe('the page on which a forum is connected', () => {
  it.each(['en', 'de'])('asks for a forum and once for a key, and changes nothing (%s)', async (language) => {
    const { calls, operator } = await open();
    const page = await operator.open('/connect', language);

    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).toContain(language === 'de' ? 'Ein Forum verbinden' : 'Connect a forum');
    expect(page.body).toMatch(/name="key"\s+type="password"\s+value=""/);
    expect(page.body).toContain(
      language === 'de' ? 'Benutzerrang: Einzelbenutzer' : 'User Level: Single User',
    );
    expect(calls).toEqual([]);
  });

  it('hands the key on, and shows it in no page and no address', async () => {
    const { calls, operator } = await open();
    const answer = await operator.change('/connect/look', { ...asked, key });

    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/connect' } });
    expect(calls).toEqual([['look', { ...asked, adopt: false, leavePlugin: false }, key]]);
    expect(answer.body + JSON.stringify(answer.headers)).not.toContain(key);
    const again = await (
      await open({
        ...rest,
        asked: { ...asked, adopt: false, leavePlugin: false },
        trouble: { code: 'key_refused', forumUrl: asked.forum },
      })
    ).operator.open('/connect');
    expect(again.body).toContain('does not accept this key');
    expect(again.body).toContain('value="https://forum.example"');
    expect(again.body).toMatch(/name="key"\s+type="password"\s+value=""/);
  });

  it('shows what would be made, and what the environment goes on saying, before anything is made', async () => {
    const { operator } = await open({ at: 'draft', draft, until: new Date() });
    const { body } = await operator.open('/connect');

    expect(body).toMatch(/will be made[^]*the account @guide[^]*is there[^]*signing in/);
    expect(body).toContain('The environment sets DISCOURSE_API_KEY');
    expect(body).toContain('action="/connect/make"');
  });

  it('leads from what the rules would have done to the posts on the forum: their stories are known after the start', async () => {
    const lookedBack = {
      ...{ posts: 9, considered: 5, open: 0, at: new Date(0) },
      offers: [{ rule: 'format-code', resource: 'format-code', count: 1, posts: [543] }],
    };
    const ping = { arrived: true, by: 'page' } as const;
    const made = {
      draft,
      ping,
      isKeyNew: true,
      hasOldKey: false,
      needsStart: true,
      lookedBack,
      lookBackFault: null,
    };
    const { operator } = await open({ at: 'made', made });

    expect((await operator.open('/connect')).body).toContain('href="https://forum.example/p/543"');
  });

  it('hands on who makes the connection, and why', async () => {
    const { calls, operator } = await open({ at: 'draft', draft, until: new Date(0) });
    expect((await operator.open('/connect')).body).toContain('name="why"');
    await operator.change('/connect/make', { why: ' the team wants to try it ' });

    expect(calls).toEqual([
      ['make', expect.objectContaining({ madeOn: 'dashboard', why: 'the team wants to try it' })],
    ]);
  });

  it.each(['/connect/look', '/connect/make', '/connect/forget', '/connect/start'])(
    '%s wants the proof that a page of ours asked',
    async (path) => {
      const { app, calls, operator } = await open();
      const forged = await operator.change(path, { ...asked, key, csrf: 'guessed' });
      const stranger = await app.inject({ method: 'POST', url: path, headers: { accept: 'text/html' } });
      const got = await operator.open(path);

      expect([forged.statusCode, stranger.statusCode, got.statusCode]).toEqual([403, 303, 404]);
      expect(calls).toEqual([]);
    },
  );

  it('lets an account of the demo forum look, and do nothing', async () => {
    const { app, calls, cookie } = await openAsMira();
    const headers = { accept: 'text/html', cookie };
    const page = await app.inject({ url: '/connect', headers });
    const csrf = /name="csrf"\s+value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const form = formOf({ csrf, ...asked, key });
    const tried = await app.inject({
      method: 'POST',
      url: '/connect/look',
      payload: form.payload,
      headers: { ...form.headers, ...headers },
    });

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Sign in with the password of this installation');
    expect(page.body).not.toContain('name="key"');
    expect(tried.statusCode).toBe(403);
    expect(tried.body).toContain('everybody can be anybody');
    expect(calls).toEqual([]);
  });

  it('tells how to connect at the terminal where several processes share the installation', async () => {
    const { app } = await openDashboard(database.db);
    const operator = await signIn(app);

    expect((await operator.open('/connect')).body).toContain('npm run -s waypost -- connect');
    expect((await operator.change('/connect/look', { ...asked, key })).statusCode).toBe(404);
  });

  it('tells of one forum among others the command with its addresses and its name', async () => {
    const { app } = await openDashboard(database.db, {
      nameAmongOthers: 'harbour',
      forumUrl: 'https://harbour.example',
      publicUrl: 'https://waypost.harbour.example',
    });
    const operator = await signIn(app);
    const { body } = await operator.open('/connect');

    expect(body).toContain(
      'npm run -s waypost -- connect https://harbour.example --url https://waypost.harbour.example --forum harbour',
    );
    expect(body).toContain('.waypost/harbour.env');
  });

  it('takes no more than ten looks a minute from one address', async () => {
    const { operator } = await open();
    const looks = await Promise.all(
      Array.from({ length: 12 }, () => operator.change('/connect/look', { ...asked, key })),
    );

    expect(looks.filter(({ statusCode }) => statusCode === 429)).toHaveLength(2);
  });
});

/** As a moderator of the demo forum, by whose account anybody may sign in there. */
async function openAsMira() {
  const { calls, connecting } = fakeConnecting(rest, { needsPassword: true });
  const secret = 'a secret of the tests, long enough for all';
  const store = createSessionStore(database.db);
  const roleGroups = demoRoleGroups;
  const { app } = await openDashboard(database.db, {
    connecting,
    signIn: {
      ...{ store, roleGroups, password: dashboardPassword },
      forum: { forum: seededForum, url: 'https://forum.example', secret },
    },
  });
  const sessions = createSessions({ store, roleGroups, password: dashboardPassword, connectSecret: secret });
  const mira: Person = {
    by: 'forum',
    forum: seededForum,
    member: memberId(7),
    who: 'mira',
    avatarUrl: null,
    standing: { admin: false, moderator: true, groups: ['staff'] },
  };
  return { app, calls, cookie: `waypost_session=${await sessions.open(mira, 'a test')}` };
}
