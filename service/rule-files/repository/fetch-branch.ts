import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GitError, type GitOptions, git } from './git.ts';
import { measureCopy } from './keep-small.ts';

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
    if ((await measureCopy(options.folder)).bytes > largestRepositoryBytes) throw tooLarge;
  };
  try {
    const fetch = [
      'fetch',
      `--depth=${commitsKept}`,
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--quiet',
      '--',
      address,
      `+refs/heads/${branch}:${head}`,
    ];
    await inTurn(() => git(fetch, { ...options, watch }));
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
  const { folder } = options;
  const isThere = await git(['rev-parse', '--git-dir'], options).then(
    () => true,
    (error: unknown) => {
      if (error instanceof GitError && /not a git repository/i.test(error.message)) return false;
      throw error;
    },
  );
  if (isThere) return await clearLeftovers(options);
  // Made beside it and moved there whole: another process may be at the same.
  const fresh = `${folder}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(fresh, { mode: 0o700 });
    await git(['init', '--bare', '--quiet', fresh], { ...options, folder: fresh });
    await rename(fresh, folder).catch(async (error: unknown) => {
      if (await exists(join(folder, 'HEAD'))) return;
      if (!(await exists(folder))) throw error;
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** What a command that was ended by force leaves lying: locks that stop every later one, and half of a pack. */
async function clearLeftovers({ folder, timeoutMs }: GitOptions): Promise<void> {
  const packs = join(folder, 'objects', 'pack');
  const names = await readdir(packs).catch(() => []);
  const leftovers = [
    ...names.filter((name) => /^(tmp_|\.tmp-)/.test(name)).map((name) => join(packs, name)),
    ...locks.map((name) => join(folder, name)),
  ];
  await Promise.all(
    leftovers.map(async (file) => {
      const found = await stat(file).catch(() => null);
      // No command of ours runs longer than that.
      if (found && Date.now() - found.mtimeMs > timeoutMs + 10_000) await rm(file, { force: true });
    }),
  );
}

const locks = ['shallow.lock', `${head}.lock`, 'refs/waypost/kept.lock', 'packed-refs.lock'];

/** Two processes may share the folder: one fetches, the other waits for it a while. */
async function inTurn(act: () => Promise<unknown>, triesLeft = 20): Promise<void> {
  try {
    await act();
  } catch (error) {
    const isTaken = error instanceof GitError && /\.lock'?: File exists|cannot lock ref/i.test(error.message);
    if (!isTaken || triesLeft === 0) throw error;
    await delay(500);
    await inTurn(act, triesLeft - 1);
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
