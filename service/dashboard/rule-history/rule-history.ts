/** A commit of the rules repository, and what it changed. */
export interface RuleCommit {
  id: string;
  author: string;
  at: Date;
  message: string;
  files: readonly string[];
}

export interface RuleHistory {
  address: string;
  branch: string;
  /** The newest of the branch first. */
  commits: readonly RuleCommit[];
  /** The commit that decides at present; null while none does. */
  inForce: { id: string; message: string } | null;
  /** Somebody went back, and newer commits wait. */
  pinned: { commit: string; by: string; why: string; at: Date } | null;
  /** Why the branch could not be fetched the last time. */
  trouble: string | null;
}
