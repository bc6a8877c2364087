import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitOptions, git } from './git.ts';

export interface CleaningLimits {
  /** Objects beside packs, and packs, before it is worth packing them anew. */
  mostFiles: number;
  mostBytes: number;
  /** Not more often than that, whatever was left over. */
  everyMs: number;
}

const usual: CleaningLimits = { mostFiles: 1_000, mostBytes: 32 * 1024 * 1024, everyMs: 24 * 3_600_000 };
const kept = 'refs/waypost/kept';

/**
 * Packs our copy anew and drops what no branch leads to any more, once enough has gathered. `keep` is a commit that must
 * stay though its branch may have been rewritten. What came within a day stays too: another process may be about to
 * name it, and git itself lets one clean at a time. Says whether it cleaned; rejects with `GitError`.
 */
export async function keepSmall(
  options: GitOptions,
  { keep, limits = usual }: { keep: string | null; limits?: CleaningLimits },
): Promise<boolean> {
  const note = join(options.folder, 'waypost-cleaned');
  const cleanedAt = await stat(note).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (Date.now() - cleanedAt < limits.everyMs) return false;
  const { files, bytes } = await measureCopy(options.folder);
  if (files <= limits.mostFiles && bytes <= limits.mostBytes) return false;
  await writeFile(note, '', { flag: 'a' });
  await utimes(note, new Date(), new Date());
  const isHere = keep !== null && (await has(options, keep));
  if (isHere) await git(['update-ref', kept, keep], options);
  await git(['gc', '--quiet', '--prune=1.day.ago'], options);
  // Following the branch again: what was kept for its own sake may go with the next cleaning.
  if (keep === null) await git(['update-ref', '-d', kept], options);
  return true;
}

/** How many files and bytes a copy has, all of it. */
export async function measureCopy(folder: string): Promise<{ files: number; bytes: number }> {
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
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function has(options: GitOptions, commit: string): Promise<boolean> {
  return await git(['cat-file', '-e', `${commit}^{commit}`], options).then(
    () => true,
    () => false,
  );
}
