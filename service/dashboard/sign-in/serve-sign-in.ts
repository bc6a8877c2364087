import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../../look/language.ts';
import { dashboardRoles } from '../../model/dashboard-role.ts';
import { loginPage } from '../pages/login-page.ts';
import { type GuardOptions, checkOrigin, sessionCookie, setSession } from './guard.ts';
import { ownPath } from './is-own-origin.ts';

const wish = z.object({
  next: z.string().max(2_000).optional().catch(undefined),
  out: z.string().optional(),
});
const attempt = z.object({
  password: z.string().max(1_000).catch(''),
  name: z.string().trim().max(60).catch(''),
  next: z.string().max(2_000).optional().catch(undefined),
});

/** `/login` and `/logout`. Ten tries a minute from one address. */
export async function serveSignIn(app: FastifyInstance, options: GuardOptions): Promise<void> {
  await app.register(rateLimit, { global: false });

  app.get('/login', { config: { access: 'anyone' } }, async (request, reply) => {
    const { next, out } = wish.parse(request.query);
    if (options.sessions.read(request.cookies[sessionCookie])) return reply.redirect(ownPath(next), 303);
    const language = chooseLanguage(request.headers['accept-language']);
    const said = out === undefined ? null : ('signedOut' as const);
    return reply.type('text/html').send(loginPage({ language, next: ownPath(next), said }));
  });

  const limited = { config: { access: 'anyone', rateLimit: { max: 10, timeWindow: 60_000 } } } as const;
  app.post('/login', limited, async (request, reply) => {
    checkOrigin(request, options.publicUrl);
    const { password, name, next } = attempt.parse(request.body ?? {});
    if (!options.sessions.isPassword(password)) {
      request.log.warn({ ip: request.ip }, 'dashboard password refused');
      const language = chooseLanguage(request.headers['accept-language']);
      return reply
        .code(401)
        .type('text/html')
        .send(loginPage({ language, next: ownPath(next), said: 'wrong' }));
    }
    setSession(reply, request, options, options.sessions.open(name === '' ? 'operator' : name));
    return reply.redirect(ownPath(next), 303);
  });

  app.post('/logout', { config: { access: dashboardRoles } }, async (_request, reply) => {
    reply.clearCookie(sessionCookie, { path: '/' });
    return reply.redirect('/login?out', 303);
  });
}
