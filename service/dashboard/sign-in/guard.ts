import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DashboardRole } from '../../model/dashboard-role.ts';
import { isOwnOrigin } from './is-own-origin.ts';
import { type Access, isAllowed, neededRoles } from './access.ts';
import { type Session, type Sessions, isEqual } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set in every handler of a route that asks for a role. */
    signedIn: Session | null;
  }
}

export const sessionCookie = 'waypost_session';

export interface GuardOptions {
  sessions: Sessions;
  publicUrl: string | null;
}

/** Why a request was refused; the error page puts it into words. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly statusCode = 403;
  readonly because: 'foreign' | 'stale' | 'role';
  /** Of these roles one would have been needed. */
  readonly needed: readonly DashboardRole[];

  constructor(because: 'foreign' | 'stale' | 'role', needed: readonly DashboardRole[] = []) {
    super(`refused: ${because}`);
    this.because = because;
    this.needed = needed;
  }
}

/**
 * Holds every route of this scope to the access it declares, and every change to the proof that it came from a page
 * of ours: the right origin and the session's own token.
 */
export function guard(scope: FastifyInstance, options: GuardOptions): void {
  scope.addHook('onRoute', (route) => void (route.config = { ...route.config, isGuarded: true }));

  scope.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (!needsSession(request, access)) return;
    const cookie = request.cookies[sessionCookie];
    const session = options.sessions.read(cookie);
    if (!session) return sendToSignIn(request, reply);
    if (!isAllowed(session.roles, access)) throw new Refusal('role', neededRoles(access));
    request.signedIn = session;
    reply.header('cache-control', 'no-store');
    if (session.isAging && cookie) setSession(reply, request, options, options.sessions.renew(cookie));
  });

  scope.addHook('preHandler', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (!needsSession(request, request.routeOptions.config.access)) return;
    checkOrigin(request, options.publicUrl);
    if (!isEqual(sentToken(request.body), request.signedIn?.csrf ?? '')) throw new Refusal('stale');
  });
}

/** An address without a route tells nothing to anybody. */
function needsSession(request: FastifyRequest, access: Access | undefined): boolean {
  return !request.is404 && neededRoles(access).length > 0;
}

export function checkOrigin(request: FastifyRequest, publicUrl: string | null): void {
  if (!isOwnOrigin({ origin: request.headers.origin, host: request.host }, publicUrl))
    throw new Refusal('foreign');
}

/** The session's cookie: unreadable for scripts, never sent from another site, encrypted wherever the page is. */
export function setSession(
  reply: FastifyReply,
  request: FastifyRequest,
  { sessions, publicUrl }: GuardOptions,
  value: string | null,
): void {
  if (value === null) return;
  const secure = request.protocol === 'https' || (publicUrl?.startsWith('https:') ?? false);
  const maxAge = Math.floor(sessions.lifetimeMs / 1000);
  reply.setCookie(sessionCookie, value, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge });
}

function sendToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  if (!isPage) return reply.code(401).send({ error: 'not signed in', signIn: '/login' });
  return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303);
}

function sentToken(body: unknown): string {
  const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'csrf') : undefined;
  return typeof token === 'string' ? token : '';
}
