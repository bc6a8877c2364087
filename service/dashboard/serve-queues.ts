import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { chooseLanguage } from '../look/language.ts';
import { dressQueues } from './dress-queues.ts';
import { declareForAll } from './sign-in/access.ts';
import { type GuardOptions, guard } from './sign-in/guard.ts';
import { queueHeaders } from './security-headers.ts';

/** A BullMQ queue, as Bull Board wants it. */
export type ShownQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** Bull Board at `/queues`: to look, not to touch. What is to be done again is replayed from Postgres. */
export async function serveQueues(
  app: FastifyInstance,
  options: GuardOptions & { queues: readonly ShownQueue[] },
): Promise<void> {
  const adapter = new FastifyAdapter().setBasePath('/queues');
  createBullBoard({
    queues: options.queues.map(
      (queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false }),
    ),
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: 'Waypost',
        boardLogo: { path: '/look/favicon.svg', width: 24, height: 24 },
        favIcon: { default: '/look/favicon.svg', alternative: '/look/favicon.svg' },
        miscLinks: [{ text: 'Waypost', url: '/' }],
      },
    },
  });
  await app.register(helmet, queueHeaders(options.publicUrl));
  guard(app, options);
  app.addHook('onSend', async (request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    if (!isPage || typeof payload !== 'string') return payload;
    const dressed = dressQueues(payload, chooseLanguage(request.headers['accept-language']));
    reply.removeHeader('content-length');
    return dressed;
  });
  declareForAll(app, 'operator');
  await app.register(adapter.registerPlugin(), { prefix: '/queues' });
}
