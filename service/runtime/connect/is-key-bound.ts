import { asJson } from '../../discourse/call-forum.ts';
import { createAdminCaller } from '../../discourse/call-as-admin.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { readScopes } from '../../discourse/wire/read-site.ts';

/**
 * Whether a good key belongs to one account. Discourse takes such a key without a name beside it; a key of all users it
 * takes only with one, and then for anybody, administrators included. @throws DiscourseError
 */
export async function isKeyBound(key: {
  baseUrl: string;
  apiKey: string;
  deadlineMs?: number;
}): Promise<boolean> {
  const call = createAdminCaller({ ...key, apiUsername: null, wait: async () => undefined });
  try {
    await call({ method: 'GET', path: '/session/scopes.json', read: asJson(readScopes) });
    return true;
  } catch (error) {
    if (error instanceof DiscourseError && [401, 403, 404].includes(error.status ?? 0)) return false;
    throw error;
  }
}
