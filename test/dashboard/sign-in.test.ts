import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { isOwnOrigin, ownPath } from '../../service/dashboard/sign-in/is-own-origin.ts';
import { nameDevice } from '../../service/dashboard/sign-in/name-device.ts';
import { type SessionsOptions, createSessions } from '../../service/dashboard/sign-in/sessions.ts';
import { memberId } from '../../service/model/ids.ts';
import { defaultRoleGroups } from '../../service/model/role-groups.ts';
import { type Person, createSessionStore } from '../../service/storage/session-store.ts';
import { forum, openTestStores } from '../support/storage-makers.ts';

const ana: Person = { by: 'password', who: 'Ana' };
const mod = (over: Partial<Extract<Person, { by: 'forum' }>> = {}): Person => ({
  by: 'forum',
  forum,
  member: memberId(7),
  who: 'mod',
  avatarUrl: null,
  standing: { admin: false, moderator: true, groups: ['moderators', 'staff'] },
  ...over,
});

describe('a session', () => {
  let database: Awaited<ReturnType<typeof openTestStores>>;
  beforeAll(async () => {
    database = await openTestStores();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const open = (over: Partial<SessionsOptions> = {}) =>
    createSessions({
      store: createSessionStore(database.db),
      password: 'correct horse battery',
      connectSecret: 's'.repeat(32),
      roleGroups: defaultRoleGroups,
      ...over,
    });
  const shift = (column: string, hours: number) =>
    sql`update dashboard_session set ${sql.ref(column)} = now() - ${hours} * interval '1 hour'`.execute(
      database.db,
    );

  it('knows who signed in, what they may do, and proves its own forms', async () => {
    const sessions = open();

    const session = await sessions.read(await sessions.open(ana, 'Firefox, Linux'));

    expect(session).toMatchObject({
      who: 'Ana',
      memberId: null,
      roles: expect.arrayContaining(['operator']),
    });
    expect(session?.csrf).toMatch(/^[\w-]{43}$/);
  });

  it('has a proof of its own', async () => {
    const sessions = open();

    const one = await sessions.read(await sessions.open(ana, ''));
    const other = await sessions.read(await sessions.open(ana, ''));

    expect(one?.csrf).not.toBe(other?.csrf);
  });

  it('goes on in another process with the same password, and ends with another', async () => {
    const token = await open().open(ana, '');

    expect((await open().read(token))?.who).toBe('Ana');
    expect(await open({ password: 'another password' }).read(token)).toBeNull();
    expect(await open({ password: null }).read(token)).toBeNull();
  });

  it('by the forum ends with another secret, and not with another password', async () => {
    const token = await open().open(mod(), '');

    expect((await open({ password: null }).read(token))?.memberId).toBe(7);
    expect(await open({ connectSecret: 't'.repeat(32) }).read(token)).toBeNull();
  });

  it('keeps no token in the table', async () => {
    const token = await open().open(ana, '');

    const rows = await database.db.selectFrom('dashboardSession').selectAll().execute();

    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.some(({ digest }) => digest.equals(Buffer.from(token, 'base64url')))).toBe(false);
  });

  it.each([
    ['without a sign of life for twelve hours', 'seen_at', 11.9, 12.1],
    ['seven days after it began, whatever happened', 'ends_at', -0.1, 0.1],
    ['when the forum has not said for eight hours who it is', 'proved_at', 7.9, 8.1],
  ])('ends %s', async (_, column, before, after) => {
    const sessions = open();
    const token = await sessions.open(mod(), '');

    await shift(column, before);
    expect(await sessions.read(token)).not.toBeNull();
    await shift(column, after);

    expect(await sessions.read(token)).toBeNull();
    expect(await sessions.list()).toEqual([]);
  });

  it('asks the forum again after half of that time, once in ten minutes', async () => {
    const sessions = open();
    const token = await sessions.open(mod(), '');
    const read = async () => {
      const session = await sessions.read(token);
      if (!session) throw new Error('it has ended');
      return session;
    };
    expect((await read()).isProofOld).toBe(false);

    await shift('proved_at', 4.1);

    expect((await read()).isProofOld).toBe(true);
    expect(await sessions.mayRenew(await read())).toBe(true);
    expect(await sessions.mayRenew(await read())).toBe(false);
    await sessions.prove(await read(), mod());
    expect((await read()).isProofOld).toBe(false);
  });

  it('loses the role whose group is lost, and is none without a role', async () => {
    const sessions = open();
    const token = await sessions.open(mod({ standing: { admin: true, moderator: false, groups: [] } }), '');
    const session = await sessions.read(token);
    expect(session?.roles).toEqual(['viewer', 'manager', 'approver', 'operator']);

    if (session) await sessions.prove(session, mod());
    expect((await sessions.read(token))?.roles).toEqual(['viewer', 'manager']);

    const nobody = { viewer: [], manager: [], approver: [], operator: ['crew'] };
    expect(await open({ roleGroups: nobody }).read(token)).toBeNull();
  });

  it.each([
    ['nothing', undefined],
    ['an empty cookie', ''],
    ['noise', '..'],
    ['the token of nobody', 'A'.repeat(43)],
  ])('is not opened by %s', async (_, token) => {
    expect(await open().read(token)).toBeNull();
  });

  it('is taken from no answer of the forum twice, however many ask at once', async () => {
    const sessions = open();
    const digest = Buffer.alloc(32, 7);

    const used = await Promise.all([1, 2, 3, 4].map(() => sessions.useOnce(digest)));

    expect(used.filter(Boolean)).toHaveLength(1);
  });
});

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0',
      'Edge, Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    ['curl/8', ''],
    [undefined, ''],
  ])('%s is named %j', (userAgent, name) => {
    expect(nameDevice(userAgent)).toBe(name);
  });
});

describe('the origin of a change', () => {
  it.each([
    ['the page itself', 'http://127.0.0.1:4600', null, true],
    ['the address people use behind a proxy', 'https://waypost.example', 'https://waypost.example', true],
    ['another site', 'https://evil.example', 'https://waypost.example', false],
    ['another port of the same machine', 'http://127.0.0.1:4601', null, false],
    ['a site whose name begins like ours', 'http://127.0.0.1:4600.evil.example', null, false],
    ['a page that hides where it is', 'null', null, false],
    ['nobody', undefined, null, false],
  ])('%s', (_, origin, publicUrl, isOwn) => {
    expect(isOwnOrigin({ origin, host: '127.0.0.1:4600' }, publicUrl)).toBe(isOwn);
  });
});

describe('the page after signing in', () => {
  it.each([
    ['/posts?url=42', '/posts?url=42'],
    [undefined, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/login?next=/login', '/'],
    ['/posts\r\nSet-Cookie: a=b', '/'],
  ])('for %s is %s', (next, path) => {
    expect(ownPath(next)).toBe(path);
  });
});
