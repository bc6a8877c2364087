export interface Repeating {
  /** Runs once more at once, unless it is running. */
  now(): void;
  stop(): Promise<void>;
}

/**
 * Runs a task again and again, `everyMs` after it has ended; never twice at a time. A failure is reported and the task
 * goes on: the rows it works on are in Postgres. `stop` waits for what is running.
 */
export function repeat(
  task: (signal: AbortSignal) => Promise<void>,
  options: { everyMs: number; onError: (error: unknown) => void; atOnce?: boolean },
): Repeating {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  function run(): void {
    if (running || stopping.signal.aborted) return;
    if (timer) clearTimeout(timer);
    running = task(stopping.signal)
      .catch(options.onError)
      .finally(() => {
        running = null;
        if (!stopping.signal.aborted) timer = setTimeout(run, options.everyMs);
      });
  }

  if (options.atOnce === false) timer = setTimeout(run, options.everyMs);
  else run();

  return {
    now: run,
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
