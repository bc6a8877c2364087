import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../api/serve-call.ts';
import { addAccountRoutes } from './account-routes.ts';
import { addHookRoutes } from './hook-routes.ts';
import { addKeyRoutes } from './key-routes.ts';
import { addSettingRoutes } from './setting-routes.ts';

/** The part of Discourse's administration that `waypost connect`, `disconnect` and `doctor` use. */
export function addAdminRoutes(app: FastifyInstance, deps: ApiDeps): void {
  addAccountRoutes(app, deps);
  addKeyRoutes(app, deps);
  addHookRoutes(app, deps);
  addSettingRoutes(app, deps);
}
