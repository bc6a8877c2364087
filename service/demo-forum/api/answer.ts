import { randomUUID } from 'node:crypto';

import type { FastifyReply } from 'fastify';

import type { Viewer } from '../posting/permissions.ts';
import type { Refusal } from '../refusal.ts';
import { sayText, speechFor } from '../refusal-texts.ts';

/** What an answer carries besides its body. */
export interface AnswerFrame {
  /** Discourse's name of the route; absent when the call was turned away before it reached one. */
  route?: string;
  viewer?: Viewer;
  startedAt: number;
  readOnly?: boolean;
}

/** How `<` is written: most routes of Discourse escape it, a few do not. */
export type JsonStyle = 'escaped' | 'plain';

export function sendJson(
  reply: FastifyReply,
  frame: AnswerFrame,
  status: number,
  body: string,
): FastifyReply {
  setFrame(reply, frame);
  reply.header('content-type', 'application/json; charset=utf-8');
  if (frame.readOnly && status === 200) reply.header('discourse-readonly', 'true');
  reply.header('cache-control', 'no-cache, no-store');
  return finish(reply, frame, status, body);
}

/** 200 without a body, as after a deletion. */
export function sendNothing(reply: FastifyReply, frame: AnswerFrame): FastifyReply {
  setFrame(reply, frame);
  reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'no-cache, no-store');
  return finish(reply, frame, 200, '');
}

export function sendRefusal(reply: FastifyReply, frame: AnswerFrame, refusal: Refusal): FastifyReply {
  const speech = speechFor(frame.viewer?.locale ?? null);
  const refuse = (status: number, body: unknown): FastifyReply => {
    setFrame(reply, frame);
    reply.header('content-type', 'application/json; charset=utf-8');
    return finish(reply, frame, status, writeJson(body, 'plain'));
  };
  switch (refusal.kind) {
    case 'invalid':
      return sendJson(reply, frame, 422, invalidBody(frame.viewer ?? null, refusal));
    case 'bad_key':
      return refuse(403, { errors: [speechFor(null).badKey], error_type: 'invalid_access' });
    case 'forbidden':
      return refuse(403, {
        errors: [refusal.text ? speech[refusal.text] : speech.notPermitted],
        error_type: 'invalid_access',
      });
    case 'read_only':
      return refuse(503, { errors: [speech.readOnly], error_type: 'read_only' });
    case 'bad_parameter':
      return refuse(400, {
        errors: [`You supplied invalid parameters to the request: ${refusal.name}`],
        error_type: 'invalid_parameters',
      });
    case 'not_found':
      return refuse(404, {
        errors: [speech.notFound],
        error_type: 'not_found',
        ...(refusal.withPage ? { extras: { title: 'Page Not Found', html: notFoundPage, group: null } } : {}),
      });
    case 'too_often': {
      const seconds = Math.max(1, Math.ceil(refusal.waitMs / 1000));
      const timeLeft = speech.timeLeft(seconds);
      reply.header('retry-after', String(seconds));
      if (refusal.code) reply.header('discourse-rate-limit-error-code', refusal.code);
      return refuse(429, {
        errors: [`${speech[refusal.text]} ${speech.wait(timeLeft)}`],
        error_type: 'rate_limit',
        extras: { wait_seconds: seconds, time_left: timeLeft },
      });
    }
  }
}

export function invalidBody(viewer: Viewer, refusal: Extract<Refusal, { kind: 'invalid' }>): string {
  const speech = speechFor(viewer?.locale ?? null);
  return writeJson(
    { action: 'create_post', errors: refusal.texts.map((text) => sayText(speech, text)) },
    'escaped',
  );
}

export function writeJson(body: unknown, style: JsonStyle): string {
  const text = JSON.stringify(body);
  if (style === 'plain') return text;
  return text.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

/** Paths that no part of the forum answers, the admin's among them, have fewer headers than the rest. */
export function sendNoSuchRoute(reply: FastifyReply, startedAt: number): FastifyReply {
  reply.header('content-type', 'application/json; charset=utf-8').header('vary', 'Accept');
  const body = { errors: [speechFor(null).notFound], error_type: 'not_found' };
  return finish(reply, { startedAt }, 404, writeJson(body, 'plain'));
}

/** A write without credentials. */
export function sendBadCsrf(reply: FastifyReply, startedAt: number): FastifyReply {
  setFrame(reply, { startedAt });
  reply.header('content-type', 'text/plain; charset=utf-8');
  return finish(reply, { startedAt }, 403, '["BAD CSRF"]');
}

export function sendStatusOk(reply: FastifyReply, startedAt: number): FastifyReply {
  setFrame(reply, { startedAt });
  reply.header('content-type', 'text/plain; charset=utf-8').header('vary', 'Accept');
  return finish(reply, { startedAt }, 200, 'ok');
}

export function sendRedirect(reply: FastifyReply, frame: AnswerFrame, address: string): FastifyReply {
  setFrame(reply, frame);
  reply
    .header('location', address)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache, no-store');
  reply.header(
    'content-security-policy',
    "base-uri 'self'; object-src 'none'; script-src 'strict-dynamic'; frame-ancestors 'self'",
  );
  return finish(
    reply,
    frame,
    301,
    `<html><body>You are being <a href="${encodeURI(address)}">redirected</a>.</body></html>`,
  );
}

function setFrame(reply: FastifyReply, { route, viewer }: AnswerFrame): void {
  reply
    .header('x-frame-options', 'SAMEORIGIN')
    .header('x-xss-protection', '0')
    .header('x-content-type-options', 'nosniff');
  reply.header('x-download-options', 'noopen').header('x-permitted-cross-domain-policies', 'none');
  reply.header('referrer-policy', 'strict-origin-when-cross-origin');
  if (route !== undefined && viewer) reply.header('x-discourse-username', viewer.username);
  if (route !== undefined) reply.header('x-discourse-route', route);
}

function finish(
  reply: FastifyReply,
  { startedAt }: Pick<AnswerFrame, 'startedAt'>,
  status: number,
  body: string,
): FastifyReply {
  reply.header('x-request-id', randomUUID());
  reply.header('x-runtime', ((performance.now() - startedAt) / 1000).toFixed(6));
  return reply.code(status).send(body);
}

const notFoundPage =
  '\n\n<div class="page-not-found">\n  <h1 class="title">Oops! That page doesn’t exist or is private.</h1>\n</div>\n';
