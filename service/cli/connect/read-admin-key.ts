import { readFile } from 'node:fs/promises';
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
