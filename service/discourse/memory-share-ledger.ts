import { defaultShareSettings, priorities } from './share-ledger.ts';
import type {
  CallKind,
  Priority,
  ShareAnswer,
  ShareLedger,
  ShareRequest,
  ShareSettings,
  WaitReason,
} from './share-ledger.ts';

interface Call {
  kind: CallKind;
  startedAt: number;
  finishedAt: number | null;
}

/** The ledger of one process, kept in memory: for tests, and for commands that call the forum on their own. */
export function createMemoryShareLedger(
  now: () => number,
  changed: Partial<ShareSettings> = {},
): ShareLedger {
  const settings: ShareSettings = { ...defaultShareSettings, ...changed };
  const calls = new Map<string, Call>();
  const waiters = new Map<string, { process: string; rank: number; forgottenAt: number }>();
  let share = settings.sharePerMinute;
  let shareChangedAt = now();
  let halvedAt = -Infinity;
  let blockedUntil = 0;
  let postsBlockedUntil = 0;
  let granted = 0;

  const freeAt = (call: Call) =>
    call.finishedAt === null
      ? call.startedAt + settings.abandonedAfterMs
      : call.finishedAt + settings.windowMs;
  const inWindow = (kind?: CallKind) =>
    [...calls.values()].filter((call) => kind === undefined || call.kind === kind);
  const firstFreeIn = (held: Call[]) => Math.min(...held.map(freeAt)) - now();

  function forgetThePast(): void {
    for (const [id, call] of calls) if (freeAt(call) <= now()) calls.delete(id);
    for (const [key, waiter] of waiters) if (waiter.forgottenAt <= now()) waiters.delete(key);
    const grown = Math.floor((now() - shareChangedAt) / settings.growEveryMs);
    if (grown === 0) return;
    share = Math.min(settings.sharePerMinute, share + grown);
    shareChangedAt += grown * settings.growEveryMs;
  }

  function postWaitMs(): number {
    const posts = inWindow('post');
    if (posts.some((post) => post.finishedAt === null)) return 250;
    const lastEnd = Math.max(0, ...posts.map((post) => post.finishedAt ?? 0));
    const gapMs = posts.length === 0 ? 0 : lastEnd + settings.postGapMs - now();
    const paceMs = posts.length >= settings.postsPerWindow ? firstFreeIn(posts) : 0;
    return Math.max(gapMs, paceMs, postsBlockedUntil - now());
  }

  function wait(request: ShareRequest, because: WaitReason, retryInMs: number): ShareAnswer {
    const retry = Math.max(1, Math.ceil(retryInMs));
    // Who waits for his own pace, or because the forum asked for quiet, holds nobody else up.
    if (because === 'share' || because === 'turn') {
      const forgottenAt = now() + Math.min(retry, 2_000) + 1_500;
      waiters.set(keyOf(request), { process: request.process, rank: rankOf(request.priority), forgottenAt });
    }
    return { granted: false, because, retryInMs: retry };
  }

  return {
    async tryTake(request) {
      forgetThePast();
      if (blockedUntil > now()) return wait(request, 'blocked', blockedUntil - now());
      const paceMs = request.kind === 'post' ? postWaitMs() : 0;
      if (paceMs > 0) return wait(request, 'pace', paceMs);
      const held = inWindow();
      if (held.length >= share) return wait(request, 'share', firstFreeIn(held));
      const rank = rankOf(request.priority);
      const isBeaten = [...waiters.values()].some(
        (waiter) => waiter.process !== request.process && waiter.rank < rank,
      );
      if (isBeaten) return wait(request, 'turn', 100);
      waiters.delete(keyOf(request));
      granted += 1;
      calls.set(`slot-${granted}`, { kind: request.kind, startedAt: now(), finishedAt: null });
      return { granted: true, slotId: `slot-${granted}` };
    },

    async finish(slotId, outcome) {
      const call = calls.get(slotId);
      if (call !== undefined) call.finishedAt = now();
      if (outcome.limit === null) return;
      await this.block(outcome.retryAfterMs ?? settings.windowMs, outcome.limit);
      // Calls that were already under way when the share was halved say nothing new.
      if (outcome.limit === 'posts' || (call !== undefined && call.startedAt <= halvedAt)) return;
      share = Math.max(1, Math.floor(share / 2));
      shareChangedAt = now();
      halvedAt = now();
    },

    async leave(waiter) {
      waiters.delete(keyOf(waiter));
    },

    async block(forMs, what) {
      if (what === 'site') blockedUntil = Math.max(blockedUntil, now() + forMs);
      else postsBlockedUntil = Math.max(postsBlockedUntil, now() + forMs);
    },

    async state() {
      forgetThePast();
      return {
        sharePerMinute: share,
        usedInWindow: inWindow().length,
        postsInWindow: inWindow('post').length,
        blockedForMs: Math.max(0, blockedUntil - now()),
        postsBlockedForMs: Math.max(0, postsBlockedUntil - now()),
      };
    },
  };
}

function rankOf(priority: Priority): number {
  return priorities.indexOf(priority);
}

function keyOf({ process, priority, kind }: { process: string; priority: Priority; kind: CallKind }): string {
  return `${process} ${priority} ${kind}`;
}
