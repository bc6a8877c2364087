import type { FastifyInstance } from 'fastify';
import type { Runtime } from '../runtime.ts';

/** Pages, queue dashboard, health and metrics on top of a runtime. */
export async function openFaces(app: FastifyInstance, _runtime: Runtime, _password: string): Promise<void> {
  app.get('/livez', async () => ({ alive: true }));
}
