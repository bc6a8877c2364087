import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';

import { addAdminRoutes } from './admin/admin-routes.ts';
import { sendNoSuchRoute } from './api/answer.ts';
import { addReadRoutes } from './api/read-routes.ts';
import { addWriteRoutes } from './api/write-routes.ts';
import { addBrowserRoutes } from './plugin/browser-routes.ts';
import { addServiceRoutes } from './plugin/service-routes.ts';
import { whilePluginIsOn } from './plugin/while-plugin-is-on.ts';
import { addControlRoutes } from './control/control-routes.ts';
import type { DemoForum } from './demo-forum.ts';
import { addPages, sendNotFoundPage } from './pages/page-routes.ts';
import type { PageOptions } from './pages/visit.ts';

/** The forum over HTTP: Discourse's API, the control that tests use from other processes, and pages for people. */
export function demoForumApp(forum: DemoForum, options: PageOptions = {}): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.register(cookie);
  app.register(formbody);
  app.setNotFoundHandler((request, reply) => {
    const isReader = request.method === 'GET' && request.headers.accept?.includes('text/html');
    return isReader
      ? sendNotFoundPage(forum, options, request, reply)
      : sendNoSuchRoute(reply, performance.now());
  });
  app.addHook('onListen', () => {
    const address = app.server.address();
    if (forum.baseUrl === 'http://localhost' && address !== null && typeof address === 'object') {
      forum.setBaseUrl(`http://localhost:${address.port}`);
    }
  });
  addReadRoutes(app, forum);
  addWriteRoutes(app, forum);
  addAdminRoutes(app, forum);
  whilePluginIsOn(app, forum, (plugin) => {
    addServiceRoutes(plugin, forum);
    addBrowserRoutes(plugin, forum, options);
  });
  addControlRoutes(app, forum);
  addPages(app, forum, options);
  return app;
}
