import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../../../look/language.ts';
import { type ForumId, memberId } from '../../../model/ids.ts';
import type { Person } from '../../../storage/session-store.ts';
import { notSignedInPage } from '../../pages/not-signed-in-page.ts';
import type { ChangingSecret } from '../cookie-signer.ts';
import type { GuardOptions } from '../guard.ts';
import { isEqual } from '../is-equal.ts';
import { ownPath } from '../is-own-origin.ts';
import { nameDevice } from '../name-device.ts';
import {
  cookieName,
  cookieOptions,
  isSecure,
  readSessionCookie,
  setSessionCookie,
} from '../session-cookie.ts';
import { isSamePerson } from '../sessions.ts';
import type { NotSignedIn } from './not-signed-in.ts';
import { type SignedInMember, readSignInAnswer } from './read-answer.ts';
import { createSignInsUnderWay, digestOf } from './sign-in-under-way.ts';
import { writeSignInRequest } from './write-request.ts';

/** The forum whose members sign in with their accounts. */
export interface ForumSignIn extends ChangingSecret {
  forum: ForumId;
  /** Its address, without a slash at the end. */
  url: string;
  /** The one it keeps for us under `discourse_connect_provider_secrets`; questions are signed with it. */
  secret: string;
}

const underWayCookie = 'waypost_sign_in';
const place = '/login/forum';
const wish = z.object({
  next: z.string().max(2_000).optional().catch(undefined),
  quiet: z.unknown().optional(),
});
const sent = z.object({ sso: z.string().max(200_000).catch(''), sig: z.string().max(200).catch('') });

/**
 * `/login/forum` sends the browser to the forum, `/login/forum/return` takes its answer: signed by the forum, for the
 * browser that asked, within ten minutes, once. Nobody gets anywhere from here but to a path of ours.
 */
export function serveForumSignIn(
  app: FastifyInstance,
  { sessions, publicUrl, forumSignIn }: GuardOptions & { forumSignIn: ForumSignIn },
): void {
  const underWay = createSignInsUnderWay(forumSignIn);
  const limited = { config: { access: 'anyone', rateLimit: { max: 30, timeWindow: 60_000 } } } as const;

  app.get(place, limited, async (request, reply) => {
    const { next, quiet } = wish.parse(request.query);
    const begun = underWay.begin({ next: ownPath(next), isQuiet: quiet !== undefined });
    const secure = isSecure(request, publicUrl);
    const base = publicUrl ?? `${request.protocol}://${request.host}`;
    const target = writeSignInRequest({
      forumUrl: forumSignIn.url,
      secret: forumSignIn.secret,
      nonce: begun.nonce,
      returnUrl: `${base}${place}/return`,
      isQuiet: quiet !== undefined,
    });
    return reply
      .header('cache-control', 'no-store')
      .setCookie(cookieName(underWayCookie, secure), begun.cookie, {
        ...cookieOptions(secure),
        maxAge: underWay.lastsSeconds,
      })
      .redirect(target, 303);
  });

  app.get(`${place}/return`, limited, async (request, reply) => {
    const secure = isSecure(request, publicUrl);
    const begun = underWay.read(request.cookies[cookieName(underWayCookie, secure)]);
    const answer = readSignInAnswer(forumSignIn, sent.parse(request.query));
    const refuse = (because: NotSignedIn) => {
      request.log.warn({ ip: request.ip, because: because.kind }, 'sign-in with a forum account refused');
      return sendRefusal(request, reply, because);
    };
    reply.header('cache-control', 'no-store');
    if (answer.kind === 'forged' || answer.kind === 'unreadable') return refuse({ kind: answer.kind });
    if (!begun || !isEqual(begun.nonce, answer.nonce)) return refuse({ kind: 'not_begun_here' });
    reply.clearCookie(cookieName(underWayCookie, secure), cookieOptions(secure));
    if (!(await sessions.useOnce(digestOf(answer.nonce)))) return refuse({ kind: 'used' });

    const current = await sessions.read(readSessionCookie(request, publicUrl));
    if (answer.kind === 'nobody') return reply.redirect(begun.next, 303);
    const person = personOf(answer.member, forumSignIn.forum);
    const mayEnter = sessions.rolesFor(person).length > 0;
    if (current && mayEnter && isSamePerson(current.person, person)) {
      await sessions.prove(current, person, answer);
      return reply.redirect(begun.next, 303);
    }
    if (current) await sessions.end([current.id]);
    if (!mayEnter) return refuse({ kind: 'no_role', who: person.who });
    const token = await sessions.open(person, nameDevice(request.headers['user-agent']), answer);
    setSessionCookie(reply, request, { publicUrl, token, lifetimeMs: sessions.lifetimeMs });
    return reply.redirect(begun.next, 303);
  });
}

function personOf(member: SignedInMember, forum: ForumId): Person {
  const { id, username, avatarUrl, standing } = member;
  return { by: 'forum', forum, member: memberId(id), who: username, avatarUrl, standing };
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, because: NotSignedIn): FastifyReply {
  const language = chooseLanguage(request.headers['accept-language']);
  return reply.code(403).type('text/html').send(notSignedInPage(language, because));
}
