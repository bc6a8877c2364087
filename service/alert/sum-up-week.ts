import type { ForumId } from '../model/ids.ts';
import type { AlertStore } from '../storage/alert-store.ts';
import type { Reports } from '../storage/reports.ts';
import { alertLanguage } from './say-trouble.ts';
import { sayWeek } from './say-week.ts';
import type { AlertChannel } from './tell-alerts.ts';

export interface SumUpWeekDeps {
  alerts: Pick<AlertStore, 'takeSummary' | 'giveSummaryBack'>;
  reports: Pick<Reports, 'week' | 'clock'>;
  channels: readonly AlertChannel[];
  site(): { locale: string; timeZone: string };
}

const monday = 1;
const morning = 9;
/** Whoever was away on Monday morning is told later that day, and not on Friday. */
const untilHour = 21;

/** On Monday from nine on, by the forum's clock: the week in plain language, once. True when it was told. */
export async function sumUpWeek(deps: SumUpWeekDeps, forum: ForumId): Promise<boolean> {
  if (deps.channels.length === 0) return false;
  const { locale, timeZone } = deps.site();
  const now = await deps.reports.clock();
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const isTime = local.dayOfWeek === monday && local.hour >= morning && local.hour < untilHour;
  const turn = isTime ? await deps.alerts.takeSummary(forum) : null;
  if (turn === null) return false;
  let isHeard = false;
  try {
    const message = sayWeek(await deps.reports.week(forum), alertLanguage(locale));
    const name = `${forum}-week-${local.toPlainDate().toString()}-${turn.before?.getTime() ?? 0}`;
    const results = await Promise.allSettled(deps.channels.map((channel) => channel.tell(message, name)));
    isHeard = results.some(({ status }) => status === 'fulfilled');
  } finally {
    // Nobody was reached: it is tried again until the evening.
    if (!isHeard) await deps.alerts.giveSummaryBack(forum, turn);
  }
  return isHeard;
}
