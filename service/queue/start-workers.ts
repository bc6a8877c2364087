import { type EventId, type ForumId, type InboxId, eventId, forumId, inboxId } from '../model/ids.ts';
import { EventsJob, OffersJob, queueNames } from './jobs.ts';
import { type QueueServer, openWorker } from './queue-server.ts';

export interface Handlers {
  readWebhook(id: InboxId): Promise<void>;
  evaluateEvent(id: EventId): Promise<void>;
  deliverOffers(forum: ForumId): Promise<void>;
}

export interface Workers {
  /** Lets what is being worked on end; takes nothing new. */
  close(): Promise<void>;
}

/**
 * One handler for each queue. A handler that throws has left its row in Postgres, whose lease brings it back;
 * the job itself is never tried again.
 */
export function startWorkers(
  server: QueueServer,
  handlers: Handlers,
  options: { onError: (error: Error) => void },
): Workers {
  let isClosing = false;
  const events = openWorker(
    server,
    queueNames.events,
    async (job) => {
      const payload = EventsJob.parse(job.data);
      if (payload.kind === 'inbox') await readAll(handlers, payload.ids, () => isClosing);
      else await handlers.evaluateEvent(eventId(payload.id));
    },
    { concurrency: 4, onError: options.onError },
  );
  const offers = openWorker(
    server,
    queueNames.offers,
    async (job) => handlers.deliverOffers(forumId(OffersJob.parse(job.data).forum)),
    { concurrency: 2, onError: options.onError },
  );
  return {
    async close() {
      isClosing = true;
      await Promise.all([events.close(), offers.close()]);
    },
  };
}

/**
 * One that fails holds up none of the others. Under load a job carries hundreds: a worker that is to end does not begin
 * another, and leaves the rest to whoever polls.
 */
async function readAll(handlers: Handlers, ids: readonly string[], isClosing: () => boolean): Promise<void> {
  const failures: unknown[] = [];
  for (const id of ids) {
    if (isClosing()) break;
    await handlers.readWebhook(inboxId(id)).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
