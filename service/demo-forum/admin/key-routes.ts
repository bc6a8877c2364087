import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { routesOfScope, waypostScopes } from '../api/keys-and-scopes.ts';
import { scopesAnswer } from '../api/scopes-answer.ts';
import type { ApiDeps } from '../api/serve-call.ts';
import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { hasPlugin } from '../plugin/plugin-switch.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumApiKey } from '../state/records.ts';
import { idOf, serveAdmin, success } from './admin-call.ts';

const wanted = z.object({
  key: z.object({
    username: z.string().nullish(),
    description: z.string().default(''),
    scopes: z.array(z.object({ scope_id: z.string() })).default([]),
  }),
});

/** API keys. The text of a key is told once, when it is made. */
export function addKeyRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  const keys = '/admin/api/keys';
  serveAdmin(app, deps, { method: 'GET', path: `${keys}/scopes.json`, name: 'admin/api/scopes' }, () => ({
    scopes: offered(core),
  }));
  serveAdmin(app, deps, { method: 'GET', path: `${keys}.json`, name: 'admin/api/index' }, ({ query }) => {
    const { offset } = z.object({ offset: z.coerce.number().default(0) }).parse(query ?? {});
    const listed = [...core.state.apiKeys.all()].filter((key) => key.number !== undefined);
    return { keys: listed.slice(offset, offset + 50).map((key) => keyFacts(core, key)), offset, limit: 50 };
  });
  serveAdmin(app, deps, { method: 'POST', path: `${keys}.json`, name: 'admin/api/create' }, ({ body }) => {
    const key = makeKey(core, wanted.parse(body).key);
    return { key: { ...keyFacts(core, key), key: key.id } };
  });
  serveAdmin(
    app,
    deps,
    { method: 'POST', path: `${keys}/:id(^\\d+)/revoke.json`, name: 'admin/api/revoke_key' },
    (call) => {
      const key = [...core.state.apiKeys.all()].find(({ number }) => number === idOf(call));
      if (!key) throw new ForumRefusal({ kind: 'not_found' });
      core.state.apiKeys.put({ ...key, revoked: true });
      return success;
    },
  );
}

function makeKey(core: ForumCore, { username = null, description, scopes }: z.output<typeof wanted>['key']) {
  const known = knownScopes(core);
  const names = scopes.map((scope) => scope.scope_id);
  if (names.some((name) => !known.includes(name)))
    throw new ForumRefusal({ kind: 'bad_parameter', name: 'scopes' });
  if (username !== null && !findMember(core, username)) throw new ForumRefusal({ kind: 'not_found' });
  return core.state.apiKeys.put({
    id: randomBytes(32).toString('hex'),
    username,
    scopes: names.length === 0 ? null : names,
    revoked: false,
    number: core.state.next('api_key'),
    description,
    createdAt: core.now().toISOString(),
  });
}

function knownScopes(core: ForumCore): string[] {
  return Object.keys(routesOfScope).filter((name) => hasPlugin(core) || !waypostScopes.includes(name));
}

function offered(core: ForumCore): Record<string, unknown[]> {
  const listed: Record<string, unknown[]> = {};
  for (const scope of knownScopes(core)) {
    const [resource = '', key = ''] = scope.split(':');
    (listed[resource] ??= []).push({
      scope_id: scope,
      key,
      name: key.replaceAll('_', ' '),
      params: null,
      urls: [],
    });
  }
  return listed;
}

function keyFacts(core: ForumCore, key: ForumApiKey): Record<string, unknown> {
  const user = key.username === null ? undefined : findMember(core, key.username);
  return {
    id: key.number,
    truncated_key: `${key.id.slice(0, 4)}...`,
    description: key.description ?? '',
    last_used_at: null,
    created_at: key.createdAt,
    updated_at: key.createdAt,
    revoked_at: key.revoked ? core.now().toISOString() : null,
    ...(user ? { user: { id: user.id, username: user.username, name: user.name } } : {}),
    api_key_scopes: scopesAnswer(key)['scopes'],
  };
}
