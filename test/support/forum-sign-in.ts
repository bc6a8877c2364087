import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { type DemoForum, createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { defaultRoleGroups } from '../../service/model/role-groups.ts';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { dashboardPassword, openDashboard } from './open-dashboard.ts';
import type { TestDatabase } from './database.ts';
import { seededForum } from './seeded-community.ts';

export const connectSecret = 'the forum and the dashboard share this';
export const dashboardUrl = 'http://localhost:4600';
export const forumUrl = 'http://localhost:4601';

export interface SignInStage extends AsyncDisposable {
  app: FastifyInstance;
  forum: DemoForum;
  forumApp: FastifyInstance;
  changes: object[];
}

/** The dashboard and the demo forum, each told of the other. */
export async function openSignInStage(
  database: TestDatabase,
  deps: Partial<Parameters<typeof openDashboard>[1]> = {},
): Promise<SignInStage> {
  const forum = createDemoForum({ store: 'memory', baseUrl: forumUrl });
  forum.letSignIn([{ host: 'localhost', secret: connectSecret }]);
  const forumApp = demoForumApp(forum);
  const { app, changes } = await openDashboard(database.db, {
    signIn: {
      store: createSessionStore(database.db),
      password: dashboardPassword,
      forum: { forum: seededForum, url: forumUrl, secret: connectSecret },
      roleGroups: defaultRoleGroups,
    },
    ...deps,
  });
  return {
    app,
    forum,
    forumApp,
    changes,
    async [Symbol.asyncDispose]() {
      await app.close();
      await forumApp.close();
      await forum.close();
    },
  };
}

/** A browser: keeps the cookies of each place, and sends them there. */
export function openBrowser(stage: Pick<SignInStage, 'app' | 'forumApp'>) {
  const jars: Record<string, Map<string, string>> = {
    [dashboardUrl]: new Map<string, string>(),
    [forumUrl]: new Map<string, string>(),
  };

  async function open(
    address: string,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const url = new URL(address, dashboardUrl);
    const jar = jars[url.origin];
    if (!jar) throw new Error(`the browser was sent to ${url.origin}`);
    const answer = await (url.origin === forumUrl ? stage.forumApp : stage.app).inject({
      url: url.pathname + url.search,
      headers: { host: url.host, accept: 'text/html', cookie: cookiesOf(jar), ...headers },
    });
    for (const { name, value, maxAge } of answer.cookies)
      if (value === '' || maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    return answer;
  }

  return {
    open,
    jar: jars[dashboardUrl] ?? new Map<string, string>(),
    /** Goes to the forum and back, choosing this member there; answers what the dashboard says at the end. */
    async signIn(as: string, next = '/rules'): Promise<LightMyRequestResponse> {
      const begun = await open(`/login/forum?next=${encodeURIComponent(next)}`);
      const told = await open(`${String(begun.headers.location)}&as=${as}`);
      return await open(String(told.headers.location));
    },
  };
}

function cookiesOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
