import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How to start a program that refuses to run as root. */
export interface Privilege {
  /** Goes before the command line. */
  prefix: readonly string[];
  ids: { uid?: number; gid?: number };
}

export const asWeAre: Privilege = { prefix: [], ids: {} };

const nobody = { uid: 65534, gid: 65534 };

/**
 * Postgres does not run as root. As root we prefer a user namespace in which root has no name (files stay root's);
 * where that is forbidden, as in many containers, the user 65534. Files that already belong to somebody else are
 * served as that user. Anybody but root simply goes on as he is.
 */
export async function dropPrivilege(program: string, dataDir: string, cluster: string): Promise<Privilege> {
  if (process.getuid?.() !== 0) return asWeAre;

  const owner = await stat(cluster).catch(() => stat(dataDir));
  if (owner.uid !== 0) return { prefix: [], ids: { uid: owner.uid, gid: owner.gid } };
  if (await canUnshare(program)) return { prefix: ['unshare', '-U'], ids: {} };
  return { prefix: [], ids: nobody };
}

/** Hands a directory that we made as root to the user the server will run as. */
export async function giveTo(privilege: Privilege, directory: string): Promise<void> {
  const { uid, gid } = privilege.ids;
  if (uid !== undefined && gid !== undefined) await chown(directory, uid, gid);
}

async function canUnshare(program: string): Promise<boolean> {
  try {
    await run('unshare', ['-U', program, '--version']);
    return true;
  } catch {
    return false;
  }
}
