import { hash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ForumId, InboxId } from '../../model/ids.ts';
import { InboxBusyError, type WebhookKeeper } from '../keep-webhook.ts';
import { outsideEventName } from './read-outside-event.ts';
import { isSigned, isTimely, readTold } from './verify-told.ts';

export interface EventsOptions {
  /** By the name in the path: the forum, and the keys that may sign for it. Empty keys: it takes no events. */
  forums: ReadonlyMap<string, { id: ForumId; keys: readonly Buffer[] }>;
  keeper: WebhookKeeper;
  /** Best effort, after the commit; never waited for. */
  wake(ids: readonly InboxId[]): void;
  observe?: (forum: string, result: 'kept' | 'repeated' | 'refused' | 'failed', ms: number) => void;
  /** Refusals an address may earn in a minute before it is answered 429. */
  failuresPerMinute?: number;
  now?: () => Date;
}

const maxBodyBytes = 64 * 1024;

/**
 * `POST /events/:forum`: another system tells of something, signed as https://www.standardwebhooks.com says; kept before
 * it is acknowledged, once for each `webhook-id` within 31 days.
 *
 * Answers 200 once it is committed, also when it was told before; 401 for an unknown forum, a signature that is missing
 * or wrong, or a time more than five minutes off; 413 over 64 KiB; 429 to an address that keeps being refused; 503 when it
 * could not be kept. The body is not parsed here: what cannot be read is set aside for operators and can be replayed.
 */
export async function events(app: FastifyInstance, options: EventsOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode === 413 || error.statusCode === 429 ? error.statusCode : 503;
    if (status === 503) request.log.error({ err: error }, 'event not kept');
    return reply
      .code(status)
      .send({ error: status === 413 ? `larger than ${maxBodyBytes} bytes` : error.message });
  });
  await app.register(rateLimit, { global: false });
  const countRefusal = app.createRateLimit({
    max: options.failuresPerMinute ?? 30,
    timeWindow: 60_000,
    keyGenerator: (request) => request.ip,
  });
  const now = options.now ?? (() => new Date());

  async function refuse(request: FastifyRequest, reply: FastifyReply, why: string): Promise<FastifyReply> {
    options.observe?.('unknown', 'refused', reply.elapsedTime);
    const counted = await countRefusal(request);
    if (counted.isAllowed || !counted.isExceeded) return reply.code(401).send({ error: why });
    return reply
      .code(429)
      .header('retry-after', counted.ttlInSeconds)
      .send({ error: 'refused too often; come again in a minute' });
  }

  app.post<{ Params: { forum: string } }>(
    '/:forum',
    { config: { access: 'own proof' } },
    async (request, reply) => {
      const forum = options.forums.get(request.params.forum);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const told = readTold(request.headers);
      if (!forum)
        return refuse(request, reply, 'unknown forum; the path names the forum as it is configured');
      if (forum.keys.length === 0)
        return refuse(request, reply, 'this installation takes no events: EVENTS_SECRET is not set');
      if ('fault' in told) return refuse(request, reply, told.fault);
      if (!isSigned(forum.keys, told, body))
        return refuse(
          request,
          reply,
          'the signature does not fit; is the secret of the sender EVENTS_SECRET?',
        );
      if (!isTimely(told, now()))
        return refuse(request, reply, 'webhook-timestamp is over five minutes off; is a clock wrong?');
      return await keep(options, { request, reply, forum: forum.id, id: told.id, body });
    },
  );
}

async function keep(
  { keeper, observe, wake }: EventsOptions,
  told: { request: FastifyRequest; reply: FastifyReply; forum: ForumId; id: string; body: Buffer },
): Promise<FastifyReply> {
  const { request, reply, forum, id, body } = told;
  try {
    const kept = await keeper.keep({
      forum,
      eventName: outsideEventName,
      // The sender's own name for it, so that its second attempt, signed anew, is the same event.
      digest: hash('sha256', id, 'buffer'),
      headers: { 'webhook-id': id },
      body,
    });
    observe?.(forum, kept.isNew ? 'kept' : 'repeated', reply.elapsedTime);
    if (kept.isNew) wake([kept.inboxId]);
    return await reply.code(200).send({ kept: true });
  } catch (error) {
    observe?.(forum, 'failed', reply.elapsedTime);
    request.log.error({ err: error }, 'event not kept');
    const why =
      error instanceof InboxBusyError ? error.message : 'the inbox cannot be reached; nothing was kept';
    return reply.code(503).send({ error: why });
  }
}
