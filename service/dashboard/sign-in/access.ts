import type { FastifyContextConfig, FastifyInstance } from 'fastify';
import type { DashboardRole } from '../../model/dashboard-role.ts';

/**
 * Who may use a route. `own proof`: the route asks for a proof of its own, such as a webhook's signature or a token.
 * Of several roles one is enough.
 *
 * app.post('/pause', { config: { access: 'manager' } }, …)
 */
export type Access = 'anyone' | 'own proof' | DashboardRole | readonly DashboardRole[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Set by the guard on the routes that it holds to what they declare. */
    isGuarded?: boolean;
  }
  interface FastifyInstance {
    /** Every route with who may use it, once `refuseUndeclaredRoutes` was called. */
    readonly knownRoutes: readonly KnownRoute[];
  }
}

/** A route as it was registered. */
export interface KnownRoute {
  method: string | string[];
  url: string;
  config?: FastifyContextConfig;
}

/** Keeps an app from starting while a route does not say who may use it, or asks for a role where no guard stands. */
export function refuseUndeclaredRoutes(app: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  app.decorate('knownRoutes', { getter: () => routes });
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const faults = routes.flatMap(({ method, url, config }) => {
      const fault = faultOf(config);
      return fault === null ? [] : [`${String(method)} ${url} ${fault}`];
    });
    if (faults.length > 0) throw new Error(`routes are open by accident: ${faults.join('; ')}`);
  });
}

function faultOf(config: FastifyContextConfig | undefined): string | null {
  if (config?.access === undefined) return 'does not say who may use it (config: { access })';
  const isLeftAlone = neededRoles(config.access).length > 0 && config.isGuarded !== true;
  return isLeftAlone ? 'asks for a role, and no guard stands before it' : null;
}

/** Routes of somebody else's plugin, registered in this scope: `access` is what they are given. */
export function declareForAll(scope: FastifyInstance, access: Access): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: route.config?.access ?? access };
  });
}

/** The roles of which one is needed; none where nobody has to be signed in. An undeclared route is for operators only. */
export function neededRoles(access: Access | undefined): readonly DashboardRole[] {
  if (access === 'anyone' || access === 'own proof') return [];
  if (access === undefined) return ['operator'];
  return typeof access === 'string' ? [access] : access;
}

export function isAllowed(held: readonly DashboardRole[], access: Access | undefined): boolean {
  const needed = neededRoles(access);
  return needed.length === 0 || needed.some((role) => held.includes(role));
}
