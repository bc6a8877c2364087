import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Runtime } from '../../runtime.ts';

/** What runs for one forum of several. */
export interface OpenForum extends AsyncDisposable {
  runtime: Runtime;
  /** Ready, and listening to nobody by itself; null where no pages and webhooks are served. */
  app: FastifyInstance | null;
}

/** A forum of this process, open or not. */
export interface KeptForum extends AsyncDisposable {
  name: string;
  publicUrl: string | null;
  /** Null while it could not be opened. */
  current(): OpenForum | null;
  /** The first attempt: rejects with what stood in its way. */
  opened: Promise<OpenForum>;
}

const everyMs = 30_000;

/**
 * Opens a forum, and tries again as long as that fails: rules with mistakes, or a server that is away, hold up no other
 * forum of the installation. What the forum says meanwhile is found by reading it, once it is open.
 */
export function keepForumOpen(
  config: Pick<Config, 'forumName' | 'publicUrl'>,
  options: {
    open(): Promise<OpenForum>;
    /** Told of each success; of a failure only as it begins. */
    onOpen(forum: OpenForum): void;
    onFailure(error: Error): void;
    log: Logger;
    everyMs?: number;
  },
): KeptForum {
  let current: OpenForum | null = null;
  let isEnding = false;
  let timer: NodeJS.Timeout | undefined;
  let hasFailed = false;

  async function attempt(): Promise<OpenForum> {
    try {
      const forum = await options.open();
      current = forum;
      if (!isEnding) options.onOpen(forum);
      return forum;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      options.log.error({ err: error }, 'the forum could not be opened and will be tried again');
      if (!hasFailed) options.onFailure(error);
      hasFailed = true;
      if (!isEnding)
        timer = setTimeout(() => void (trying = attempt().catch(ignore)), options.everyMs ?? everyMs);
      throw error;
    }
  }

  const opened = attempt();
  let trying: Promise<unknown> = opened.catch(ignore);
  return {
    name: config.forumName,
    publicUrl: config.publicUrl,
    current: () => current,
    opened,
    async [Symbol.asyncDispose]() {
      isEnding = true;
      clearTimeout(timer);
      await trying;
      clearTimeout(timer);
      await current?.[Symbol.asyncDispose]();
    },
  };
}

/** It was logged, and is tried again. */
function ignore(): void {}
