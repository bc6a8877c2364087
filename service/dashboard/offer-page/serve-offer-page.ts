import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../../look/language.ts';
import type { OfferPages } from '../../measure/offer-pages.ts';
import type { ForumId } from '../../model/ids.ts';
import { stopScopes } from '../../model/stop-scope.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Reports } from '../../storage/reports.ts';
import type { ForumSignIn } from '../sign-in/connect/serve-forum-sign-in.ts';
import { checkOrigin } from '../sign-in/guard.ts';
import { isEqual } from '../sign-in/is-equal.ts';
import { Refusal } from '../sign-in/refusal.ts';
import { noOfferPage, offerPage } from './offer-page.ts';
import { offerName } from './offer-name.ts';
import { serveVisitorSignIn } from './serve-visitor-sign-in.ts';
import { type KnownVisitor, createVisitorCookies } from './visitor-cookie.ts';
import { dropVisitor, readVisitor } from './visitor-of.ts';

export interface OfferPageDeps {
  forum: ForumId;
  offerPages: OfferPages;
  reports: Pick<Reports, 'clock' | 'forumHealth'>;
  rulebook(): Rulebook | null;
  publicUrl: string | null;
  forumSignIn: ForumSignIn | null;
  useOnce(nonceDigest: Buffer): Promise<boolean>;
}

const place = z.object({ id: offerName });
const proof = z.object({ csrf: z.string().max(200).catch('') });
const vote = z.object({ helped: z.enum(['yes', 'no']) });
/** A page from before there was a choice says nothing, and means everything. */
const stop = z.object({ scope: z.enum(stopScopes).default('all') });
const reading = { config: { access: 'anyone', rateLimit: { max: 60, timeWindow: 60_000 } } } as const;
const changing = { config: { access: 'own proof', rateLimit: { max: 20, timeWindow: 60_000 } } } as const;

/**
 * `/o/:id`: the page that the last line of a reply links to. Reading it changes nothing; what is changed there is
 * changed by the member the offer was made to, named by the forum, from a page of ours.
 */
export async function serveOfferPage(app: FastifyInstance, deps: OfferPageDeps): Promise<void> {
  const { forum, forumSignIn, publicUrl } = deps;
  const cookies = forumSignIn === null ? null : createVisitorCookies(forumSignIn);
  await app.register(rateLimit, { global: false });

  app.get('/o/:id', reading, async (request, reply) => {
    const { success, data } = place.safeParse(request.params);
    const shown = success ? await deps.offerPages.find(forum, data.id) : null;
    const language = languageOf(request);
    reply.type('text/html').header('cache-control', 'no-store');
    if (shown === null) return reply.code(404).send(noOfferPage(language, 'notKnown'));
    const [now, health] = await Promise.all([deps.reports.clock(), deps.reports.forumHealth(forum)]);
    const rulebook = deps.rulebook();
    return reply.send(
      offerPage(language, {
        shown,
        guide: rulebook === null ? null : (findResource(rulebook, shown.offer.resource) ?? null),
        visitor: readVisitor(request, cookies, publicUrl),
        forumUrl: health?.baseUrl ?? null,
        canSignIn: forumSignIn !== null,
        now,
      }),
    );
  });
  if (forumSignIn === null || cookies === null) return;
  serveVisitorSignIn(app, { ...deps, forumSignIn, cookies });

  /** Somebody whom the forum has named, on a page of ours; otherwise the answer has been given. */
  function proven(request: FastifyRequest, reply: FastifyReply): KnownVisitor | null {
    const visitor = readVisitor(request, cookies, publicUrl);
    if (visitor === null) {
      const { success, data } = place.safeParse(request.params);
      const back = success ? `/o/${data.id}` : undefined;
      reply
        .code(401)
        .type('text/html')
        .send(noOfferPage(languageOf(request), 'expired', back));
      return null;
    }
    checkOrigin(request, publicUrl);
    if (!isEqual(proof.parse(request.body ?? {}).csrf, visitor.csrf)) throw new Refusal('stale');
    return visitor;
  }

  app.post('/o/:id/vote', changing, async (request, reply) => {
    const visitor = proven(request, reply);
    if (visitor === null) return reply;
    const { id } = place.parse(request.params);
    const helped = vote.parse(request.body).helped === 'yes';
    const isTheirs = await deps.offerPages.vote(forum, id, { by: visitor, helped });
    return isTheirs ? reply.redirect(`/o/${id}`, 303) : refuse(request, reply);
  });

  app.post('/o/:id/stop', changing, async (request, reply) => {
    const visitor = proven(request, reply);
    if (visitor === null) return reply;
    const { id } = place.parse(request.params);
    const { scope } = stop.parse(request.body ?? {});
    const isTheirs = await deps.offerPages.stop(forum, id, { by: visitor, scope });
    return isTheirs ? reply.redirect(`/o/${id}`, 303) : refuse(request, reply);
  });

  app.post('/o/:id/again', changing, async (request, reply) => {
    const visitor = proven(request, reply);
    if (visitor === null) return reply;
    const { id } = place.parse(request.params);
    const isTheirs = await deps.offerPages.again(forum, id, visitor);
    return isTheirs ? reply.redirect(`/o/${id}`, 303) : refuse(request, reply);
  });

  app.post('/o/sign-out', changing, async (request, reply) => {
    if (proven(request, reply) === null) return reply;
    dropVisitor(request, reply, publicUrl);
    const { success, data } = z.object({ offer: offerName }).safeParse(request.body);
    return reply.redirect(success ? `/o/${data.offer}` : '/', 303);
  });
}

/** The same answer whether it is somebody else's or there is none. */
function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .type('text/html')
    .send(noOfferPage(languageOf(request), 'notKnown'));
}

function languageOf(request: FastifyRequest) {
  return chooseLanguage(request.headers['accept-language']);
}
