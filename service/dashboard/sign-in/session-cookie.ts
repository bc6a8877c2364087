import type { FastifyReply, FastifyRequest } from 'fastify';

const session = 'waypost_session';

export function readSessionCookie(request: FastifyRequest, publicUrl: string | null): string | undefined {
  return request.cookies[cookieName(session, isSecure(request, publicUrl))];
}

/**
 * The session's cookie: unreadable for scripts, encrypted wherever the page is. Other sites send it only by a link
 * that somebody follows, such as one in a topic of the forum; such a visit changes nothing.
 */
export function setSessionCookie(
  reply: FastifyReply,
  request: FastifyRequest,
  options: { publicUrl: string | null; token: string; lifetimeMs: number },
): void {
  const secure = isSecure(request, options.publicUrl);
  reply.setCookie(cookieName(session, secure), options.token, {
    ...cookieOptions(secure),
    maxAge: Math.floor(options.lifetimeMs / 1_000),
  });
}

export function clearSessionCookie(
  reply: FastifyReply,
  request: FastifyRequest,
  publicUrl: string | null,
): void {
  const secure = isSecure(request, publicUrl);
  reply.clearCookie(cookieName(session, secure), cookieOptions(secure));
}

export function isSecure(request: FastifyRequest, publicUrl: string | null): boolean {
  return request.protocol === 'https' || (publicUrl?.startsWith('https:') ?? false);
}

/** Where people come over https, no other site of the same domain can plant a cookie of this name. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

export function cookieOptions(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}
