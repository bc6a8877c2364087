import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions, isSecure } from '../sign-in/session-cookie.ts';
import type { KnownVisitor, VisitorCookies } from './visitor-cookie.ts';

const name = 'waypost_member';

export function readVisitor(
  request: FastifyRequest,
  cookies: VisitorCookies | null,
  publicUrl: string | null,
): KnownVisitor | null {
  return cookies?.read(request.cookies[cookieName(name, isSecure(request, publicUrl))]) ?? null;
}

export function keepVisitor(
  request: FastifyRequest,
  reply: FastifyReply,
  { value, lastsSeconds, publicUrl }: { value: string; lastsSeconds: number; publicUrl: string | null },
): void {
  const secure = isSecure(request, publicUrl);
  reply.setCookie(cookieName(name, secure), value, { ...cookieOptions(secure), maxAge: lastsSeconds });
}

export function dropVisitor(request: FastifyRequest, reply: FastifyReply, publicUrl: string | null): void {
  const secure = isSecure(request, publicUrl);
  reply.clearCookie(cookieName(name, secure), cookieOptions(secure));
}
