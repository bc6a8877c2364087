import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CrashPoint } from '../model/crash-point.ts';
import type { ForumId, InboxId } from '../model/ids.ts';
import { InboxBusyError, type WebhookKeeper } from './keep-webhook.ts';
import { type PreparedSecret, readSignature, verifySignature } from './verify-signature.ts';

export interface HookForum {
  id: ForumId;
  secrets: readonly PreparedSecret[];
}

export interface HooksOptions {
  /** By the name in the path. */
  forums: ReadonlyMap<string, HookForum>;
  keeper: WebhookKeeper;
  /** Best effort, after the commit; never waited for. */
  wake(ids: readonly InboxId[]): void;
  crash: CrashPoint;
  /** Whether a ping is one that somebody waits for who is just connecting a forum; it is answered, and not kept. */
  isTestPing?: (signature: Buffer, body: Buffer) => boolean;
  /** Told of each request: what became of it, and how long that took. */
  observe?: (forum: string, result: 'kept' | 'repeated' | 'refused' | 'failed', ms: number) => void;
  /** Failed signatures an address may send in a minute before it is answered 429. */
  failuresPerMinute?: number;
}

const maxBodyBytes = 2 * 1024 * 1024;
const keptAnswer = JSON.stringify({ kept: true });
const keptHeaders = [
  'x-discourse-event-id',
  'x-discourse-event-type',
  'x-discourse-instance',
  'content-type',
  'user-agent',
];

/**
 * `POST /hooks/discourse/:forum`: a webhook of Discourse, kept before it is acknowledged.
 *
 * Answers 200 once it is committed, 401 for an unknown forum or a signature that is missing or wrong, 413 over 2 MiB,
 * 429 to an address that keeps sending wrong signatures, 503 when it could not be kept. Never 404 or 410: they would lead
 * Discourse to give up on the webhook. The body is not parsed here, so nothing in it can stop it from being kept.
 */
export async function hooks(app: FastifyInstance, options: HooksOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  // A logger for each request would only add its number to lines that are written for hardly any.
  app.setChildLoggerFactory((logger) => logger);
  // Discourse's form-encoded setting changes the header only; the body is JSON all the same.
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode === 413 || error.statusCode === 429 ? error.statusCode : 503;
    if (status === 503) request.log.error({ err: error }, 'webhook not kept');
    return reply
      .code(status)
      .send({ error: status === 413 ? `larger than ${maxBodyBytes} bytes` : error.message });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(401).send({ error: 'send webhooks to /hooks/discourse/<forum>' }),
  );

  await app.register(rateLimit, { global: false });
  const countFailure = app.createRateLimit({
    max: options.failuresPerMinute ?? 30,
    timeWindow: 60_000,
    keyGenerator: (request) => request.ip,
  });

  async function refuse(request: FastifyRequest, reply: FastifyReply, why: string): Promise<FastifyReply> {
    options.observe?.('unknown', 'refused', reply.elapsedTime);
    const counted = await countFailure(request);
    if (!counted.isAllowed && counted.isExceeded) {
      return reply
        .code(429)
        .header('retry-after', counted.ttlInSeconds)
        .send({ error: 'too many wrong signatures' });
    }
    return reply.code(401).send({ error: why });
  }

  app.post<{ Params: { forum: string } }>(
    '/discourse/:forum',
    { config: { access: 'own proof' } },
    async (request, reply) => {
      const forum = options.forums.get(request.params.forum);
      const signature = readSignature(request.headers['x-discourse-event-signature']);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!forum)
        return refuse(request, reply, 'unknown forum; the path names the forum as it is configured');
      if (!signature)
        return refuse(
          request,
          reply,
          request.headers['x-discourse-event-signature'] === undefined
            ? 'no X-Discourse-Event-Signature; set a secret for the webhook'
            : 'X-Discourse-Event-Signature: expected sha256= and 64 hex digits, 0 to 9 and a to f',
        );
      if (!verifySignature(forum.secrets, signature, body)) {
        if (eventName(request) === 'ping' && options.isTestPing?.(signature, body))
          return reply.code(200).send({ kept: false });
        return refuse(
          request,
          reply,
          'the signature does not fit the body; is the secret of the webhook WEBHOOK_SECRET?',
        );
      }

      options.crash('ingest.before-commit');
      let kept;
      try {
        kept = await options.keeper.keep({
          forum: forum.id,
          eventName: eventName(request),
          digest: signature,
          headers: headersToKeep(request),
          body,
        });
      } catch (error) {
        options.observe?.(forum.id, 'failed', reply.elapsedTime);
        const isBusy = error instanceof InboxBusyError;
        request.log.error({ err: error }, 'webhook not kept');
        return reply
          .code(503)
          .send({ error: isBusy ? error.message : 'the inbox cannot be reached; nothing was kept' });
      }
      options.crash('ingest.after-commit');
      reply.code(200).header('content-type', 'application/json; charset=utf-8').send(keptAnswer);
      options.observe?.(forum.id, kept.isNew ? 'kept' : 'repeated', reply.elapsedTime);
      options.crash('ingest.after-answer');
      if (kept.isNew) options.wake([kept.inboxId]);
      return reply;
    },
  );
}

function eventName(request: FastifyRequest): string {
  const name = request.headers['x-discourse-event'];
  return typeof name === 'string' && /^[a-z0-9_]{1,100}$/.test(name) ? name : 'unnamed';
}

function headersToKeep(request: FastifyRequest): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string') kept[name] = value.slice(0, 300);
  }
  return kept;
}
