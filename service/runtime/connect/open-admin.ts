import { setTimeout as wait } from 'node:timers/promises';
import { explainFailure } from '../../connect/explain-failure.ts';
import { ConnectError } from '../../connect/trouble.ts';
import { createAdminClient } from '../../discourse/admin-client.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';

/**
 * An administrator's view of the forum, tried once. A key of all users speaks as `system`, another as whom it is bound to.
 * @throws ConnectError that tells a wrong address from a wrong key.
 */
export async function openAdmin(forumUrl: string, apiKey: string): Promise<AdminClient> {
  const deps = { baseUrl: forumUrl, apiKey, wait: (ms: number) => wait(ms) };
  const asBound = createAdminClient({ ...deps, apiUsername: null });
  if (await isAdmin(asBound, forumUrl)) return asBound;
  const asSystem = createAdminClient({ ...deps, apiUsername: 'system' });
  if (await isAdmin(asSystem, forumUrl)) return asSystem;
  throw new ConnectError({ code: 'key_refused', forumUrl });
}

async function isAdmin(admin: AdminClient, forumUrl: string): Promise<boolean> {
  try {
    await admin.offeredScopes();
    return true;
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (error.code === 'not_allowed' || error.code === 'not_found') return false;
    throw new ConnectError(explainFailure(forumUrl, error));
  }
}
