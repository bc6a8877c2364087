import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { DemoForum } from '../demo-forum.ts';
import { findMember } from '../forum-core.ts';
import { visitOf } from '../pages/visit.ts';
import type { PageOptions } from '../pages/visit.ts';
import type { ForumMember } from '../state/records.ts';
import { readSignInRequest } from './read-request.ts';
import { signInAsPage } from './sign-in-as-page.ts';
import { answerSignIn } from './write-answer.ts';

const sent = z.object({
  sso: z.string().catch(''),
  sig: z.string().catch(''),
  as: z.string().optional().catch(undefined),
});
const signedInCookie = 'demo_signed_in';

/**
 * `/session/sso_provider`: other sites sign people in with their account here. Where Discourse asks for a password, this
 * forum asks who one wants to be; whoever was chosen is signed in until the browser closes.
 */
export function addSignInRoutes(app: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  const { core } = forum;
  app.get('/session/sso_provider', (request, reply) => {
    const query = sent.parse(request.query);
    const asked = readSignInRequest(core, query);
    reply.header('cache-control', 'no-store');
    if ('status' in asked) return reply.code(asked.status).type('text/plain; charset=utf-8').send(asked.text);
    if (asked.isLogout) return reply.clearCookie(signedInCookie, { path: '/' }).redirect(asked.returnUrl);
    const chosen = activeMember(forum, query.as);
    if (chosen) {
      reply.setCookie(signedInCookie, chosen.username, { path: '/', httpOnly: true, sameSite: 'lax' });
      return reply.redirect(answerSignIn(core, asked, chosen));
    }
    if (asked.isQuiet) {
      const signedIn = activeMember(forum, request.cookies[signedInCookie]);
      return reply.redirect(answerSignIn(core, asked, signedIn));
    }
    const page = signInAsPage(visitOf(forum, options, request), { ...query, returnUrl: asked.returnUrl });
    return reply.type('text/html; charset=utf-8').send(page);
  });
}

function activeMember({ core }: DemoForum, username: string | undefined): ForumMember | null {
  const member = username === undefined ? undefined : findMember(core, username);
  return member?.standing === 'active' && member.id > 0 ? member : null;
}
