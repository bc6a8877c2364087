import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

import { serveLook } from '../../look/serve-look.ts';
import type { DemoForum } from '../demo-forum.ts';
import { findMember } from '../forum-core.ts';
import { canSeeTopic } from '../posting/permissions.ts';
import { addSignInRoutes } from '../sign-in/sign-in-routes.ts';
import { addFormRoutes } from './form-routes.ts';
import { addPluginPages } from './plugin/plugin-pages.ts';
import { noteReading } from './plugin/under-post.ts';
import { memberPage } from './member-page.ts';
import { messageListPage } from './message-list-page.ts';
import { inboxHref } from './own-messages.ts';
import { topicListPage } from './topic-list-page.ts';
import { topicPage } from './topic-page.ts';
import { troublePage } from './trouble-page.ts';
import { visitOf } from './visit.ts';
import type { PageOptions, Visit } from './visit.ts';
import { editPage, newTopicPage, notFoundPage, refusedPage } from './write-pages.ts';

export type { PageOptions } from './visit.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The pages for people; their addresses are those of Discourse, so that a post's URL opens the post. */
export function addPages(root: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  root.register(async (app) => {
    await app.register(serveLook);
    app.addHook(
      'onSend',
      async (_, reply) => void reply.header('content-security-policy', contentSecurityPolicy),
    );
    app.setErrorHandler((error: Error, request, reply) => {
      const visit = visitOf(forum, options, request);
      // What a form left out is the visitor's to mend, everything else is ours.
      if (error instanceof z.ZodError)
        return send(reply, 422, refusedPage(visit, visit.words.refusals.incomplete));
      process.stderr.write(`demo forum: ${error.stack ?? error.message}\n`);
      return send(reply, 500, refusedPage(visit, visit.words.refusals.broken));
    });
    addFormRoutes(app, forum, options);
    addReadPages(app, forum, options);
    addPluginPages(app, forum, options);
    addSignInRoutes(app, forum, options);
    const styles = readFileSync(new URL('./assets/forum.css', import.meta.url), 'utf8');
    app.get('/forum.css', (_, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, no-cache').send(styles),
    );
  });
}

export function sendNotFoundPage(
  forum: DemoForum,
  options: PageOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.header('content-security-policy', contentSecurityPolicy);
  return send(reply, 404, notFoundPage(visitOf(forum, options, request)));
}

const address = z.object({ id: z.coerce.number().int() });
const topicQuery = z.object({ reply: z.coerce.number().int().optional() });

function addReadPages(app: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  const show = (path: string, write: (visit: Visit, request: FastifyRequest) => string | null): void => {
    app.get(path, (request, reply) => {
      const visit = visitOf(forum, options, request);
      const shown = write(visit, request);
      return send(reply, shown === null ? 404 : 200, shown ?? notFoundPage(visit));
    });
  };
  const showTopic = (visit: Visit, request: FastifyRequest): string | null => {
    const topic = forum.core.state.topics.get(address.parse(request.params).id);
    if (!topic || topic.deletedAt !== null || !canSeeTopic(forum.core, visit.member, topic)) return null;
    noteReading(visit, topic);
    return topicPage(visit, topic, { replyTo: topicQuery.parse(request.query).reply ?? null });
  };

  show('/', (visit) => topicListPage(visit, null));
  show('/latest', (visit) => topicListPage(visit, null));
  show('/c/:slug/:id(^\\d+)', (visit, request) => {
    const category = forum.core.state.categories.get(address.parse(request.params).id);
    return category ? topicListPage(visit, category) : null;
  });
  show('/t/:id(^\\d+)', showTopic);
  show('/t/:slug/:id(^\\d+)', showTopic);
  show('/t/:slug/:id(^\\d+)/:number(^\\d+)', showTopic);
  show('/u/:name', (visit, request) => {
    const member = findMember(forum.core, z.object({ name: z.string() }).parse(request.params).name);
    return member ? memberPage(visit, member) : null;
  });
  show(inboxHref, messageListPage);
  show('/new', (visit) => newTopicPage(visit, { title: '', raw: '', categoryId: null }));
  show('/posts/:id(^\\d+)/edit', (visit, request) => {
    const post = forum.core.state.posts.get(address.parse(request.params).id);
    return post && post.userId === visit.member.id ? editPage(visit, post) : null;
  });
  show('/trouble', troublePage);
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'Accept-Language, Cookie')
    .send(page);
}
