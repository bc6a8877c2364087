import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Access, isAllowed, neededRoles } from './access.ts';
import { isEqual } from './is-equal.ts';
import { isOwnOrigin, ownPath } from './is-own-origin.ts';
import { Refusal } from './refusal.ts';
import { readSessionCookie } from './session-cookie.ts';
import type { Session, Sessions } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set in every handler of a route that asks for a role. */
    signedIn: Session | null;
    /** What the forum is called where an installation has several. */
    nameAmongOthers: string | null;
  }
}

export interface GuardOptions {
  sessions: Sessions;
  publicUrl: string | null;
}

/**
 * Holds every route of this scope to the access it declares, and every change to the proof that it came from a page
 * of ours: the right origin and the session's own token.
 */
export function guard(scope: FastifyInstance, { sessions, publicUrl }: GuardOptions): void {
  scope.addHook('onRoute', (route) => void (route.config = { ...route.config, isGuarded: true }));

  scope.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (!needsSession(request, access)) return;
    reply.header('cache-control', 'no-store');
    const session = await sessions.read(readSessionCookie(request, publicUrl));
    if (!session) return sendToSignIn(request, reply);
    if (isVisit(request) && session.isProofOld && (await sessions.mayRenew(session)))
      return reply.redirect(`/login/forum?quiet&next=${encodeURIComponent(request.url)}`, 303);
    // Not thrown: somebody else's plugin in this scope may answer errors in its own way.
    if (!isAllowed(session.roles, access))
      return scope.errorHandler(new Refusal('role', neededRoles(access)), request, reply);
    request.signedIn = session;
    if (isVisit(request) || !isReading(request)) await sessions.touch(session);
  });

  scope.addHook('preHandler', async (request) => {
    if (isReading(request) || !needsSession(request, request.routeOptions.config.access)) return;
    checkOrigin(request, publicUrl);
    if (!isEqual(sentToken(request.body), request.signedIn?.csrf ?? '')) throw new Refusal('stale');
  });
}

export function checkOrigin(request: FastifyRequest, publicUrl: string | null): void {
  if (!isOwnOrigin({ origin: request.headers.origin, host: request.host }, publicUrl))
    throw new Refusal('foreign');
}

/** An address without a route tells nothing to anybody. */
function needsSession(request: FastifyRequest, access: Access | undefined): boolean {
  return !request.is404 && neededRoles(access).length > 0;
}

function isReading(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Somebody opens a page: no script that looks again by itself, which would keep a session alive for ever. */
function isVisit(request: FastifyRequest): boolean {
  const { accept = '', 'sec-fetch-mode': mode } = request.headers;
  const isByScript = mode !== undefined && mode !== 'navigate';
  return request.method === 'GET' && accept.includes('text/html') && !isByScript && !isLookAgain(request);
}

/** Browsers say `sec-fetch-mode` over https only; our own script says everywhere that it looks again. */
function isLookAgain(request: FastifyRequest): boolean {
  return request.headers['x-waypost-look'] !== undefined;
}

function sendToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(request.headers.accept ?? '').includes('text/html'))
    return reply.code(401).send({ error: 'not signed in', signIn: '/login' });
  if (isReading(request)) return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303);
  // What they sent cannot be repeated; the page it was sent from can.
  const from = URL.parse(request.headers.referer ?? '');
  const page = from?.host === request.host ? ownPath(from.pathname + from.search) : '/';
  return reply.redirect(`/login?next=${encodeURIComponent(page)}&ended`, 303);
}

function sentToken(body: unknown): string {
  const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'csrf') : undefined;
  return typeof token === 'string' ? token : '';
}
