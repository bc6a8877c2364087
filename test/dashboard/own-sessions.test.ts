import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { seedForum } from '../support/seeded-community.ts';
import { type Operator, signIn } from '../support/signed-in.ts';

let database: TestDatabase;
let app: Awaited<ReturnType<typeof openDashboard>>['app'];
let changes: object[];
let here: Operator;
let elsewhere: Operator;
let bo: Operator;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
});
afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await app?.close();
  await database.db.deleteFrom('dashboardSession').execute();
  ({ app, changes } = await openDashboard(database.db));
  elsewhere = await signIn(app, 'Ana');
  bo = await signIn(app, 'Bo');
  here = await signIn(app, 'Ana');
});

const isIn = async (operator: Operator) => (await operator.open('/rules')).statusCode === 200;
const idsIn = (body: string, action: string) =>
  [...body.matchAll(new RegExp(`action="${action}"[^]*?name="id"\\s+value="(\\d+)"`, 'g'))].map(([, id]) =>
    String(id),
  );

describe('one’s own sessions', () => {
  it('are shown with what one knows them by, this one marked', async () => {
    const { body } = await here.open('/sessions');

    expect(body).toContain('You are signed in as Ana (approver, operator), 2 times.');
    expect(body.match(/this one/g)).toHaveLength(1);
    expect(idsIn(body, '/sessions/end')).toHaveLength(1);
  });

  it('end one by one', async () => {
    const [id = ''] = idsIn((await here.open('/sessions')).body, '/sessions/end');

    expect((await here.change('/sessions/end', { id })).headers.location).toBe('/sessions?done=ended');

    expect([await isIn(here), await isIn(elsewhere), await isIn(bo)]).toEqual([true, false, true]);
  });

  it('end all at once, everywhere', async () => {
    await here.change('/sessions/end-own');

    expect([await isIn(here), await isIn(elsewhere), await isIn(bo)]).toEqual([false, false, true]);
  });

  it('end on the server when one signs out: the cookie is worth nothing afterwards', async () => {
    await here.change('/logout');

    expect([await isIn(here), await isIn(elsewhere)]).toEqual([false, true]);
  });

  it('are all one may end by this way', async () => {
    const { id } = await database.db
      .selectFrom('dashboardSession')
      .select('id')
      .where('who', '=', 'Bo')
      .executeTakeFirstOrThrow();

    await here.change('/sessions/end', { id });

    expect(await isIn(bo)).toBe(true);
  });

  it('that have ended lose nothing but the change: one is sent to sign in and back to the page', async () => {
    const [id = ''] = idsIn((await here.open('/sessions')).body, '/sessions/end');
    await here.change('/sessions/end', { id });

    const answer = await elsewhere.change(
      '/pause',
      { scope: 'forum' },
      {
        headers: {
          cookie: elsewhere.cookie,
          accept: 'text/html',
          host: 'localhost:4600',
          origin: 'http://localhost:4600',
          referer: 'http://localhost:4600/rules?x=1',
        },
      },
    );

    expect(answer.headers.location).toBe('/login?next=%2Frules%3Fx%3D1&ended');
    expect((await elsewhere.open('/login?ended')).body).toContain(
      'Your session had ended, so nothing was changed.',
    );
    expect(changes).toEqual([]);
  });
});

describe('the sessions of others', () => {
  it('are ended by operators, all of one person at once, and that is recorded', async () => {
    const [id = ''] = idsIn((await here.open('/sessions')).body, '/sessions/end-others');

    await here.change('/sessions/end-others', { id, why: 'left the team' });

    expect(changes).toEqual([
      expect.objectContaining({
        what: 'end sessions',
        who: 'Ana',
        of: 'Bo',
        ids: [id],
        why: 'left the team',
      }),
    ]);
  });
});
