import type { Logger } from 'pino';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { EventId } from '../model/ids.ts';
import type { Lease } from '../storage/lease.ts';
import { type EvaluateDeps, type LeasedEvent, evaluateEvent } from './evaluate-event.ts';

export interface WorkOnEventDeps extends EvaluateDeps {
  newLease(): Lease;
  log: Logger;
}

const forumIsAwayMs = 10_000;

/** Claims an event and decides over it; nothing happens if it is done, not due or somebody else's. */
export async function workOnEvent(deps: WorkOnEventDeps, id: EventId): Promise<void> {
  const lease = deps.newLease();
  const claimed = await deps.events.claim(id, lease);
  if (claimed) await workOnLeasedEvent(deps, { ...claimed, lease });
}

/** Decides over an event whose lease the caller holds. Whatever fails, the event is due again later. */
export async function workOnLeasedEvent(deps: WorkOnEventDeps, work: LeasedEvent): Promise<void> {
  const { lease } = work;
  // The forum may take longer to answer than the lease lasts; only a worker that has died should lose it.
  const keepAlive = setInterval(() => {
    deps.events.renew(work.id, lease).catch((error: unknown) => {
      deps.log.warn({ err: error, eventId: work.id }, 'event lease not renewed');
    });
  }, lease.forMs / 3);
  try {
    await evaluateEvent(deps, work);
  } catch (error) {
    await giveBack(deps, work, error);
  } finally {
    clearInterval(keepAlive);
  }
}

async function giveBack(deps: WorkOnEventDeps, work: LeasedEvent, error: unknown): Promise<void> {
  if (error instanceof DiscourseError && (error.code === 'not_found' || error.code === 'gone')) {
    await deps.db.transaction().execute((trx) =>
      deps.events.finish(trx, work.id, work.lease, {
        state: 'done',
        reason: 'topic_deleted',
        rulebook: null,
      }),
    );
    return;
  }
  if (error instanceof DiscourseError && error.retry !== 'never') {
    // The forum's illness burns no attempt: nothing is wrong with the event.
    await deps.events.postpone(work.id, work.lease, {
      delayMs: error.retryAfterMs ?? forumIsAwayMs,
      keepAttempt: false,
    });
    return;
  }
  deps.log.error({ err: error, eventId: work.id, attempt: work.attempts }, 'event not decided');
  await deps.events.postpone(work.id, work.lease, { delayMs: backOffMs(work.attempts), keepAttempt: true });
}

/** 1 s, 2 s, 4 s … up to ten minutes. */
function backOffMs(attempts: number): number {
  return Math.min(1_000 * 2 ** (attempts - 1), 600_000);
}
