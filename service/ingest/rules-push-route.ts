import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

export interface RulesPushOptions {
  /** Whether whoever sent these headers with this body knows the secret. */
  isGenuine(headers: Readonly<Record<string, string | string[] | undefined>>, body: Buffer): boolean;
  /** Every process fetches soon after. */
  notePush(): Promise<void>;
  /** Refusals an address may earn in a minute before it is answered 429. */
  failuresPerMinute?: number;
}

const maxBodyBytes = 2 * 1024 * 1024;

/**
 * `POST /hooks/rules`: GitHub, GitLab, Forgejo or Gitea tell that something was pushed to the rules repository. What
 * they say of it is not read; the branch itself is.
 *
 * Answers 202 once it is noted, 401 to a wrong or missing signature, 413 over 2 MiB, 429 to an address that keeps
 * being refused, 503 when it could not be noted.
 */
export async function rulesPush(app: FastifyInstance, options: RulesPushOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  await app.register(rateLimit, { global: false });
  const countRefusal = app.createRateLimit({
    max: options.failuresPerMinute ?? 30,
    timeWindow: 60_000,
    keyGenerator: (request) => request.ip,
  });
  app.post('/rules', { config: { access: 'own proof' } }, async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!options.isGenuine(request.headers, body)) {
      const counted = await countRefusal(request);
      if (!counted.isAllowed && counted.isExceeded)
        return reply
          .code(429)
          .header('retry-after', counted.ttlInSeconds)
          .send({ error: 'refused too often' });
      return reply
        .code(401)
        .send({ error: 'the signature does not fit; is the secret of the sender RULES_PUSH_SECRET?' });
    }
    try {
      await options.notePush();
    } catch (error) {
      request.log.error({ err: error }, 'a push to the rules was not noted');
      return reply.code(503).send({ error: 'the push could not be noted; it is found within minutes' });
    }
    return reply.code(202).send({ noted: true });
  });
}
