/** Best first. A call of a better priority always goes before one of a worse, in every process. */
export const priorities = ['lookup', 'deliver', 'withdraw', 'reconcile', 'facts', 'background'] as const;
export type Priority = (typeof priorities)[number];

/** `post` counts against the pace of replies too: at most 12 a minute, 5 s apart. */
export type CallKind = 'call' | 'post';

/** Why a call has to wait: the share is used up, replies come too fast, the forum asked for quiet, or somebody better waits elsewhere. */
export type WaitReason = 'share' | 'pace' | 'blocked' | 'turn';

export interface ShareRequest {
  /** Names one running process, so that its waiters can be told from those of others. */
  process: string;
  priority: Priority;
  kind: CallKind;
  /** How long the caller has waited already. Between equals, the one who waited longest goes first. */
  waitedMs: number;
}

export type ShareAnswer =
  | { granted: true; slotId: string }
  /** A duration, not a moment: the clocks of the processes need not agree. */
  | { granted: false; because: WaitReason; retryInMs: number };

export interface CallOutcome {
  /** Null when no answer came. */
  status: number | null;
  retryAfterMs: number | null;
  /** On 429: whose limit it was. `posts` is the bot's own pace and must not stop reading. */
  limit: 'site' | 'posts' | null;
}

export interface ShareState {
  /** Calls a minute that are ours at the moment; shrinks on 429 and grows back by one per quiet five minutes. */
  sharePerMinute: number;
  usedInWindow: number;
  postsInWindow: number;
  /** 0 when nothing is blocked. */
  blockedForMs: number;
  postsBlockedForMs: number;
}

/**
 * The truth about one forum's API share, across processes.
 *
 * A slot counts from the moment it is granted until 60 s after `finish` (Discourse's own window slides, and a call is
 * counted when it arrives there); a slot never finished is freed after 120 s. A refused request is remembered as a
 * waiter for a few seconds, so that worse priorities in other processes answer `turn`.
 * `finish` on a 429: blocks everything (`site`) or posts only (`posts`) for `retryAfterMs`, and halves the share (`site`).
 */
export interface ShareLedger {
  tryTake(request: ShareRequest): Promise<ShareAnswer>;
  finish(slotId: string, outcome: CallOutcome): Promise<void>;
  /** This process waits no longer with that priority and kind. */
  leave(waiter: { process: string; priority: Priority; kind: CallKind }): Promise<void>;
  /** Nothing is granted for that long; used when the forum is ill. */
  block(forMs: number, what: 'site' | 'posts'): Promise<void>;
  state(): Promise<ShareState>;
}

export interface ShareSettings {
  /** Of the site's 60 calls a minute. */
  sharePerMinute: number;
  windowMs: number;
  postsPerWindow: number;
  /** Between the end of one post and the next; Discourse refuses quicker ones. */
  postGapMs: number;
  /** How long it must be quiet for the share to grow back by one. */
  growEveryMs: number;
  /** A slot that nobody finished: its process has died. */
  abandonedAfterMs: number;
}

export const defaultShareSettings: ShareSettings = {
  sharePerMinute: 30,
  windowMs: 60_000,
  postsPerWindow: 12,
  postGapMs: 5_000,
  growEveryMs: 300_000,
  abandonedAfterMs: 120_000,
};
