import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { ForumId } from '../model/ids.ts';
import { redisPrefixOf } from '../queue/jobs.ts';
import type { PostgresConnection, QueueServer } from '../queue/queue-server.ts';
import { queueSchemaOfForum } from '../storage/forum-schema.ts';
import { openPostgres } from './open-postgres.ts';
import { openQueueServer } from './open-queue.ts';

/** Postgres, and what carries the queue: one of each for the installation, whatever the number of its forums. */
export interface OpenServers extends AsyncDisposable {
  postgres: PostgresConnection;
  queue: QueueServer;
  /** Lines for the start-up output: what runs where. */
  sentences: readonly string[];
  /** Resolves when a private server ended without having been asked to: nothing goes on without it. */
  failed: Promise<Error>;
}

/** @throws EmbeddedServerError; what was opened so far has been closed again. */
export async function openServers(config: Config, log: Logger): Promise<OpenServers> {
  await using opened = new AsyncDisposableStack();
  const postgres = opened.use(await openPostgres(config, log));
  const queue = opened.use(await openQueueServer(config, postgres.connection, log));
  const kept = opened.move();
  return {
    postgres: postgres.connection,
    queue: queue.server,
    sentences: [postgres.sentence, queue.sentence],
    failed: Promise.race([postgres.failed, queue.failed]),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The forum's own part of the queue: a prefix of its keys, or a schema. */
export function queueOfForum(server: QueueServer, forum: ForumId): QueueServer {
  if (server.kind === 'redis') return { ...server, prefix: redisPrefixOf(forum) };
  const schema = queueSchemaOfForum(forum);
  return schema === null ? server : { ...server, schema };
}
