import Fastify from 'fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { DashboardActions } from '../../service/dashboard/serve-changes.ts';
import { type DashboardDeps, dashboard } from '../../service/dashboard/dashboard.ts';
import { refuseUndeclaredRoutes } from '../../service/dashboard/sign-in/access.ts';
import { defaultRoleGroups } from '../../service/model/role-groups.ts';
import { defaultRetention } from '../../service/privacy/retention.ts';
import { rulebookVersion } from '../../service/model/ids.ts';
import { readRuleFiles } from '../../service/rule-files/read-rule-files.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import type { Rulebook } from '../../service/rulebook/rulebook.ts';
import type { Db } from '../../service/storage/database.ts';
import { cookForPages } from '../../service/runtime/cook-for-pages.ts';
import { createReviews } from '../../service/steer/review-offers.ts';
import { createReviewStore } from '../../service/storage/offers/review-store.ts';
import { createRuleStore } from '../../service/storage/rule-store.ts';
import { createReports } from '../../service/storage/reports.ts';
import { createSessionStore } from '../../service/storage/session-store.ts';
import { aRulebook } from './engine-makers.ts';
import { seededForum } from './seeded-community.ts';

export const dashboardPassword = 'a password of the tests';
export const metricsToken = 'a token of the tests';

/** The dashboard over a database, with changes that are only remembered. */
export async function openDashboard(
  db: Db,
  deps: Partial<DashboardDeps> = {},
  onRoute: (route: RouteOptions) => void = () => {},
): Promise<{ app: FastifyInstance; changes: object[] }> {
  const changes: object[] = [];
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
  app.addHook('onRoute', onRoute);
  refuseUndeclaredRoutes(app);
  await app.register(dashboard, {
    deps: {
      forum: seededForum,
      reports: createReports(db),
      rulebook: () => null,
      signIn: {
        store: createSessionStore(db),
        password: dashboardPassword,
        forum: null,
        roleGroups: defaultRoleGroups,
      },
      publicUrl: null,
      retention: defaultRetention,
      forumUrl: 'https://forum.example',
      queues: [],
      actions: rememberChanges(changes),
      reviews: createReviews({
        db,
        reviews: createReviewStore(db),
        rules: createRuleStore(db),
        rulebook: () => deps.rulebook?.() ?? aRulebook(),
      }),
      cook: cookForPages(),
      metrics: { contentType: 'text/plain', render: async () => 'waypost_up 1\n', token: metricsToken },
      ...deps,
    },
  });
  return { app, changes };
}

/** The rules of the starter pack. */
export async function starterPack(): Promise<Rulebook> {
  const { files } = await readRuleFiles(new URL('../../rules', import.meta.url).pathname);
  const loaded = loadRulebook(files, { version: rulebookVersion('c0ffee') });
  if (!loaded.ok) throw new Error(`the starter pack has faults: ${JSON.stringify(loaded.problems)}`);
  return loaded.rulebook;
}

function rememberChanges(changes: object[]): DashboardActions {
  return {
    pause: async (change) => void changes.push({ what: 'pause', ...change }),
    resume: async (change) => void changes.push({ what: 'resume', ...change }),
    async replay(change) {
      changes.push({ what: 'replay', ...change });
      return change.ids.length;
    },
    async putAside(change) {
      changes.push({ what: 'put aside', ...change });
      return change.ids.length;
    },
    rollBack: async (change) => void changes.push({ what: 'roll back', ...change }),
    followBranch: async (change) => void changes.push({ what: 'follow branch', ...change }),
    endSessions: async (change) => void changes.push({ what: 'end sessions', ...change }),
    async setRung(change) {
      changes.push({ what: 'rung', ...change });
      return change.rung === 'live'
        ? { moved: false, because: 'The file allows shadow at most.' }
        : { moved: true, from: 'live', to: change.rung };
    },
  };
}
