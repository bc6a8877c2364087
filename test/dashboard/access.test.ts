import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import {
  type Access,
  declareForAll,
  isAllowed,
  refuseUndeclaredRoutes,
} from '../../service/dashboard/sign-in/access.ts';
import { type DashboardRole, withIncludedRoles } from '../../service/model/dashboard-role.ts';

describe('an app with a route', () => {
  it('that does not say who may use it does not start, and the error names it', async () => {
    const app = Fastify();
    refuseUndeclaredRoutes(app);
    app.get('/declared', { config: { access: 'anyone' } }, async () => 'hello');
    app.post('/forgotten', async () => 'hello');

    await expect(app.ready()).rejects.toThrow('POST /forgotten does not say who may use it');
  });

  it('that asks for a role where no guard stands does not start either', async () => {
    const app = Fastify();
    refuseUndeclaredRoutes(app);
    app.get('/lonely', { config: { access: 'viewer' } }, async () => 'hello');

    await expect(app.ready()).rejects.toThrow('GET /lonely asks for a role, and no guard stands before it');
  });

  it('of somebody else’s plugin is given what its scope says', async () => {
    const app = Fastify();
    refuseUndeclaredRoutes(app);
    await app.register(async (scope) => {
      declareForAll(scope, 'anyone');
      scope.get('/theirs', async () => 'hello');
    });

    await expect(app.ready()).resolves.toBeDefined();
  });
});

describe('access', () => {
  it.each<[DashboardRole[], Access | undefined, boolean]>([
    [[], 'anyone', true],
    [[], 'own proof', true],
    [[], 'viewer', false],
    [['viewer'], 'viewer', true],
    [['viewer'], 'manager', false],
    [['manager'], 'viewer', true],
    [['manager'], 'approver', false],
    [['manager'], ['manager', 'approver'], true],
    [['approver'], 'manager', false],
    [['operator'], 'manager', true],
    // Care is for approvers alone.
    [['operator'], 'approver', false],
    [['operator', 'approver'], 'approver', true],
    // Forgotten is for operators only.
    [['manager'], undefined, false],
    [['operator'], undefined, true],
  ])('of %j to what asks for %j: %s', (held, access, expected) => {
    expect(isAllowed(withIncludedRoles(held), access)).toBe(expected);
  });
});
