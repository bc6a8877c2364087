import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { giveTo, type Privilege } from './drop-privilege.ts';

/** A unix socket's whole path may have about 104 characters on macOS, 107 on Linux. */
const longestParent = 60;
const prefix = 'waypost-';

/** A private directory (0700) with a path short enough for a unix socket. */
export async function makeSocketDirectory(privilege: Privilege): Promise<string> {
  const parent = tmpdir().length <= longestParent ? tmpdir() : '/tmp';
  const directory = await mkdtemp(join(parent, prefix));
  await giveTo(privilege, directory);
  return directory;
}

/** Removes what a server left behind that nobody stopped; a directory that is not one of ours stays. */
export async function removeSocketDirectory(directory: string): Promise<void> {
  if (basename(directory).startsWith(prefix)) await rm(directory, { recursive: true, force: true });
}
