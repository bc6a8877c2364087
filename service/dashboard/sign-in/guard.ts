import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOwnOrigin } from './is-own-origin.ts';
import { type Session, type Sessions, isEqual } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set in every handler behind the guard. */
    signedIn: Session | null;
  }
}

export const sessionCookie = 'waypost_session';

export interface GuardOptions {
  sessions: Sessions;
  publicUrl: string | null;
}

/** Why a change was refused; the error page puts it into words. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly statusCode = 403;
  readonly because: 'foreign' | 'stale';

  constructor(because: 'foreign' | 'stale') {
    super(`refused: ${because}`);
    this.because = because;
  }
}

/**
 * Puts everything registered in this scope behind the sign-in, and every change behind proof that it came from
 * a page of ours: the right origin and the session's own token.
 */
export function guard(scope: FastifyInstance, options: GuardOptions): void {
  scope.addHook('onRequest', async (request, reply) => {
    const cookie = request.cookies[sessionCookie];
    const session = options.sessions.read(cookie);
    if (!session) return sendToSignIn(request, reply);
    request.signedIn = session;
    reply.header('cache-control', 'no-store');
    if (session.isAging && cookie) setSession(reply, request, options, options.sessions.renew(cookie));
  });

  scope.addHook('preHandler', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    checkOrigin(request, options.publicUrl);
    if (!isEqual(sentToken(request.body), request.signedIn?.csrf ?? '')) throw new Refusal('stale');
  });
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
