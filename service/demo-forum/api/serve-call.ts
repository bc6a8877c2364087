import { setTimeout as wait } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

import type { ForumCore } from '../forum-core.ts';
import type { Mood, RouteKind } from '../misbehaviour.ts';
import type { Viewer } from '../posting/permissions.ts';
import { ForumRefusal } from '../refusal.ts';
import { sendBadCsrf, sendJson, sendNoSuchRoute, sendNothing, sendRedirect, sendRefusal } from './answer.ts';
import type { AnswerFrame } from './answer.ts';
import { identifyCaller } from './keys-and-scopes.ts';
import type { Caller } from './keys-and-scopes.ts';

export interface ApiDeps {
  core: ForumCore;
  mood: Mood;
}

export interface Call {
  caller: Caller;
  /** Who calls, where nobody may call without signing in. */
  viewer: Viewer;
  params: Readonly<Record<string, string>>;
  query: unknown;
  body: unknown;
  request: FastifyRequest;
}

export type Result =
  | { status: 200 | 201 | 400 | 409 | 422; json: string; headers?: Readonly<Record<string, string>> }
  | { nothing: true }
  /** An administrator's address, asked for by somebody else. */
  | { noSuchRoute: true }
  | { redirectTo: string };

export interface Route {
  method: HTTPMethods;
  paths: readonly string[];
  /** Discourse's name of it, sent as `X-Discourse-Route`. */
  name: string;
  kind: RouteKind;
}

/** Answers one kind of call as Discourse would, in the forum's present mood. */
export function serveCall(
  app: FastifyInstance,
  deps: ApiDeps,
  route: Route,
  handle: (call: Call) => Result,
): void {
  for (const url of route.paths) {
    app.route({
      method: route.method,
      url,
      handler: (request, reply) => answerCall(deps, route, handle, request, reply),
    });
  }
}

async function answerCall(
  { core, mood }: ApiDeps,
  route: Route,
  handle: (call: Call) => Result,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const frame: AnswerFrame = { startedAt: performance.now() };
  const headers = { apiKey: header(request, 'api-key'), apiUsername: header(request, 'api-username') };
  if (route.method !== 'GET' && headers.apiKey === undefined) return sendBadCsrf(reply, frame.startedAt);

  const trouble = mood.take(['too-many-requests', 'server-error', 'bad-gateway'], route.kind);
  if (trouble?.mode === 'server-error') return sendErrorPage(reply, 500);
  if (trouble?.mode === 'bad-gateway') return sendErrorPage(reply, 502);
  try {
    const caller = identifyCaller(core, headers, { name: route.name, method: String(route.method) });
    if (trouble) refuseCall(trouble.retryAfterSeconds ?? 30);
    frame.route = route.name;
    frame.viewer = caller.viewer;
    frame.readOnly = core.isReadOnly();
    const params = readParams(request.params);
    const result = handle({
      caller,
      viewer: caller.viewer,
      params,
      query: request.query,
      body: request.body,
      request,
    });
    return await sendResult(mood, route, reply, frame, result);
  } catch (error) {
    if (!(error instanceof ForumRefusal)) throw error;
    if (error.refusal.kind === 'read_only') mood.take(['read-only'], route.kind);
    return sendRefusal(reply, frame, error.refusal);
  }
}

async function sendResult(
  mood: Mood,
  route: Route,
  reply: FastifyReply,
  frame: AnswerFrame,
  result: Result,
): Promise<FastifyReply> {
  const slow = mood.take(['slow'], route.kind);
  if (slow) await wait(slow.delayMs ?? 3_000);
  const isDone = !('status' in result) || result.status < 300;
  const lost = isDone
    ? mood.take(['bad-gateway-after-posting', 'answer-never-comes', 'connection-dropped'], route.kind)
    : null;
  if (lost?.mode === 'bad-gateway-after-posting') return sendErrorPage(reply, 502);
  if (lost) {
    reply.hijack();
    if (lost.mode === 'connection-dropped') reply.raw.destroy();
    return reply;
  }
  if ('noSuchRoute' in result) return sendNoSuchRoute(reply, frame.startedAt);
  if ('nothing' in result) return sendNothing(reply, frame);
  if ('redirectTo' in result) return sendRedirect(reply, frame, result.redirectTo);
  if (result.headers) reply.headers(result.headers);
  return sendJson(reply, frame, result.status, result.json);
}

function refuseCall(retryAfterSeconds: number): never {
  throw new ForumRefusal({
    kind: 'too_often',
    text: 'tooManyCalls',
    waitMs: retryAfterSeconds * 1000,
    code: 'admin_api_key_rate_limit',
  });
}

/** What a proxy in front of a sick forum says. */
function sendErrorPage(reply: FastifyReply, status: 500 | 502): FastifyReply {
  const title = status === 500 ? '500 Internal Server Error' : '502 Bad Gateway';
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return reply.code(status).header('content-type', 'text/html').send(page);
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function readParams(params: unknown): Record<string, string> {
  const entries = typeof params === 'object' && params !== null ? Object.entries(params) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
