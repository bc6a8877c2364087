import { botIsSuspended } from '../model/standing.ts';
import type { ForumHealth } from '../storage/reports/forum-health.ts';
import type { Progress, WorkStage } from '../storage/reports/progress.ts';
import type { Trouble } from './trouble.ts';

/** What is looked at; all of it is read from Postgres at one moment. */
export interface Watched {
  now: Date;
  progress: Progress;
  health: ForumHealth | null;
  /** Posts of the last hour that no webhook had told of. */
  missedLastHour: number;
  /** What does not go on by itself. */
  stuck: { quarantined: number; events: number; offers: number };
  /** Offers that wait for an approval, and how long the oldest has. */
  reviews: { waiting: number; oldestMs: number };
  /** Rules that were paused because they fired far more often than they do. */
  bursts: readonly { rule: string; fired: number; usual: number }[];
  /** Rules that were paused because people said that what they offer is wrong. */
  unhelpful: readonly { rule: string; judged: number; bad: number }[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** One lost webhook is found by reading the forum; several in an hour without any that came mean a hook that is silent. */
const missedOfSilentHook = 3;
const lateMs = 5 * minuteMs;
const reviewsWaitMs = 12 * hourMs;

/** Everything that is wrong now, in no order. A pure reading: when to tell is decided elsewhere. */
export function findTroubles(watched: Watched): Trouble[] {
  return [...ofWork(watched), ...ofForum(watched), ...ofPeople(watched), ...ofRules(watched)];
}

function ofWork({ progress }: Watched): Trouble[] {
  const late = stages.filter(
    (stage) => progress.stages[stage].oldestDueMs >= lateMs && !isMoving(progress, stage),
  );
  return [
    ...(progress.workers === 0 ? [trouble('no_worker')] : []),
    ...late.map((stage) =>
      trouble('work_late', stage, {
        stage,
        minutes: Math.round(progress.stages[stage].oldestDueMs / minuteMs),
        due: progress.stages[stage].due,
      }),
    ),
  ];
}

/** The forum's own pace holds sending back: a stage that still finishes things is slow and not stuck. */
function isMoving({ stages: all }: Progress, stage: WorkStage): boolean {
  const { lastFinishedMs } = all[stage];
  return stage === 'send' && lastFinishedMs !== null && lastFinishedMs < lateMs;
}

function ofForum({ now, health, missedLastHour }: Watched): Trouble[] {
  if (health === null) return [];
  const { blocked, lastWebhookAt, plugin, baseUrl } = health;
  const silentMs = lastWebhookAt === null ? null : now.getTime() - lastWebhookAt.getTime();
  const isSilent = missedLastHour >= missedOfSilentHook && (silentMs === null || silentMs > hourMs);
  return [
    ...(isSilent
      ? [
          trouble('hook_silent', '', {
            missed: missedLastHour,
            hours: silentMs === null ? 0 : Math.round(silentMs / hourMs),
          }),
        ]
      : []),
    ...(blocked === null ? [] : [ofBlock(blocked.because, baseUrl)]),
    ...(plugin.bot === 'silenced' ? [trouble('bot_silenced', '', { forum: baseUrl })] : []),
    ...(plugin.lostSignalsAt === null ? [] : [trouble('signals_lost')]),
  ];
}

const refusals: readonly string[] = ['unauthorised', 'not_allowed', botIsSuspended];

function ofBlock(because: string | null, forum: string): Trouble {
  if (because !== null && refusals.includes(because)) return trouble('key_refused', '', { forum });
  return trouble('circuit_open', '', { forum, why: because ?? '' });
}

function ofPeople({ stuck, reviews }: Watched): Trouble[] {
  const total = stuck.quarantined + stuck.events + stuck.offers;
  return [
    ...(total > 0 ? [trouble('needs_person', '', { total, ...stuck })] : []),
    ...(reviews.waiting > 0 && reviews.oldestMs > reviewsWaitMs
      ? [
          trouble('reviews_waiting', '', {
            waiting: reviews.waiting,
            hours: Math.round(reviews.oldestMs / hourMs),
          }),
        ]
      : []),
  ];
}

function ofRules({ progress, bursts, unhelpful }: Watched): Trouble[] {
  return [
    ...(progress.rulesRejected > 0
      ? [trouble('rules_rejected', '', { faults: progress.rulesRejected })]
      : []),
    ...bursts.map(({ rule, fired, usual }) => trouble('rule_burst', rule, { rule, fired, usual })),
    ...unhelpful.map(({ rule, judged, bad }) => trouble('rule_unhelpful', rule, { rule, judged, bad })),
  ];
}

const stages: readonly WorkStage[] = ['read', 'decide', 'send'];

function trouble(code: Trouble['code'], subject = '', values: Record<string, string | number> = {}): Trouble {
  return { code, subject, values };
}
