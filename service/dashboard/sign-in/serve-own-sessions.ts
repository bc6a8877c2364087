import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../../look/language.ts';
import { dashboardRoles } from '../../model/dashboard-role.ts';
import type { ForumId } from '../../model/ids.ts';
import type { Reports } from '../../storage/reports.ts';
import type { KeptSession } from '../../storage/session-store.ts';
import type { Actions } from '../../steer/actions.ts';
import { sessionsPage } from '../pages/sessions-page.ts';
import { changedBy } from './changed-by.ts';
import type { GuardOptions } from './guard.ts';
import { clearSessionCookie } from './session-cookie.ts';
import { type Session, isSamePerson } from './sessions.ts';

export interface OwnSessionsDeps extends GuardOptions {
  forum: ForumId;
  reports: Pick<Reports, 'clock'>;
  actions: Pick<Actions, 'endSessions'>;
}

const one = z.object({ id: z.string().regex(/^\d{1,18}$/) });
const others = one.extend({ why: z.string().trim().max(500).default('') });
const told = z.object({ done: z.enum(['ended']).nullable().catch(null) });

/** `/logout` and `/sessions`: everybody ends their own sessions, operators those of others too. */
export function serveOwnSessions(app: FastifyInstance, deps: OwnSessionsDeps): void {
  const { sessions, publicUrl } = deps;
  const everybody = { config: { access: dashboardRoles } };

  async function ownOf(request: FastifyRequest): Promise<{ me: Session; own: KeptSession[] }> {
    const me = request.signedIn;
    if (!me) throw new Error('sessions were asked for outside the guard');
    return { me, own: (await sessions.list()).filter(({ person }) => isSamePerson(person, me.person)) };
  }

  app.post('/logout', everybody, async (request, reply) => {
    if (request.signedIn) await sessions.end([request.signedIn.id]);
    clearSessionCookie(reply, request, publicUrl);
    return reply.redirect('/login?out', 303);
  });

  app.get('/sessions', everybody, async (request, reply) => {
    const [all, now] = await Promise.all([sessions.list(), deps.reports.clock()]);
    const { me } = await ownOf(request);
    const reader = { language: chooseLanguage(request.headers['accept-language']), session: me, done: null };
    const isEnded = told.parse(request.query).done === 'ended';
    return reply
      .type('text/html')
      .send(sessionsPage(reader, { all, now, isEnded, rolesFor: sessions.rolesFor }));
  });

  app.post('/sessions/end', everybody, async (request, reply) => {
    const { id } = one.parse(request.body);
    const { own } = await ownOf(request);
    await sessions.end(own.filter((session) => session.id === id).map((session) => session.id));
    return reply.redirect('/sessions?done=ended', 303);
  });

  app.post('/sessions/end-own', everybody, async (request, reply) => {
    const { own } = await ownOf(request);
    await sessions.end(own.map((session) => session.id));
    clearSessionCookie(reply, request, publicUrl);
    return reply.redirect('/login?out', 303);
  });

  app.post('/sessions/end-others', { config: { access: 'operator' } }, async (request, reply) => {
    const { id, why } = others.parse(request.body);
    const all = await sessions.list();
    const person = all.find((session) => session.id === id)?.person;
    if (person) {
      const ids = all.filter((session) => isSamePerson(session.person, person)).map((session) => session.id);
      await deps.actions.endSessions({
        ...changedBy(request.signedIn, why),
        forum: deps.forum,
        ids,
        of: person.who,
      });
    }
    return reply.redirect('/sessions?done=ended', 303);
  });
}
