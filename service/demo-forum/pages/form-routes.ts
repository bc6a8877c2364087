import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { readMisbehaviour } from '../control/control-routes.ts';
import type { DemoForum } from '../demo-forum.ts';
import { ForumRefusal } from '../refusal.ts';
import { sayText, speechFor } from '../refusal-texts.ts';
import type { ForumPost } from '../state/records.ts';
import { backTo, ownForms } from './own-forms.ts';
import { topicPage } from './topic-page.ts';
import { memberCookie } from './visit.ts';
import type { PageOptions, Visit } from './visit.ts';
import { editPage, newTopicPage, refusedPage } from './write-pages.ts';

const byId = z.object({ id: z.coerce.number().int() });
const newTopicForm = z.object({ title: z.string(), raw: z.string(), category: z.coerce.number().int() });
const replyForm = z.object({ raw: z.string(), replyTo: z.coerce.number().int().optional() });

/** What the buttons of the pages do. Forms of foreign pages are refused. */
export function addFormRoutes(app: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  const form = ownForms(app, forum, options);
  const idOf = (request: FastifyRequest): number => byId.parse(request.params).id;

  form('/be', (_, request, reply) => {
    const { member } = z.object({ member: z.string() }).parse(request.body);
    return backTo(reply.setCookie(memberCookie, member, cookieOptions), request);
  });
  form('/newcomer', (_, request, reply) => {
    const newcomer = forum.addMember(nextNewcomer(forum));
    return backTo(reply.setCookie(memberCookie, newcomer.username, cookieOptions), request);
  });
  form('/new', (visit, request, reply) => {
    const { title, raw, category } = newTopicForm.parse(request.body);
    return attempt(visit, reply, {
      write: () =>
        forum.writePost({
          as: visit.member.username,
          title,
          raw,
          categoryId: category,
          checkText: !isSample(options, raw),
        }),
      refused: (fault) => newTopicPage(visit, { title, raw, categoryId: category, fault }),
    });
  });
  form('/t/:id(^\\d+)/reply', (visit, request, reply) => {
    const { raw, replyTo } = replyForm.parse(request.body);
    const topicId = idOf(request);
    const topic = forum.core.state.topics.get(topicId);
    const to = replyTo === undefined ? {} : { replyToPostNumber: replyTo };
    return attempt(visit, reply, {
      write: () => forum.writePost({ as: visit.member.username, topicId, raw, ...to, checkText: true }),
      refused: (fault) =>
        topic
          ? topicPage(visit, topic, { replyTo: replyTo ?? null, unsent: { fault, raw } })
          : refusedPage(visit, fault),
    });
  });
  form('/t/:id(^\\d+)/close', (visit, request, reply) => {
    const { closed } = z.object({ closed: z.stringbool() }).parse(request.body);
    const topicId = idOf(request);
    return attempt(visit, reply, {
      write: () => forum.closeTopic({ as: visit.member.username, topicId, closed }),
      request,
    });
  });
  form('/posts/:id(^\\d+)/edit', (visit, request, reply) => {
    const { raw } = replyForm.parse(request.body);
    const post = forum.core.state.posts.get(idOf(request));
    return attempt(visit, reply, {
      write: () => forum.editPost({ as: visit.member.username, postId: idOf(request), raw, checkText: true }),
      refused: (fault) => (post ? editPage(visit, post, { fault, raw }) : refusedPage(visit, fault)),
    });
  });
  for (const action of ['delete', 'recover', 'like', 'unlike'] as const) {
    form(`/posts/:id(^\\d+)/${action}`, (visit, request, reply) => {
      const asked = { as: visit.member.username, postId: idOf(request) };
      return attempt(visit, reply, { write: () => void forum[`${action}Post`](asked), request });
    });
  }
  form('/trouble', (_, request, reply) => {
    forum.misbehave(readMisbehaviour(request.body));
    return reply.redirect('/trouble', 303);
  });
  form('/trouble/plugin', (_, request, reply) => {
    forum.switchPlugin(z.object({ on: z.stringbool() }).parse(request.body).on);
    return reply.redirect('/trouble', 303);
  });
  form('/trouble/stop', (_, request, reply) => {
    forum.behave();
    return backTo(reply, request);
  });
  form('/trouble/pending/:id(^\\d+)/approve', (visit, request, reply) =>
    attempt(visit, reply, { write: () => void forum.approve(idOf(request)), request }),
  );
  form('/trouble/pending/:id(^\\d+)/reject', (visit, request, reply) =>
    attempt(visit, reply, { write: () => forum.reject(idOf(request)), request }),
  );
}

interface Attempt {
  write: () => ForumPost | void;
  /** The page with what was typed still in it. */
  refused?: (fault: string) => string;
  /** Where to go back to when there is no post to show. */
  request?: FastifyRequest;
}

function attempt(visit: Visit, reply: FastifyReply, { write, refused, request }: Attempt): FastifyReply {
  try {
    const post = write();
    if (!post) return request ? backTo(reply, request) : reply.redirect('/', 303);
    const topic = visit.forum.core.state.topics.get(post.topicId);
    return reply.redirect(`/t/${topic?.slug ?? 'topic'}/${post.topicId}#post-${post.number}`, 303);
  } catch (error) {
    if (!(error instanceof ForumRefusal)) throw error;
    const fault = sayFault(visit, error);
    return reply
      .code(422)
      .type('text/html; charset=utf-8')
      .send(refused ? refused(fault) : refusedPage(visit, fault));
  }
}

function sayFault({ words, language }: Visit, { refusal }: ForumRefusal): string {
  if (refusal.kind === 'read_only') return words.refusals.read_only;
  if (refusal.kind === 'not_found') return words.refusals.notFound;
  if (refusal.kind !== 'invalid') return words.refusals.notAllowed;
  if (refusal.texts.some((text) => text.key === 'somethingWrong')) return words.refusals.somethingWrong;
  // Who wrote too little need not hear that it is unclear as well.
  const isShort = refusal.texts.some(({ key }) => key === 'bodyTooShort' || key === 'titleTooShort');
  const texts = refusal.texts.filter(
    ({ key }) => !isShort || (key !== 'unclearBody' && key !== 'unclearTitle'),
  );
  return texts.map((text) => sayText(speechFor(language), text)).join('\n');
}

function isSample({ samples = [] }: PageOptions, raw: string): boolean {
  return samples.some((sample) => sample.raw.replace(/\s+/g, ' ') === raw.replace(/\s+/g, ' '));
}

function nextNewcomer(forum: DemoForum): { username: string; name: string } {
  const names = ['Juno', 'Edda', 'Sami', 'Ilse', 'Otis', 'Runa', 'Levi', 'Asta'];
  const taken = new Set(forum.members.map((member) => member.username));
  const name = names.find((candidate) => !taken.has(candidate.toLowerCase()));
  return name === undefined
    ? { username: `newcomer${forum.members.length}`, name: `Newcomer ${forum.members.length}` }
    : { username: name.toLowerCase(), name };
}

const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax' } as const;
