import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { DemoForum } from '../demo-forum.ts';
import { visitOf } from './visit.ts';
import type { PageOptions, Visit } from './visit.ts';
import { refusedPage } from './write-pages.ts';

export type AddForm = (
  path: string,
  handle: (visit: Visit, request: FastifyRequest, reply: FastifyReply) => FastifyReply,
) => void;

/** Makes what adds the target of a form of our own pages. Forms of foreign pages are refused. */
export function ownForms(app: FastifyInstance, forum: DemoForum, options: PageOptions): AddForm {
  return (path, handle) => {
    app.post(path, (request, reply) => {
      const visit = visitOf(forum, options, request);
      if (!isOwnForm(request))
        return reply
          .code(403)
          .type('text/html; charset=utf-8')
          .send(refusedPage(visit, visit.words.refusals.notAllowed));
      return handle(visit, request, reply);
    });
  };
}

/** Back to the page where the button was, if that is one of ours; `place` is an id on it. */
export function backTo(reply: FastifyReply, request: FastifyRequest, place?: string): FastifyReply {
  const { referer } = request.headers;
  const from = referer !== undefined && URL.canParse(referer) ? new URL(referer) : null;
  const path = from && from.host === request.headers.host ? from.pathname : '/';
  return reply.redirect(place === undefined ? path : `${path}#${place}`, 303);
}

function isOwnForm(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
