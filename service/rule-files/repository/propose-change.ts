import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPassedOver, judgeName } from '../what-is-read.ts';
import { type GitOptions, GitError, git } from './git.ts';
import { reviewAddress } from './review-address.ts';

export interface Proposal {
  /** Below the rules folder. */
  path: string;
  text: string;
  /** Whose proposal it is, and what for: the commit's author and message. */
  who: string;
  why: string;
}

export interface Proposed {
  branch: string;
  /** Where people look at it and take it over; null where the host is not known. */
  url: string | null;
}

/** Puts one changed file, on top of the newest commit, onto a new branch. Rejects with `GitError`; nothing is changed then. */
export async function proposeChange(
  store: GitOptions,
  about: { address: string; branch: string; folder: string; base: string; proposal: Proposal },
): Promise<Proposed> {
  const { address, folder, base, proposal } = about;
  const path = folder === '' ? proposal.path : `${folder}/${proposal.path}`;
  if (
    isPassedOver(proposal.path) ||
    judgeName(proposal.path) !== 'wanted' ||
    !/^[a-z0-9][a-z0-9./-]*$/.test(proposal.path)
  )
    throw new GitError(
      `${JSON.stringify(proposal.path)} is no name for a rule file; expected something like questions/export-model.yml`,
    );
  const index = join(store.folder, `proposal-${randomBytes(6).toString('hex')}`);
  const who = proposal.who.replace(/[\0<>\n\r]/g, ' ').trim() || 'Waypost';
  const env = {
    GIT_INDEX_FILE: index,
    GIT_AUTHOR_NAME: who,
    GIT_AUTHOR_EMAIL: 'waypost@localhost',
    GIT_COMMITTER_NAME: 'Waypost',
    GIT_COMMITTER_EMAIL: 'waypost@localhost',
  };
  const run = async (args: readonly string[], input?: string): Promise<string> =>
    (await git(args, { ...store, env, ...(input === undefined ? {} : { input }) })).toString('utf8').trim();
  try {
    await run(['read-tree', base]);
    const blob = await run(['hash-object', '-w', '--stdin'], proposal.text);
    await run(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`]);
    const tree = await run(['write-tree']);
    const commit = await run(
      ['commit-tree', tree, '-p', base, '-F', '-'],
      `${proposal.why.trim() || `Change ${proposal.path}`}\n`,
    );
    const branch = `waypost/${branchName(proposal.path)}-${commit.slice(0, 8)}`;
    await run(['push', '--quiet', '--', address, `${commit}:refs/heads/${branch}`]);
    return { branch, url: reviewAddress(address, { from: branch, to: about.branch }) };
  } finally {
    await rm(index, { force: true });
  }
}

function branchName(path: string): string {
  return path
    .replace(/\.[^/]*$/, '')
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 60);
}
