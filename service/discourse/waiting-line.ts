import { priorities } from './share-ledger.ts';
import type { CallKind, Priority, ShareLedger } from './share-ledger.ts';

export interface Wish {
  priority: Priority;
  kind: CallKind;
  signal: AbortSignal | undefined;
  maxWaitMs: number;
}

export type Waited =
  | { outcome: 'granted'; slotId: string }
  | { outcome: 'too_long'; retryInMs: number }
  | { outcome: 'cancelled' }
  /** The ledger itself could not be asked. */
  | { outcome: 'broken'; cause: unknown };

interface Waiter extends Wish {
  since: number;
  isOver: boolean;
  end(waited: Waited): void;
}

/** Asked again after this long at the latest: a ledger forgets a waiter that it does not hear of for a few seconds. */
const LONGEST_NAP_MS = 2_000;

/** This process's waiters, best first; one at a time asks the ledger. */
export function createWaitingLine(deps: { ledger: ShareLedger; process: string; now: () => number }) {
  const { ledger, process, now } = deps;
  const waiters: Waiter[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let askAgain = false;
  let lastRetryInMs = 1_000;

  function wait(wish: Wish): Promise<Waited> {
    if (wish.signal?.aborted) return Promise.resolve({ outcome: 'cancelled' });
    return new Promise((resolve) => {
      const giveUp = setTimeout(
        () => leave(waiter, { outcome: 'too_long', retryInMs: lastRetryInMs }),
        wish.maxWaitMs,
      );
      const cancel = () => leave(waiter, { outcome: 'cancelled' });
      const waiter: Waiter = {
        ...wish,
        since: now(),
        isOver: false,
        end(waited) {
          clearTimeout(giveUp);
          wish.signal?.removeEventListener('abort', cancel);
          waiter.isOver = true;
          waiters.splice(waiters.indexOf(waiter), 1);
          resolve(waited);
        },
      };
      wish.signal?.addEventListener('abort', cancel, { once: true });
      const place = waiters.findIndex((other) => rankOf(other) > rankOf(waiter));
      waiters.splice(place === -1 ? waiters.length : place, 0, waiter);
      // Also when others are being kept waiting: the ledger must know that somebody better has come.
      void ask();
    });
  }

  function leave(waiter: Waiter, waited: Waited): void {
    if (waiter.isOver) return;
    waiter.end(waited);
    const { priority, kind } = waiter;
    if (waiters.some((other) => other.priority === priority && other.kind === kind)) return;
    // Best effort: a waiter that is not heard of is forgotten in a few seconds.
    ledger.leave({ process, priority, kind }).catch(() => {});
  }

  async function ask(): Promise<void> {
    askAgain = true;
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    let napMs = LONGEST_NAP_MS;
    while (askAgain) {
      askAgain = false;
      napMs = await grantInOrder();
    }
    isAsking = false;
    if (waiters.length > 0) timer = setTimeout(() => void ask(), napMs);
  }

  /** Grants as far as the ledger allows; answers when to ask again. */
  async function grantInOrder(): Promise<number> {
    let napMs = LONGEST_NAP_MS;
    let postsHaveToWait = false;
    for (;;) {
      const waiter = waiters.find((candidate) => !(postsHaveToWait && candidate.kind === 'post'));
      if (waiter === undefined) return napMs;
      const answer = await askFor(waiter);
      if (answer === null) continue;
      napMs = Math.min(napMs, answer.retryInMs);
      lastRetryInMs = answer.retryInMs;
      // The bot's own pace is no reason to stop reading.
      if (waiter.kind !== 'post' || answer.because === 'share' || answer.because === 'turn') return napMs;
      postsHaveToWait = true;
    }
  }

  async function askFor(waiter: Waiter) {
    const { priority, kind } = waiter;
    try {
      const answer = await ledger.tryTake({
        process,
        priority,
        kind,
        waitedMs: Math.max(0, now() - waiter.since),
      });
      if (!answer.granted) return answer;
      if (!waiter.isOver) waiter.end({ outcome: 'granted', slotId: answer.slotId });
      else await ledger.finish(answer.slotId, { status: null, retryAfterMs: null, limit: null });
    } catch (cause) {
      if (!waiter.isOver) waiter.end({ outcome: 'broken', cause });
    }
    return null;
  }

  function lengths(): Record<Priority, number> {
    const counts = { lookup: 0, deliver: 0, withdraw: 0, reconcile: 0, facts: 0, background: 0 };
    for (const waiter of waiters) counts[waiter.priority] += 1;
    return counts;
  }

  return { wait, lengths };
}

function rankOf({ priority }: { priority: Priority }): number {
  return priorities.indexOf(priority);
}
