import { type ForumId, type RuleId, ruleId } from '../model/ids.ts';
import type { Reports } from '../storage/reports.ts';
import type { AlertStore } from '../storage/alert-store.ts';
import { findTroubles } from './find-troubles.ts';
import { isJudgedBadly } from './is-judged-badly.ts';
import { type TellAlertsDeps, tellAlerts } from './tell-alerts.ts';

export interface RulePause {
  forum: ForumId;
  rule: RuleId;
  who: string;
  why: string;
}

export interface WatchForumDeps extends TellAlertsDeps {
  alerts: AlertStore;
  reports: Pick<Reports, 'watched' | 'progress' | 'forumHealth'>;
  /** Nothing more of this rule is sent; recorded with who and why. */
  pauseRule(pause: RulePause): Promise<void>;
  everyMs: number;
}

/**
 * One look at a forum, by one process at a time: a rule that runs wild, or of which people say that it is wrong, is paused,
 * and people hear of what is wrong.
 */
export async function watchForum(deps: WatchForumDeps, forum: ForumId): Promise<void> {
  if (!(await deps.alerts.takeTurn(forum, deps.everyMs))) return;
  const [numbers, progress, health] = await Promise.all([
    deps.reports.watched(forum),
    deps.reports.progress(),
    deps.reports.forumHealth(forum),
  ]);
  for (const { rule, fired, usual } of numbers.bursting) {
    const why = `${fired} offers in ten minutes, where a busy hour has ${usual}`;
    await deps.pauseRule({ forum, rule: ruleId(rule), who: 'Waypost', why });
  }
  const unhelpful = numbers.judged.filter(isJudgedBadly);
  for (const { rule, judged, bad } of unhelpful) {
    const why = `${bad} of ${judged} members were given something that was no help, was flagged or was taken away`;
    await deps.pauseRule({ forum, rule: ruleId(rule), who: 'Waypost', why });
  }
  const bursts = [...numbers.bursting, ...numbers.paused];
  const troubles = findTroubles({
    ...numbers,
    progress,
    health,
    bursts,
    unhelpful: [...unhelpful, ...numbers.pausedJudged],
  });
  using _turn = holdTurn(deps, forum);
  await tellAlerts(deps, forum, troubles);
}

/** Channels may be slow; another process would tell the same again if it took the turn meanwhile. */
function holdTurn({ alerts, everyMs, log }: WatchForumDeps, forum: ForumId): Disposable {
  const keep = (): void =>
    void alerts.keepTurn(forum).catch((error: unknown) => log.warn({ err: error }, 'the turn was not kept'));
  const timer = setInterval(keep, Math.max(1_000, everyMs / 3));
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
