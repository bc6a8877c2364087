import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitError, type GitOptions, git } from './git.ts';

export interface Branch {
  address: string;
  branch: string;
}

/** Rules are text: a repository of this size holds something else. */
export const largestRepositoryBytes = 256 * 1024 * 1024;
/** How far back one can go. */
const commitsKept = 200;
const head = 'refs/waypost/head';

/**
 * Brings the newest commit of a branch here, with the last two hundred before it, also where its history was
 * rewritten. Resolves to its id. Rejects with `GitError`; what was fetched before stays readable.
 */
export async function fetchBranch(options: GitOptions, { address, branch }: Branch): Promise<string> {
  await prepare(options);
  const tooLarge = new GitError(
    `the repository is larger than ${largestRepositoryBytes / 1024 / 1024} MB; rules belong into one of their own`,
  );
  const watch = async (): Promise<void> => {
    if ((await sizeOf(options.folder)) > largestRepositoryBytes) throw tooLarge;
  };
  try {
    await git(
      [
        'fetch',
        `--depth=${commitsKept}`,
        '--no-tags',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
        '--quiet',
        '--',
        address,
        `+refs/heads/${branch}:${head}`,
      ],
      { ...options, watch },
    );
  } catch (error) {
    // What was half fetched is of no use, and would stay there for ever.
    if (error === tooLarge) await rm(options.folder, { recursive: true, force: true });
    throw error;
  }
  return await headOf(options);
}

/** The newest commit that was fetched. Rejects with `GitError` where none was. */
export async function headOf(options: GitOptions): Promise<string> {
  return (await git(['rev-parse', '--verify', `${head}^{commit}`], options)).toString('utf8').trim();
}

async function prepare(options: GitOptions): Promise<void> {
  const isThere = await git(['rev-parse', '--git-dir'], options).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await rm(options.folder, { recursive: true, force: true });
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  await git(['init', '--bare', '--quiet', options.folder], options);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
