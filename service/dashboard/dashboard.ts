import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { serveLook } from '../look/serve-look.ts';
import type { Connecting } from './connect/port.ts';
import { serveConnect } from './connect/serve-connect.ts';
import { serveExplain } from './explain/serve-explain.ts';
import { answerErrors, answerMissing } from './answer-errors.ts';
import { type HealthLimits, defaultHealthLimits } from './health/assess-health.ts';
import { type ServedMetrics, serveHealth, serveMetrics } from './health/serve-health.ts';
import type { Playground } from './playground/port.ts';
import { serveOfferPage } from './offer-page/serve-offer-page.ts';
import { serveOutcomes } from './outcomes/serve-outcomes.ts';
import { servePlayground } from './playground/serve-playground.ts';
import { pageHeaders } from './security-headers.ts';
import { type DashboardActions, serveChanges } from './serve-changes.ts';
import { type PagesDeps, servePages } from './serve-pages.ts';
import { type ReviewDeps, serveReview } from './review/serve-review.ts';
import { showChanges } from './show-changes.ts';
import { type ShownQueue, serveQueues } from './serve-queues.ts';
import type { OfferPages } from '../measure/offer-pages.ts';
import type { Retention } from '../privacy/retention.ts';
import { servePrivacy } from './privacy/serve-privacy.ts';
import type { RoleGroups } from '../model/role-groups.ts';
import type { SessionStore } from '../storage/session-store.ts';
import type { ForumSignIn } from './sign-in/connect/serve-forum-sign-in.ts';
import { type RuleHistoryDeps, serveRuleHistory } from './rule-history/serve-rule-history.ts';
import { serveOwnSessions } from './sign-in/serve-own-sessions.ts';
import { readSessionCookie } from './sign-in/session-cookie.ts';
import { guard } from './sign-in/guard.ts';
import { serveSignIn } from './sign-in/serve-sign-in.ts';
import { createSessions } from './sign-in/sessions.ts';

export interface DashboardDeps extends PagesDeps, Pick<ReviewDeps, 'reviews' | 'cook'> {
  signIn: DashboardSignIn;
  /** Which commits the rules had; absent where they lie in a folder. */
  ruleHistory?: RuleHistoryDeps['ruleHistory'];
  /** The address people use, where a proxy stands in front. */
  publicUrl: string | null;
  /** What the forum is called where an installation has several; absent or null: there is no other. */
  nameAmongOthers?: string | null;
  /** How long texts and decisions are kept, and the forum whose members are told. */
  retention: Retention;
  forumUrl: string | null;
  actions: DashboardActions;
  /** Connects a forum; absent where that is done at the terminal. */
  connecting?: Connecting;
  /** Where rules can be tried; absent where nothing can be asked. */
  playground?: Playground;
  /** The pages that members open; absent where nobody can be asked. */
  offerPages?: OfferPages;
  queues: readonly ShownQueue[];
  metrics: ServedMetrics;
  /** From when on work counts as late. */
  healthLimits?: HealthLimits;
}

/** The ways in, and what they lead to. */
export interface DashboardSignIn {
  store: SessionStore;
  /** Null: nobody signs in with a password. */
  password: string | null;
  /** Null: nobody signs in with a forum account. */
  forum: ForumSignIn | null;
  roleGroups: RoleGroups;
}

/**
 * Fastify plugin: the pages of operators, `/queues`, `/healthz`, `/livez`, `/metrics` and `/look/*`.
 * Each route declares who may use it; a guard holds it to that.
 */
export async function dashboard(app: FastifyInstance, { deps }: { deps: DashboardDeps }): Promise<void> {
  const { signIn, publicUrl, queues, metrics, reports, healthLimits = defaultHealthLimits } = deps;
  const { forum: forumSignIn, roleGroups } = signIn;
  const sessions = createSessions({
    ...signIn,
    connectSecret: forumSignIn?.secret ?? null,
    previousConnectSecret: forumSignIn?.previous ?? null,
  });
  const access = { sessions, publicUrl };
  app.decorateRequest('signedIn', null);
  app.decorateRequest('nameAmongOthers', deps.nameAmongOthers ?? null);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 65_536 });
  answerErrors(app, { roleGroups });

  await app.register(serveLook);
  serveHealth(app, { progress: reports.progress, limits: healthLimits });
  serveMetrics(app, {
    metrics,
    isSignedIn: async (request) => (await sessions.read(readSessionCookie(request, publicUrl))) !== null,
  });
  await app.register(async (open) => {
    await open.register(helmet, pageHeaders(publicUrl, forumSignIn?.url ?? null));
    guard(open, access);
    answerMissing(open);
    await open.register(async (door) => serveSignIn(door, { ...access, forumSignIn }));
    servePrivacy(open, deps);
    serveOwnSessions(open, { ...deps, ...access });
    servePages(open, deps);
    serveChanges(open, deps);
    showChanges(open, deps);
    await serveReview(open, deps);
    await serveOutcomes(open, deps);
    const { explain, ruleHistory, playground, offerPages, connecting = null } = deps;
    await open.register(async (door) => serveConnect(door, { ...deps, connecting }));
    const useOnce = sessions.useOnce;
    if (offerPages)
      await open.register(async (door) =>
        serveOfferPage(door, { ...deps, offerPages, forumSignIn, useOnce }),
      );
    if (ruleHistory) serveRuleHistory(open, { ...deps, ruleHistory });
    if (explain) await serveExplain(open, { ...deps, explain, canTry: playground !== undefined });
    if (playground) await servePlayground(open, { ...deps, playground });
  });
  await app.register(async (inside) => serveQueues(inside, { ...access, queues }));
}
