import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createAdminClient } from '../../discourse/admin-client.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { CommandError } from '../command-error.ts';
import { askSecret } from './ask-secret.ts';

export interface AdminKeySources {
  /** `--admin-key-file`. */
  file: string | undefined;
  /** `WAYPOST_ADMIN_KEY`. */
  environment: string | null;
  forumUrl: string;
}

/** The admin key: from a file, from the environment, or typed at a terminal that does not show it. It is kept nowhere. */
export async function readAdminKey({ file, environment, forumUrl }: AdminKeySources): Promise<string> {
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new CommandError(`--admin-key-file ${file} cannot be read`);
    });
    if (text.trim() === '')
      throw new CommandError(`--admin-key-file ${file} is empty; expected the key in it`);
    return text.trim();
  }
  if (environment !== null) return environment.trim();
  return await askSecret(
    `An API key of an administrator is needed once, and is not kept. Make one at ${forumUrl}/admin/api/keys
(User Level: All Users, Scope: Global), and revoke it there afterwards.
Admin key (not shown): `,
    'no admin key; name a file with it by --admin-key-file, or set WAYPOST_ADMIN_KEY',
  );
}

/**
 * An administrator's view of the forum, tried once. A key of all users speaks as `system`, another as whom it is bound to.
 * @throws CommandError that tells a wrong address from a wrong key.
 */
export async function openAdmin(forumUrl: string, apiKey: string): Promise<AdminClient> {
  const deps = { baseUrl: forumUrl, apiKey, wait: (ms: number) => wait(ms) };
  const asBound = createAdminClient({ ...deps, apiUsername: null });
  if (await isAdmin(asBound, forumUrl)) return asBound;
  const asSystem = createAdminClient({ ...deps, apiUsername: 'system' });
  if (await isAdmin(asSystem, forumUrl)) return asSystem;
  throw new CommandError(
    `${forumUrl} does not accept this key as an administrator's. Expected an active key with Scope "Global", for all users or for one administrator. If the forum is below a path (https://example.org/forum), name the path too`,
  );
}

async function isAdmin(admin: AdminClient, forumUrl: string): Promise<boolean> {
  try {
    await admin.offeredScopes();
    return true;
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (error.code === 'not_allowed' || error.code === 'not_found') return false;
    throw new CommandError(sayUnreachable(forumUrl, error));
  }
}

/** What a forum's answer, or its silence, means to whoever runs a command. */
export function sayUnreachable(forumUrl: string, error: DiscourseError): string {
  const { code, status, cause, route } = error;
  if (notThere.has(code))
    return `${forumUrl} does not answer (${code}). Is the address right, and can this machine reach it?`;
  if (code === 'redirected')
    return `${forumUrl} sends its visitors on to another address (${status}). Name that one: the key must not travel there by itself`;
  if (code === 'unreadable_answer' || code === 'unexpected_answer')
    return `${forumUrl} answers ${route}, and not as a Discourse does. Is that the address of the forum, its path included?`;
  const words = cause instanceof Error ? `. It says: ${cause.message}` : '';
  return `${forumUrl} refused ${route} (${code}${status === null ? '' : `, status ${status}`})${words}`;
}

const notThere: ReadonlySet<string> = new Set(['not_connected', 'connection_lost', 'timed_out']);
