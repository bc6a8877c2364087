import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';

export interface WatchOptions {
  /** Quiet time after the last sign of a change, so that an editor's rename-and-replace is seen once. */
  debounceMs?: number;
  /** How often to look without being told; network folders and some containers never tell. */
  pollMs?: number;
}

/**
 * Calls `onChange` when something below `path` may have changed, and every `pollMs` regardless: the caller compares
 * versions, so a call too many costs little. Calls never overlap. Dispose to stop; it waits for a call under way.
 */
export function watchRuleFiles(
  path: string,
  onChange: () => Promise<void>,
  { debounceMs = 150, pollMs = 5_000 }: WatchOptions = {},
): AsyncDisposable {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let watcher: FSWatcher | null = null;

  function look(): void {
    if (stopped) return;
    again = running !== null;
    running ??= onChange().finally(() => {
      running = null;
      if (again) look();
    });
  }
  function lookSoon(): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(look, debounceMs);
  }
  function listen(): void {
    if (stopped || watcher !== null) return;
    try {
      watcher = watch(path, { recursive: true, persistent: false }, lookSoon);
      watcher.on('error', forget);
    } catch {
      // Too many watches, or the folder is away: polling goes on and tries again.
      forget();
    }
  }
  function forget(): void {
    watcher?.close();
    watcher = null;
  }

  listen();
  const poll = setInterval(() => {
    listen();
    look();
  }, pollMs);
  poll.unref();
  return {
    async [Symbol.asyncDispose]() {
      stopped = true;
      clearInterval(poll);
      if (timer !== null) clearTimeout(timer);
      forget();
      await running;
    },
  };
}
