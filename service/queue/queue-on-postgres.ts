import { setTimeout as sleep } from 'node:timers/promises';
import {
  type PostgresConnectionOptions,
  type Processor,
  type Queue,
  type QueueOptions,
  type WorkerOptions,
  createPostgresBackend,
  withBackend,
} from 'bullmq';

const onPostgres = withBackend(createPostgresBackend);

/** Between two attempts while Postgres refuses. */
const pauseMs = 1_000;

/**
 * A worker whose first connection may fail: no room for one more, a server that starts, a schema that may not be made. BullMQ
 * keeps a first failure for good, and a worker of its own asks it again and again without ever waiting, so that nothing else
 * of the process gets a turn. So none runs before it is ready, and one that cannot be makes way for another.
 */
export function openPostgresWorker(
  name: string,
  processor: Processor,
  options: WorkerOptions<PostgresConnectionOptions>,
  onError: (error: Error) => void,
): { close(): Promise<void> } {
  const ending = new AbortController();
  let worker = open();

  function open() {
    const next = new onPostgres.Worker(name, processor, { ...options, autorun: false });
    next.on('error', onError);
    return next;
  }

  async function run(): Promise<void> {
    while (!(await isReady(worker, onError))) {
      await closeQuietly(worker);
      await sleep(pauseMs, undefined, { signal: ending.signal });
      worker = open();
    }
    if (!ending.signal.aborted) void worker.run().catch(onError);
  }

  const started = run().catch(ignore);
  return {
    async close() {
      ending.abort();
      await started;
      await worker.close();
    },
  };
}

/** A queue that does the same; `queue` is the one that is good at the moment. */
export function openPostgresQueue(
  name: string,
  options: QueueOptions<PostgresConnectionOptions>,
  onError: (error: Error) => void,
) {
  let timer: NodeJS.Timeout | undefined;
  let isClosing = false;
  let queue = open();
  let opening = watch();

  function open() {
    const next = new onPostgres.Queue(name, options);
    next.on('error', onError);
    return next;
  }

  async function watch(): Promise<void> {
    const watched = queue;
    if ((await isReady(watched, onError)) || isClosing) return;
    timer = setTimeout(() => {
      queue = open();
      opening = watch();
      void closeQuietly(watched);
    }, pauseMs);
    timer.unref();
  }

  return {
    // The queue dashboard knows one class only; the back ends share its methods.
    get queue() {
      return queue as unknown as Queue;
    },
    async close() {
      isClosing = true;
      await opening;
      clearTimeout(timer);
      await closeQuietly(queue);
    },
  };
}

async function isReady(
  asked: { waitUntilReady(): Promise<unknown> },
  onError: (error: Error) => void,
): Promise<boolean> {
  try {
    await asked.waitUntilReady();
    return true;
  } catch (error) {
    onError(error instanceof Error ? error : new Error(String(error)));
    return false;
  }
}

async function closeQuietly(opened: { close(): Promise<void> }): Promise<void> {
  await opened.close().catch(ignore);
}

/** It was told to whoever hears of errors. */
function ignore(): void {}
