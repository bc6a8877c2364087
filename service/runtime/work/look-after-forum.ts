import { foldNeedless } from '../../deliver/fold-needless.ts';
import { withdrawNeedless } from '../../deliver/withdraw-needless.ts';
import { listDirectory } from '../../engine/render/list-directory.ts';
import { pushDirectory } from '../../forum/push-directory.ts';
import { followOutcomes } from '../../measure/follow-outcomes.ts';
import { rereadMembers } from '../../measure/reread-members.ts';
import { checkAccess } from '../../sweep/check-access.ts';
import { createMissedPostsFinder } from '../../sweep/find-missed-posts.ts';
import { followCalendars } from '../../sweep/follow-calendars.ts';
import { followLives } from '../../sweep/follow-lives.ts';
import { createOutboxReader } from '../../sweep/read-outbox.ts';
import { createDoublesRemover } from '../../sweep/remove-doubles.ts';
import { type Repeating, repeat } from '../../sweep/repeat.ts';
import { takeSteps } from '../../sweep/take-steps.ts';
import { tellCalendar } from '../../sweep/tell-calendar.ts';
import { tellDates } from '../../sweep/tell-dates.ts';
import { createUnansweredTeller } from '../../sweep/tell-unanswered.ts';
import { followProposals } from '../follow-proposals.ts';
import type { ConnectedForum } from '../forums.ts';
import type { Stages, WorkDeps } from './compose-stages.ts';
import type { ReportTask } from './report-task.ts';

const askPluginEveryMs = 3 * 60_000;

/** Everything that is repeated for each forum: what no webhook tells, and what time alone brings. */
export function lookAfterForum(
  deps: WorkDeps,
  { common, reading, delivery, lives, calendars }: Stages,
  { forum, report }: { forum: ConnectedForum; report: ReportTask },
): Repeating[] {
  const { config, stores, producer, log } = deps;
  const { timing } = config;
  const findMissedPosts = createMissedPostsFinder(
    {
      ...stores,
      client: forum.client,
      known: forum.known,
      ignoredMembers: () => deps.rulebook().site.ignoreMembers,
      wakeForEvents: (ids) => producer.wakeForEvents(ids),
      log,
    },
    forum.id,
  );
  const tellUnanswered = createUnansweredTeller(
    { ...stores, rulebook: deps.rulebook, wakeForEvents: (ids) => producer.wakeForEvents(ids) },
    forum.id,
  );
  const removeDoubles = createDoublesRemover({ ...stores, client: forum.client, log }, forum.id);
  const directory = {
    ...stores,
    id: forum.id,
    plugin: forum.plugin,
    known: forum.known.plugin,
    directory: () => ({
      version: deps.rulebook().version,
      guides: listDirectory(deps.rulebook()),
    }),
    log,
  };
  const readOutbox = createOutboxReader(
    {
      ...stores,
      plugin: forum.plugin,
      known: forum.known.plugin,
      process: config.processName,
      takeSignals: reading.takeSignals,
      rereadMembers: (id) => rereadMembers({ ...stores, plugin: forum.plugin }, id),
      wakeForEvents: reading.wakeForEvents,
      log,
    },
    forum.id,
  );
  return [
    repeat(
      async () => {
        const isTurn = await stores.forums.takeReconciliation(
          forum.id,
          config.processName,
          timing.reconcileMs,
        );
        if (!isTurn) return;
        if (!(await forum.known.knowledge())) {
          await checkAccess({ client: forum.client, forums: stores.forums, log }, forum.id);
          return;
        }
        await findMissedPosts();
        await removeDoubles();
        await pushDirectory(directory);
        await withdrawNeedless(delivery, forum.id);
        await foldNeedless({ ...delivery, folds: stores.folds }, forum.id);
      },
      { everyMs: Math.min(timing.reconcileMs, 5_000), onError: report('missed posts') },
    ),
    repeat(
      async (signal) => {
        await followLives(lives, forum.id, signal);
      },
      { everyMs: timing.livesMs, onError: report('lives') },
    ),
    repeat(
      async (signal) => {
        await takeSteps(lives, forum.id, signal);
      },
      { everyMs: Math.min(timing.livesMs, 5_000), onError: report('steps') },
    ),
    repeat(
      async () => {
        await followOutcomes({ ...common, publicUrl: config.publicUrl }, forum.id);
      },
      { everyMs: 15_000, onError: report('outcomes') },
    ),
    ...followProposals({ ...deps, publicUrl: config.publicUrl, report }, forum),
    repeat(
      async () => {
        await followCalendars(calendars, forum.id);
        await tellCalendar(lives, forum.id);
      },
      { everyMs: timing.livesMs, onError: report('calendars') },
    ),
    repeat(async () => void (await tellDates(lives, forum.id)), {
      everyMs: Math.min(timing.livesMs, 15_000),
      onError: report('dates'),
    }),
    repeat(() => forum.known.plugin.askIfDue(askPluginEveryMs), {
      everyMs: 5_000,
      onError: report('plugin'),
    }),
    repeat(async () => void (await readOutbox()), { everyMs: 2_000, onError: report('outbox') }),
    repeat(async () => void (await tellUnanswered()), {
      everyMs: Math.min(timing.reconcileMs, 5_000),
      onError: report('unanswered topics'),
    }),
    repeat(() => forum.ledger.forget(), { everyMs: 60_000, onError: report('calls') }),
  ];
}
