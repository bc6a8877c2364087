import { setImmediate as turn } from 'node:timers/promises';
import type { Kept, SignedWebhook } from '../storage/inbox/write-webhooks.ts';

export interface WebhookKeeper {
  /** Resolves once the webhook is committed. Rejects when it is not; then nothing may be acknowledged. */
  keep(webhook: SignedWebhook): Promise<Kept>;
  waiting(): number;
}

/** Too much is waiting for the database; the sender is told to come again. */
export class InboxBusyError extends Error {
  override name = 'InboxBusyError';
}

interface Waiting {
  webhook: SignedWebhook;
  resolve(kept: Kept): void;
  reject(error: unknown): void;
}

/**
 * Lets requests that arrive together share one commit: whatever waits when a commit returns goes with the next one.
 * An idle keeper adds no delay. A batch in which Postgres finds a fault is tried row by row, so that one bad row costs no other.
 */
export function createWebhookKeeper(
  inbox: { keepWebhooks(batch: readonly SignedWebhook[]): Promise<Kept[]> },
  limits: { maxBatch: number; maxWaitingBytes: number } = {
    maxBatch: 500,
    maxWaitingBytes: 64 * 1024 * 1024,
  },
): WebhookKeeper {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let isWriting = false;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      // One turn of the event loop, so that requests already read share this commit too.
      await turn();
      const batch = waiting.slice(0, limits.maxBatch);
      waiting = waiting.slice(limits.maxBatch);
      for (const { webhook } of batch) waitingBytes -= webhook.body.length;
      await write(batch);
    }
    isWriting = false;
  }

  async function write(batch: readonly Waiting[]): Promise<void> {
    const fault = await tryToWrite(batch);
    if (fault === null) return;
    const isTogether = batch.length > 1;
    if (isTogether && mayConcernOneRow(fault.error)) await writeEach(batch);
    else for (const entry of batch) entry.reject(fault.error);
  }

  /** One by one, as long as the database answers: hundreds that each wait for one that is away would wait for minutes. */
  async function writeEach(batch: readonly Waiting[]): Promise<void> {
    let gone: { error: unknown } | null = null;
    for (const entry of batch) {
      const fault: { error: unknown } | null = gone ?? (await tryToWrite([entry]));
      if (fault === null) continue;
      entry.reject(fault.error);
      if (!mayConcernOneRow(fault.error)) gone = fault;
    }
  }

  /** Null: kept, and told so. */
  async function tryToWrite(batch: readonly Waiting[]): Promise<{ error: unknown } | null> {
    try {
      const kept = await inbox.keepWebhooks(batch.map(({ webhook }) => webhook));
      for (const [index, entry] of batch.entries()) entry.resolve(kept[index] as Kept);
      return null;
    } catch (error) {
      return { error };
    }
  }

  return {
    waiting: () => waiting.length,
    keep(webhook) {
      if (waitingBytes + webhook.body.length > limits.maxWaitingBytes) {
        return Promise.reject(new InboxBusyError('the inbox is busy; nothing was kept'));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ webhook, resolve, reject });
        waitingBytes += webhook.body.length;
        if (isWriting) return;
        isWriting = true;
        void writeAll();
      });
    },
  };
}

/**
 * Whether the same rows one by one may fare better: Postgres' classes 22, 23 and 54 find fault with a value, 40 with
 * what others did at the same time. Anything else, such as a database that is away, is told to all of them at once.
 */
function mayConcernOneRow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|40|54)...$/.test(String(error.code));
}
