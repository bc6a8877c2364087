import { createApiShare } from '../../discourse/api-share.ts';
import { createDiscourseClient } from '../../discourse/client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { createMemoryShareLedger } from '../../discourse/memory-share-ledger.ts';
import { isKeyBound } from './is-key-bound.ts';

/**
 * What a key may do, asked with the key itself: empty for one without limits, and for one that is good for every account;
 * null for one that is refused.
 */
export async function askKeptKey(
  baseUrl: string,
  key: { apiKey: string; apiUsername: string },
): Promise<readonly string[] | null> {
  const ledger = createMemoryShareLedger(() => performance.now());
  const share = createApiShare({ ledger, process: 'connect' });
  try {
    const scopes = await createDiscourseClient({ baseUrl, ...key, share }).scopes();
    return (await isKeyBound({ baseUrl, ...key })) ? scopes : [];
  } catch (error) {
    const isRefused = error instanceof DiscourseError && (error.status === 403 || error.status === 401);
    if (isRefused) return null;
    throw error;
  }
}
