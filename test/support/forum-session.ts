import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createSessions } from '../../service/dashboard/sign-in/sessions.ts';
import { memberId } from '../../service/model/ids.ts';
import { type ForumStanding, defaultRoleGroups } from '../../service/model/role-groups.ts';
import type { Db } from '../../service/storage/database.ts';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { dashboardPassword } from './open-dashboard.ts';
import { seededForum } from './seeded-community.ts';
import { formOf } from './signed-in.ts';

const secret = 'the forum and the dashboard share this';

/** The ways in of a dashboard that the forum lets its members into. */
export function forumSignIn(db: Db) {
  return {
    store: createSessionStore(db),
    password: dashboardPassword,
    forum: { forum: seededForum, url: 'http://localhost:4601', secret },
    roleGroups: { ...defaultRoleGroups, approver: ['carers'], manager: ['moderators'], viewer: ['viewers'] },
  };
}

/** Somebody whom the forum has vouched for, at a browser. */
export async function openForumSession(
  { app, db }: { app: FastifyInstance; db: Db },
  who: string,
  standing: Partial<ForumStanding>,
) {
  const signIn = forumSignIn(db);
  const sessions = createSessions({ ...signIn, connectSecret: secret });
  const token = await sessions.open(
    {
      by: 'forum',
      forum: seededForum,
      member: memberId(900 + who.length),
      who,
      avatarUrl: null,
      standing: { admin: false, moderator: false, groups: [], ...standing },
    },
    'a browser',
  );
  const session = await sessions.read(token);
  const cookie = `waypost_session=${token}`;
  return {
    open: (url: string, language = 'en'): Promise<LightMyRequestResponse> =>
      app.inject({ url, headers: { cookie, accept: 'text/html', 'accept-language': language } }),
    change(url: string, form: Record<string, string>, more = ''): Promise<LightMyRequestResponse> {
      const { headers, payload } = formOf({ csrf: session?.csrf ?? '', ...form });
      return app.inject({ method: 'POST', url, payload: payload + more, headers: { ...headers, cookie } });
    },
  };
}
