import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { countApiCall } from '../posting/rate-limit.ts';
import type { Viewer } from '../posting/permissions.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumApiKey } from '../state/records.ts';

/** What each scope of a granular key opens; `read` opens every GET. A route that no scope names is closed to such keys. */
export const routesOfScope: Readonly<Record<string, readonly string[]>> = {
  'topics:read': ['topics/show', 'topics/show_by_external_id', 'topics/posts'],
  'topics:write': ['posts/create'],
  'topics:update': ['topics/update'],
  'topics:status': ['topics/status'],
  'topics:delete': ['topics/destroy'],
  'posts:edit': ['posts/update'],
  'posts:delete': ['posts/destroy'],
  'posts:recover': ['posts/recover'],
  'posts:list': ['posts/latest'],
  'users:show': ['users/show'],
  'categories:list': ['categories/index'],
  'waypost:offers': [
    'discourse_waypost/offers/show',
    'discourse_waypost/offers/update',
    'discourse_waypost/offers/destroy',
  ],
  'waypost:signals': ['discourse_waypost/signals/index'],
  'waypost:facts': ['discourse_waypost/facts/members', 'discourse_waypost/facts/topics'],
  'waypost:resources': ['discourse_waypost/resources/update'],
  'waypost:capabilities': ['discourse_waypost/capabilities/show'],
};

/** The plugin's own scopes; there only while it is installed. */
export const waypostScopes = Object.keys(routesOfScope).filter((scope) => scope.startsWith('waypost:'));

/** The scopes that a bot needs for replying and no more. */
export const botScopes = [
  'topics:read',
  'topics:write',
  'posts:list',
  'posts:edit',
  'posts:delete',
  'users:show',
] as const;

export interface Caller {
  viewer: Viewer;
  key: ForumApiKey | null;
}

/**
 * Finds out who calls. Credentials in the address are ignored, as Discourse ignores them; a call without any is anonymous.
 * A bad key is refused before the limit is looked at, a refused call does not count.
 */
export function identifyCaller(
  core: ForumCore,
  headers: CallHeaders,
  route: { name: string; method: string },
): Caller {
  if (headers.apiKey === undefined) return { viewer: null, key: null };
  const key = core.state.apiKeys.get(headers.apiKey);
  if (!key || key.revoked || !mayUse(key, route)) throw new ForumRefusal({ kind: 'bad_key' });
  const username = headers.apiUsername ?? key.username;
  if (username === null || (key.username !== null && username.toLowerCase() !== key.username.toLowerCase())) {
    throw new ForumRefusal({ kind: 'bad_key' });
  }
  const viewer = findMember(core, username);
  if (!viewer) throw new ForumRefusal({ kind: 'bad_key' });
  if (viewer.standing === 'inactive' || viewer.standing === 'suspended')
    throw new ForumRefusal({ kind: 'forbidden' });
  countApiCall(core);
  return { viewer, key };
}

export interface CallHeaders {
  apiKey: string | undefined;
  apiUsername: string | undefined;
}

function mayUse({ scopes }: ForumApiKey, route: { name: string; method: string }): boolean {
  if (scopes === null || route.name === 'session/scopes') return true;
  if (route.method === 'GET' && scopes.includes('read')) return true;
  return scopes.some((scope) => routesOfScope[scope]?.includes(route.name));
}
