import { deliverOffers, oneRoundAtATime } from '../deliver/deliver-offers.ts';
import { workOnEvent, workOnLeasedEvent } from '../evaluate/work-on-event.ts';
import { readWebhook } from '../ingest/read-webhook.ts';
import type { EventId, ForumId, InboxId } from '../model/ids.ts';
import { type Handlers, startWorkers } from '../queue/start-workers.ts';
import { forgetRows } from '../sweep/forget-rows.ts';
import { forgetTexts } from '../sweep/forget-texts.ts';
import { pickUpLeftovers, pickUpOffers } from '../sweep/pick-up-leftovers.ts';
import { type Repeating, repeat } from '../sweep/repeat.ts';
import { type Stages, type WorkDeps, composeStages } from './work/compose-stages.ts';
import { lookAfterForum } from './work/look-after-forum.ts';
import { type ReportTask, reportTasks } from './work/report-task.ts';

const hourMs = 3_600_000;

/**
 * Starts everything that decides and delivers in this process: the handlers that the queue wakes, and what is repeated.
 * Disposing lets what is under way end.
 */
export function startWork(deps: WorkDeps): AsyncDisposable {
  const { config, stores, log } = deps;
  let isStopping = false;
  const stages = composeStages(deps, () => isStopping);
  const report = reportTasks(log);
  const handlers = handleJobs(stages);
  const workers = startWorkers(deps.queue, handlers, { onError: report('queue') });
  const tasks = [
    ...lookAfterRows(deps, handlers, report),
    ...deps.forums.flatMap((forum) => lookAfterForum(deps, stages, { forum, report })),
  ];

  async function leave(forum: ForumId): Promise<void> {
    await stores.forums.leaveSender(forum, config.processName);
    await stores.forums.leaveReconciliation(forum, config.processName);
    await stores.outbox.leave(forum, config.processName);
  }

  return {
    async [Symbol.asyncDispose]() {
      isStopping = true;
      await Promise.all([...tasks.map((task) => task.stop()), workers.close()]);
      await Promise.all(deps.forums.map((forum) => leave(forum.id))).catch(() => undefined);
      await stores.workers.leave(config.processName).catch(() => undefined);
    },
  };
}

/** What is done with a webhook, an event and a forum's due offers, whoever asks for it. */
function handleJobs({ reading, evaluation, delivery }: Stages): Handlers {
  return {
    async readWebhook(id: InboxId) {
      const fresh = await readWebhook(reading, id);
      if (fresh) await workOnLeasedEvent(evaluation, fresh);
    },
    evaluateEvent: (id: EventId) => workOnEvent(evaluation, id),
    deliverOffers: oneRoundAtATime((forum) => deliverOffers(delivery, forum)),
  };
}

/** What is repeated for all forums together: rows that the queue forgot, and rows that are to be forgotten. */
function lookAfterRows({ config, stores }: WorkDeps, handlers: Handlers, report: ReportTask): Repeating[] {
  const { timing } = config;
  const leftovers = { ...stores, ...handlers, headStartMs: timing.queueHeadStartMs };
  return [
    repeat((signal) => pickUpLeftovers(leftovers, signal), {
      everyMs: timing.pollMs,
      onError: report('leftovers'),
    }),
    repeat(() => pickUpOffers(leftovers), {
      everyMs: Math.min(timing.pollMs, 1_000),
      onError: report('offers'),
    }),
    repeat(() => stores.workers.beat(config.processName, 'work'), {
      everyMs: 10_000,
      onError: report('beat'),
    }),
    repeat((signal) => forgetTexts(stores, config.retention, signal), {
      everyMs: hourMs,
      onError: report('forget'),
    }),
    repeat((signal) => forgetRows(stores, config.retention, signal), {
      everyMs: hourMs,
      onError: report('forget rows'),
    }),
  ];
}
