import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { DemoForum } from '../demo-forum.ts';
import { misbehaviourModes, routeKinds } from '../misbehaviour.ts';
import type { Misbehaviour } from '../misbehaviour.ts';
import { ForumRefusal } from '../refusal.ts';
import { sayText, speechFor } from '../refusal-texts.ts';
import { addPluginControls } from './plugin-controls.ts';

/**
 * What tests and campaigns in other processes do to the forum that Discourse's API cannot do: write as any member, look at everything,
 * misbehave. JSON in, JSON out, below `/demo`. JSON bodies cannot be sent from a foreign page without asking first, and nobody is allowed.
 */
export function addControlRoutes(app: FastifyInstance, forum: DemoForum): void {
  app.register(
    async (control) => {
      control.removeContentTypeParser(['application/x-www-form-urlencoded', 'text/plain']);
      control.setErrorHandler(explain);
      addPostControls(control, forum);
      addForumControls(control, forum);
      addPluginControls(control, forum);
    },
    { prefix: '/demo' },
  );
}

const id = z.object({ id: z.coerce.number().int() });
const by = z.object({ as: z.string() });
const writing = z.object({
  as: z.string(),
  raw: z.string(),
  topicId: z.number().int().optional(),
  title: z.string().optional(),
  categoryId: z.number().int().optional(),
  tags: z.array(z.string()).optional(),
  replyToPostNumber: z.number().int().optional(),
  to: z.array(z.string()).optional(),
  whisper: z.boolean().optional(),
});

function addPostControls(control: FastifyInstance, forum: DemoForum): void {
  control.get('/posts', () =>
    forum.posts().map((post) => ({
      ...post,
      username: forum.members.find((member) => member.id === post.userId)?.username,
    })),
  );
  control.get('/markers', () => Object.fromEntries(forum.postsWithMarker()));
  control.post('/posts', (request) => {
    const asked = writing.parse(request.body);
    // zod says `undefined` where the caller said nothing; the forum wants it left out.
    return forum.writePost({ as: asked.as, raw: asked.raw, ...definedOf(asked) });
  });
  control.put('/posts/:id', (request) => {
    const edit = by.extend({ raw: z.string(), reason: z.string().nullish() }).parse(request.body);
    return forum.editPost({ as: edit.as, postId: idOf(request), raw: edit.raw, reason: edit.reason ?? null });
  });
  control.post('/posts/:id/:action', (request) => {
    const { action } = z
      .object({ action: z.enum(['delete', 'recover', 'like', 'unlike']) })
      .parse(request.params);
    const asked = { as: by.parse(request.body).as, postId: idOf(request) };
    if (action === 'delete') forum.deletePost(asked);
    if (action === 'recover') forum.recoverPost(asked);
    if (action === 'like') forum.likePost(asked);
    if (action === 'unlike') forum.unlikePost(asked);
    return { done: action };
  });
}

function addForumControls(control: FastifyInstance, forum: DemoForum): void {
  control.get('/key', () => ({ apiKey: forum.apiKey, username: forum.botUsername }));
  control.post('/topics/:id/status', (request) => {
    const asked = by
      .extend({ status: z.enum(['closed', 'archived', 'visible']), enabled: z.boolean() })
      .parse(request.body);
    forum.setTopicStatus({ ...asked, topicId: idOf(request) });
    return { done: asked.status };
  });
  control.post('/topics/:id/delete', (request) => {
    forum.deleteTopic({ as: by.parse(request.body).as, topicId: idOf(request) });
    return { done: 'delete' };
  });
  control.post('/members', (request) => {
    const newcomer = z
      .object({ username: z.string(), name: z.string(), trustLevel: z.literal([0, 1, 2, 3, 4]) })
      .parse(request.body);
    return forum.addMember(newcomer);
  });
  control.post('/webhooks', (request) => {
    const { url, secret } = z.object({ url: z.url(), secret: z.string().min(12) }).parse(request.body);
    return { id: forum.addWebhook({ url, secret }) };
  });
  control.get('/deliveries', () => forum.deliveries());
  control.get('/misbehaviour', () => forum.mood.current());
  control.post('/misbehaviour', (request) => {
    forum.misbehave(readMisbehaviour(request.body));
    return forum.mood.current();
  });
  control.delete('/misbehaviour', () => {
    forum.behave();
    return [];
  });
  control.get('/pending', () => forum.pending());
  control.post('/pending/:id/approve', (request) => forum.approve(idOf(request)));
  control.post('/pending/:id/reject', (request) => {
    forum.reject(idOf(request));
    return { done: 'reject' };
  });
}

export function readMisbehaviour(body: unknown): Misbehaviour {
  const asked = z
    .object({
      mode: z.enum(misbehaviourModes),
      routes: z.array(z.enum(routeKinds)).optional(),
      times: z.coerce.number().int().positive().optional(),
      delayMs: z.coerce.number().int().positive().optional(),
      retryAfterSeconds: z.coerce.number().int().positive().optional(),
    })
    .parse(body);
  return { mode: asked.mode, ...definedOf(asked) };
}

function idOf(request: FastifyRequest): number {
  return id.parse(request.params).id;
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function definedOf<T extends object>(values: T): Defined<T> {
  const defined: Defined<T> = { ...values };
  for (const key in defined) if (defined[key] === undefined) delete defined[key];
  return defined;
}

async function explain(error: Error, _: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof ForumRefusal) {
    const { refusal } = error;
    const speech = speechFor(null);
    const errors =
      refusal.kind === 'invalid' ? refusal.texts.map((text) => sayText(speech, text)) : [error.message];
    return reply.code(refusal.kind === 'not_found' ? 404 : 422).send({ refusal, errors });
  }
  if (error instanceof z.ZodError)
    return reply
      .code(400)
      .send({ errors: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) });
  return reply.code(400).send({ errors: [error.message] });
}
