import type { FastifyInstance } from 'fastify';

/** Adds routes that are not there while the plugin is off. */
export function whilePluginIsOn(
  app: FastifyInstance,
  forum: { readonly hasPlugin: boolean },
  addRoutes: (app: FastifyInstance) => void,
): void {
  app.register(async (plugin) => {
    plugin.addHook('onRequest', async (_, reply) => {
      if (!forum.hasPlugin) {
        reply.callNotFound();
        return reply;
      }
      return undefined;
    });
    addRoutes(plugin);
  });
}
