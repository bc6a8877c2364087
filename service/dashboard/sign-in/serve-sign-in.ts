import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../../look/language.ts';
import { type LoginPage, loginPage } from '../pages/login-page.ts';
import { type ForumSignIn, serveForumSignIn } from './connect/serve-forum-sign-in.ts';
import { type GuardOptions, checkOrigin } from './guard.ts';
import { ownPath } from './is-own-origin.ts';
import { nameDevice } from './name-device.ts';
import { readSessionCookie, setSessionCookie } from './session-cookie.ts';

export interface SignInOptions extends GuardOptions {
  /** Null: there is the password only. */
  forumSignIn: ForumSignIn | null;
}

const flag = z
  .string()
  .optional()
  .transform((value) => value !== undefined)
  .catch(false);
const wish = z.object({
  next: z.string().max(2_000).optional().catch(undefined),
  out: flag,
  ended: flag,
});
const attempt = z.object({
  password: z.string().max(1_000).catch(''),
  name: z.string().trim().max(60).catch(''),
  next: z.string().max(2_000).optional().catch(undefined),
});

/** `/login`: with the forum account, or with the password; ten tries a minute from one address. */
export async function serveSignIn(app: FastifyInstance, options: SignInOptions): Promise<void> {
  const { sessions, publicUrl, forumSignIn } = options;
  await app.register(rateLimit, { global: false });
  const ways = { forumUrl: forumSignIn?.url ?? null, hasPassword: sessions.hasPassword };

  app.get('/login', { config: { access: 'anyone' } }, async (request, reply) => {
    const { next, out, ended } = wish.parse(request.query);
    if (await sessions.read(readSessionCookie(request, publicUrl))) return reply.redirect(ownPath(next), 303);
    const language = chooseLanguage(request.headers['accept-language']);
    const page = {
      language,
      next: ownPath(next),
      said: saidOf({ out, ended }),
      ...ways,
      nameAmongOthers: request.nameAmongOthers,
    };
    return reply.header('cache-control', 'no-store').type('text/html').send(loginPage(page));
  });

  const limited = { config: { access: 'anyone', rateLimit: { max: 10, timeWindow: 60_000 } } } as const;
  app.post('/login', limited, async (request, reply) => {
    checkOrigin(request, publicUrl);
    const { password, name, next } = attempt.parse(request.body ?? {});
    if (!sessions.isPassword(password)) {
      request.log.warn({ ip: request.ip }, 'dashboard password refused');
      const language = chooseLanguage(request.headers['accept-language']);
      const { nameAmongOthers } = request;
      const page = loginPage({ language, next: ownPath(next), said: 'wrong', ...ways, nameAmongOthers });
      return reply.code(401).type('text/html').send(page);
    }
    const person = { by: 'password', who: name === '' ? 'operator' : name } as const;
    const token = await sessions.open(person, nameDevice(request.headers['user-agent']));
    setSessionCookie(reply, request, { publicUrl, token, lifetimeMs: sessions.lifetimeMs });
    return reply.redirect(ownPath(next), 303);
  });

  if (forumSignIn) serveForumSignIn(app, { sessions, publicUrl, forumSignIn });
}

function saidOf({ out, ended }: { out: boolean; ended: boolean }): LoginPage['said'] {
  if (out) return 'signedOut';
  return ended ? 'ended' : null;
}
