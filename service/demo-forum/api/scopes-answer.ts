import type { ForumApiKey } from '../state/records.ts';

/** `GET /session/scopes.json`: what the calling key may do. A key without scopes may do everything and lists none. */
export function scopesAnswer(key: ForumApiKey): Record<string, unknown> {
  return { scopes: (key.scopes ?? []).map(scopeFacts) };
}

function scopeFacts(scope: string): Record<string, unknown> {
  const [resource = '', key = ''] = scope.split(':');
  const { parameters, urls } = scopeDescriptions[scope] ?? { parameters: [], urls: [] };
  return { resource, action: key.replaceAll('_', ' '), parameters, urls, allowed_parameters: null, key };
}

const scopeDescriptions: Readonly<
  Record<string, { parameters: readonly string[]; urls: readonly string[] }>
> = {
  'topics:read': {
    parameters: ['topic_id', 'external_id'],
    urls: [
      '/t/:id (GET)',
      '/t/external_id/:external_id (GET)',
      '/t/:slug/:topic_id (GET)',
      '/t/:topic_id/posts (GET)',
    ],
  },
  'topics:write': { parameters: ['topic_id'], urls: ['/posts (POST)'] },
  'topics:update': { parameters: ['topic_id'], urls: ['/t/:slug/:topic_id (PUT)'] },
  'topics:status': { parameters: ['topic_id'], urls: ['/t/:topic_id/status (PUT)'] },
  'topics:delete': { parameters: ['topic_id'], urls: ['/t/:id (DELETE)'] },
  'posts:edit': { parameters: ['id'], urls: ['/posts/:id (PUT)'] },
  'posts:delete': { parameters: ['id'], urls: ['/posts/:id (DELETE)'] },
  'posts:recover': { parameters: ['id'], urls: ['/posts/:id/recover (PUT)'] },
  'posts:list': { parameters: [], urls: ['/posts (GET)'] },
  'users:show': {
    parameters: ['username', 'external_id', 'external_provider'],
    urls: ['/u/:username (GET)', '/users/:username (GET)'],
  },
  'categories:list': { parameters: [], urls: ['/categories (GET)'] },
  'waypost:offers': {
    parameters: [],
    urls: ['GET', 'PUT', 'DELETE'].map((method) => `/waypost/offers/:id (${method})`),
  },
  'waypost:signals': { parameters: [], urls: ['/waypost/signals (GET)'] },
  'waypost:facts': { parameters: [], urls: ['/waypost/facts/members (GET)', '/waypost/facts/topics (GET)'] },
  'waypost:resources': { parameters: [], urls: ['/waypost/resources (PUT)'] },
  'waypost:capabilities': { parameters: [], urls: ['/waypost/capabilities (GET)'] },
};
