import type { Kept, SignedWebhook } from '../storage/inbox-store.ts';

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
 * An idle keeper adds no delay. A batch that fails is tried row by row, so that one bad row costs no other.
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
      const batch = waiting.slice(0, limits.maxBatch);
      waiting = waiting.slice(limits.maxBatch);
      for (const { webhook } of batch) waitingBytes -= webhook.body.length;
      await write(batch);
    }
    isWriting = false;
  }

  async function write(batch: readonly Waiting[]): Promise<void> {
    try {
      const kept = await inbox.keepWebhooks(batch.map(({ webhook }) => webhook));
      for (const [index, entry] of batch.entries()) entry.resolve(kept[index] as Kept);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) only.reject(error);
      else for (const entry of batch) await write([entry]);
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
        // One turn of the event loop, so that requests already read share the very first commit too.
        setImmediate(() => void writeAll());
      });
    },
  };
}
