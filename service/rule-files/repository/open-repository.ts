import { join } from 'node:path';
import type { Problem } from '../../rulebook/problem.ts';
import type { RuleSource } from '../rule-source.ts';
import { type Branch, fetchBranch, headOf } from './fetch-branch.ts';
import { type GitAccess, GitError, type GitOptions } from './git.ts';
import { type CleaningLimits, keepSmall } from './keep-small.ts';
import { type Proposal, type Proposed, proposeChange } from './propose-change.ts';
import { type CommitWithFiles, listCommits, readCommit } from './read-commit.ts';

export interface RepositoryOptions extends Branch {
  /** The part that holds the rules; empty: all of it. */
  folder: string;
  access: { token: string | null; sshKeyFile: string | null };
  /** Where our copy lies. */
  dataDir: string;
  /** What people and pushes have asked for, shared by all processes. */
  wishes(): Promise<RepositoryWishes>;
  /** How often the branch is fetched without being told. */
  fetchEveryMs?: number;
  /** How often wishes are looked at. */
  lookEveryMs?: number;
  fetchTimeoutMs?: number;
  /** When our copy is cleaned. */
  cleaning?: CleaningLimits;
}

export interface RepositoryWishes {
  /** Somebody went back to this commit; null: the newest of the branch counts. */
  pinned: string | null;
  /** When a push was last told. */
  pushedAt: Date | null;
}

export interface RuleRepository extends RuleSource {
  /** The newest commits of the branch, and whether they could be fetched. */
  history(most: number): Promise<{ commits: CommitWithFiles[]; trouble: Problem | null }>;
  /** Puts one changed file onto a branch of its own, for people to look at. */
  propose(proposal: Proposal): Promise<Proposed>;
  /** Fetches now and says what stood in the way, if anything did. */
  fetch(): Promise<Problem | null>;
}

/**
 * Rules from a git repository. The branch is fetched at the start, when a push is told of, and every few minutes;
 * what has been fetched can be read without a network, also after a restart.
 */
export function openRepository(options: RepositoryOptions): RuleRepository {
  const { address, branch, folder, wishes, fetchEveryMs = 180_000, lookEveryMs = 5_000 } = options;
  const closing = new AbortController();
  const store: GitOptions = {
    signal: closing.signal,
    folder: join(options.dataDir, 'rules-repository.git'),
    access: {
      sshKeyFile: options.access.sshKeyFile,
      token: tokenFor(address, options.access.token),
      knownHostsFile: join(options.dataDir, 'known-hosts'),
    },
    timeoutMs: options.fetchTimeoutMs ?? 60_000,
  };
  let trouble: Problem | null = null;
  let fetchedAt = 0;
  let fetching: Promise<Problem | null> | null = null;
  /** The push that the newest fetch began after, as Postgres dates it: its clock is not ours. */
  let followed: number | null = null;

  function fetch(): Promise<Problem | null> {
    fetching ??= fetchBranch(store, { address, branch })
      .then(clean)
      .then(() => null, explain)
      .then((found) => {
        trouble = found;
        fetchedAt = Date.now();
        return found;
      })
      .finally(() => {
        fetching = null;
      });
    return fetching;
  }

  /** Every commit that can be read stays so, whatever becomes of this: the next fetch tries again what is left. */
  async function clean(): Promise<void> {
    const { cleaning: limits } = options;
    await wishes()
      .then(({ pinned: keep }) => keepSmall(store, limits === undefined ? { keep } : { keep, limits }))
      .catch(() => false);
  }

  function explain(error: unknown): Problem {
    const why = error instanceof GitError ? error.message : String(error);
    const message = `the branch ${branch} of the rules repository could not be read: ${why}. RULES_REPO names it, RULES_TOKEN or RULES_SSH_KEY_FILE opens it; what was in force stays so`;
    return { file: shownAddress(address), line: 1, column: 1, code: 'repository_away', message };
  }

  return {
    name: shownAddress(address),
    explain,
    fetch,
    async read() {
      const { pinned, pushedAt } = await wishes();
      if (fetchedAt === 0) {
        await fetch();
        followed = pushedAt?.getTime() ?? null;
      }
      const commit = pinned ?? (await headOf(store));
      const read = await readCommit(store, { commit, folder });
      return trouble === null ? read : { ...read, trouble };
    },
    watch(onChange) {
      let pinned: string | null | undefined;
      const look = async (): Promise<void> => {
        const wished = await wishes();
        const toldAt = wished.pushedAt?.getTime() ?? null;
        const isTold = toldAt !== null && toldAt !== followed;
        const isDue = Date.now() - fetchedAt >= fetchEveryMs;
        if (isTold || isDue) {
          await fetch();
          followed = toldAt;
        }
        if (isTold || isDue || wished.pinned !== pinned) await onChange();
        pinned = wished.pinned;
      };
      let running: Promise<void> | null = null;
      const timer = setInterval(() => {
        // Postgres away: the next look tells.
        running ??= look()
          .catch(() => undefined)
          .finally(() => {
            running = null;
          });
      }, lookEveryMs);
      timer.unref();
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(timer);
          closing.abort();
          await running;
        },
      };
    },
    async history(most) {
      const newest = await headOf(store).catch(() => null);
      if (newest === null) return { commits: [], trouble };
      try {
        return { commits: await listCommits(store, { from: newest, folder, most }), trouble };
      } catch (error) {
        return { commits: [], trouble: trouble ?? explain(error) };
      }
    },
    async propose(proposal) {
      const found = await fetch();
      if (found !== null) throw new GitError(found.message);
      return await proposeChange(store, { address, branch, folder, base: await headOf(store), proposal });
    },
  };
}

function tokenFor(address: string, text: string | null): GitAccess['token'] {
  return text !== null && /^https?:/.test(address) ? { text, address } : null;
}

/** An address without what opens it. */
export function shownAddress(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
