import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../../look/language.ts';
import { memberId } from '../../model/ids.ts';
import { notSignedInPage } from '../pages/not-signed-in-page.ts';
import { readSignInAnswer } from '../sign-in/connect/read-answer.ts';
import type { ForumSignIn } from '../sign-in/connect/serve-forum-sign-in.ts';
import { createSignInsUnderWay, digestOf } from '../sign-in/connect/sign-in-under-way.ts';
import { writeSignInRequest } from '../sign-in/connect/write-request.ts';
import { isEqual } from '../sign-in/is-equal.ts';
import { cookieName, cookieOptions, isSecure } from '../sign-in/session-cookie.ts';
import { offerName } from './offer-name.ts';
import type { VisitorCookies } from './visitor-cookie.ts';
import { keepVisitor } from './visitor-of.ts';

const underWayCookie = 'waypost_member_sign_in';
const wish = z.object({ offer: offerName });
const sent = z.object({ sso: z.string().max(200_000).catch(''), sig: z.string().max(200).catch('') });
const limited = { config: { access: 'anyone', rateLimit: { max: 30, timeWindow: 60_000 } } } as const;

export interface VisitorSignInDeps {
  forumSignIn: ForumSignIn;
  cookies: VisitorCookies;
  publicUrl: string | null;
  useOnce(nonceDigest: Buffer): Promise<boolean>;
}

/**
 * Lets the forum say which member sits before the page of an offer. Any member may sign in here; it opens nothing but
 * their own offers. The answer is good for the browser that asked, within ten minutes, once.
 */
export function serveVisitorSignIn(app: FastifyInstance, deps: VisitorSignInDeps): void {
  const { forumSignIn, cookies, publicUrl } = deps;
  const underWay = createSignInsUnderWay({ ...forumSignIn, of: 'members' });

  app.get('/o/sign-in', limited, async (request, reply) => {
    const { offer } = wish.parse(request.query);
    const begun = underWay.begin({ next: `/o/${offer}`, isQuiet: false });
    const secure = isSecure(request, publicUrl);
    const target = writeSignInRequest({
      forumUrl: forumSignIn.url,
      secret: forumSignIn.secret,
      nonce: begun.nonce,
      returnUrl: `${publicUrl ?? `${request.protocol}://${request.host}`}/o/return`,
      isQuiet: false,
    });
    return reply
      .header('cache-control', 'no-store')
      .setCookie(cookieName(underWayCookie, secure), begun.cookie, {
        ...cookieOptions(secure),
        maxAge: underWay.lastsSeconds,
      })
      .redirect(target, 303);
  });

  app.get('/o/return', limited, async (request, reply) => {
    const secure = isSecure(request, publicUrl);
    const name = cookieName(underWayCookie, secure);
    const begun = underWay.read(request.cookies[name]);
    const answer = readSignInAnswer(forumSignIn, sent.parse(request.query));
    reply.header('cache-control', 'no-store');
    const refuse = (kind: 'forged' | 'unreadable' | 'not_begun_here' | 'used') => {
      request.log.warn({ ip: request.ip, because: kind }, 'sign-in of a member refused');
      const language = chooseLanguage(request.headers['accept-language']);
      const back = begun?.next ?? '/login';
      return reply
        .code(403)
        .type('text/html')
        .send(notSignedInPage(language, { kind }, back));
    };
    if (answer.kind === 'forged' || answer.kind === 'unreadable') return refuse(answer.kind);
    if (!begun || !isEqual(begun.nonce, answer.nonce)) return refuse('not_begun_here');
    reply.clearCookie(name, cookieOptions(secure));
    if (!(await deps.useOnce(digestOf(answer.nonce)))) return refuse('used');
    if (answer.kind === 'member') {
      const { id, username } = answer.member;
      const value = cookies.write({ id: memberId(id), username });
      keepVisitor(request, reply, { value, lastsSeconds: cookies.lastsSeconds, publicUrl });
    }
    return reply.redirect(begun.next, 303);
  });
}
