import type { IncomingMessage } from 'node:http';
import { Server, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Whoever came before anybody counted has said by then what they want. */
const shortestMs = 50;
/** So long the door is kept open at most for a moment in which nobody stands before it. */
const mostWaitMs = 2_000;
/** So long an answer is waited for once the door is closed: whoever has said half of what they want may never say the rest. */
const mostAnswerMs = 6_000;

/** Longer than any ending takes: Fastify gives up on a hook after its `pluginTimeout`, and on everything after it. */
export const longestCloseMs = (drainMs: number): number => drainMs + mostWaitMs + mostAnswerMs + 10_000;

/**
 * How an app ends without turning anybody away. For `drainMs` it goes on as before, says at `/readyz` that it is ending,
 * and asks with each answer that the connection is not used again (Fastify does that by itself from `close` on): a proxy
 * that looks at its servers sends nothing any more when the door is closed. It is closed in a moment in which nobody stands
 * before it and nobody has come in without having said what they want: Node and the system would reset their connections.
 * All of it ends within `drainMs` and ten seconds; the app's `pluginTimeout` has to be longer (`longestCloseMs`).
 */
export function closeDoorGently(app: FastifyInstance, { drainMs }: { drainMs: number }): void {
  let isEnding = false;

  app.get('/readyz', { config: { access: 'anyone' } }, async (_request, reply) =>
    reply
      .code(isEnding ? 503 : 200)
      .header('cache-control', 'no-store')
      .send({ status: isEnding ? 'ending' : 'ok' }),
  );

  app.addHook('preClose', async () => {
    isEnding = true;
    if (!app.server.listening) return;
    const untilNobodyWaits = watchDoor(app);
    await sleep(Math.max(drainMs, shortestMs));
    await untilNobodyWaits();
    // In the same turn of the event loop, and before all that Fastify and Node's HTTP do first.
    const closed = new Promise((resolve) => Server.prototype.close.call(app.server, resolve));
    app.server.closeIdleConnections();
    using stack = new DisposableStack();
    stack.adopt(
      setTimeout(() => app.server.closeAllConnections(), mostAnswerMs),
      clearTimeout,
    );
    await closed;
  });
}

/** Counts who comes from now on. */
function watchDoor({ server }: FastifyInstance): () => Promise<void> {
  let came = 0;
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    came += 1;
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));

  return async () => {
    const until = performance.now() + mostWaitMs;
    let before = -1;
    while ((came !== before || silent.size > 0) && performance.now() < until) {
      before = came;
      // The next turn of the event loop takes in whoever came during this one.
      await turn();
    }
  };
}
