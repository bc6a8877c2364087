import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteOptions } from 'fastify';
import { neededRoles } from '../../service/dashboard/sign-in/access.ts';
import { createSessions } from '../../service/dashboard/sign-in/sessions.ts';
import { type DashboardRole, dashboardRoles } from '../../service/model/dashboard-role.ts';
import { memberId } from '../../service/model/ids.ts';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { dashboardPassword, openDashboard, starterPack } from '../support/open-dashboard.ts';
import { seedCommunity, seededForum } from '../support/seeded-community.ts';
import { formOf } from '../support/signed-in.ts';

const secret = 'the forum and the dashboard share this';
const roleGroups = {
  viewer: ['viewer'],
  manager: ['manager'],
  approver: ['approver'],
  operator: ['operator'],
};

let database: TestDatabase;
let app: Awaited<ReturnType<typeof openDashboard>>['app'];
let routes: { method: string; route: RouteOptions }[];
const cookies = new Map<DashboardRole, string>();

beforeAll(async () => {
  database = await openTestDatabase();
  await seedCommunity(database.db);
  routes = [];
  const rulebook = await starterPack();
  const store = createSessionStore(database.db);
  const forum = { forum: seededForum, url: 'http://localhost:4601', secret };
  ({ app } = await openDashboard(
    database.db,
    { rulebook: () => rulebook, signIn: { store, password: dashboardPassword, forum, roleGroups } },
    (route) => {
      for (const method of [route.method].flat()) routes.push({ method, route });
    },
  ));
  await app.ready();
  const sessions = createSessions({ store, password: null, connectSecret: secret, roleGroups });
  for (const [index, role] of dashboardRoles.entries()) {
    const standing = { admin: false, moderator: false, groups: [role] };
    const person = { by: 'forum' as const, forum: seededForum, member: memberId(index + 1), who: role };
    const token = await sessions.open({ ...person, avatarUrl: null, standing }, '');
    cookies.set(role, `waypost_session=${token}`);
  }
});
afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const open = (role: DashboardRole, url: string) =>
  app.inject({ url, headers: { cookie: cookies.get(role) ?? '', accept: 'text/html' } });
const pathOf = (url: string) => url.replaceAll(/:[^/]+/g, 'x').replace('*', 'x');

describe('whoever holds one role', () => {
  it.each(dashboardRoles)('as a %s gets to no route that asks for another', async (role) => {
    const session = await app.inject({ url: '/sessions', headers: { cookie: cookies.get(role) ?? '' } });
    const csrf = /name="csrf"\s+value="([^"]+)"/.exec(session.body)?.[1] ?? '';
    let refused = 0;
    for (const { method, route } of routes) {
      const needed = neededRoles(route.config?.access);
      if (needed.length === 0 || method === 'OPTIONS') continue;
      if (role === 'operator' ? needed.some((one) => one !== 'approver') : needed.includes(role)) continue;
      if (role !== 'viewer' && needed.includes('viewer')) continue;
      const { headers, payload } = formOf({ csrf });
      const answer = await app.inject({
        method: method as 'GET',
        url: pathOf(route.url),
        headers: { ...headers, cookie: cookies.get(role) ?? '' },
        ...(method === 'GET' || method === 'HEAD' ? {} : { payload }),
      });

      refused += 1;
      expect(answer.statusCode, `${method} ${route.url}`).toBe(403);
    }
    expect(refused > 0).toBe(
      role !== 'operator' || routes.some(({ route }) => route.config?.access === 'approver'),
    );
  });

  it('sees no button for what the role may not do', async () => {
    const forms = async (role: DashboardRole) => {
      const pages = await Promise.all(['/', '/rules', '/attention'].map((path) => open(role, path)));
      const actions = pages.flatMap(({ body }) =>
        [...body.matchAll(/method="post" action="([^"]+)"/g)].map(([, to]) => to),
      );
      return [...new Set(actions)].map(String).toSorted();
    };

    expect(await forms('viewer')).toEqual(['/logout']);
    expect(await forms('manager')).toEqual(expect.arrayContaining(['/pause', '/rung']));
    expect(await forms('manager')).not.toContain('/replay');
    expect(await forms('operator')).toEqual(expect.arrayContaining(['/pause', '/replay', '/rung']));
  });

  it('reads what could not be read of a webhook as an operator only', async () => {
    const { body } = await open('operator', '/attention');
    expect(body).toContain('id="body-');

    expect((await open('manager', '/attention')).body).not.toContain('id="body-');
  });
});
