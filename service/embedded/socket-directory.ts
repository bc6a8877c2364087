import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveTo, type Privilege } from './drop-privilege.ts';

/** A unix socket's whole path may have about 104 characters on macOS, 107 on Linux. */
const longestParent = 60;

/** A private directory (0700) with a path short enough for a unix socket. */
export async function makeSocketDirectory(privilege: Privilege): Promise<string> {
  const parent = tmpdir().length <= longestParent ? tmpdir() : '/tmp';
  const directory = await mkdtemp(join(parent, 'waypost-'));
  await giveTo(privilege, directory);
  return directory;
}
