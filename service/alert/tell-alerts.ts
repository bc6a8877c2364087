import type { Logger } from 'pino';
import type { ForumId } from '../model/ids.ts';
import type { AlertStore, KeptAlert } from '../storage/alert-store.ts';
import { type Message, alertLanguage, sayMany, sayOver, sayTrouble } from './say-trouble.ts';
import { type Trouble, type TroubleCode, keyOf, needsOtherChannel } from './trouble.ts';

/** A way to reach people. */
export interface AlertChannel {
  name: string;
  /** Whether it works while the forum does not. */
  isOutside: boolean;
  /** Rejects when nobody was reached; it is tried again at the next look. */
  tell(message: Message): Promise<void>;
}

export interface TellAlertsDeps {
  alerts: AlertStore;
  channels: readonly AlertChannel[];
  /** The forum's language. */
  locale(): string;
  log: Logger;
}

/** Some things pass by themselves within minutes; nobody is called for them. */
const patienceMs: Partial<Record<TroubleCode, number>> = {
  work_late: 120_000,
  no_worker: 120_000,
  circuit_open: 600_000,
  key_refused: 120_000,
  rules_rejected: 300_000,
  needs_person: 900_000,
};
const mostAnHour = 10;

/**
 * Writes down what is wrong, tells people of what lasts, once, and once again when it is over. More than ten in an hour
 * become one message that says how many. What was told to nobody is tried again; the log has it in any case.
 */
export async function tellAlerts(
  deps: TellAlertsDeps,
  forum: ForumId,
  troubles: readonly Trouble[],
): Promise<void> {
  const { alerts, log } = deps;
  await alerts.follow(
    forum,
    troubles.map((trouble) => ({ key: keyOf(trouble), ...trouble })),
  );
  const { begun, over } = await alerts.untold(forum);
  const ripe = begun.filter((alert) => alert.ageMs >= (patienceMs[codeOf(alert)] ?? 0));
  if (ripe.length === 0 && over.length === 0) return;
  const language = alertLanguage(deps.locale());
  const room = Math.max(0, mostAnHour - (await alerts.toldLastHour(forum)));
  for (const alert of ripe.slice(0, room)) {
    log.warn({ forum, code: alert.code, subject: alert.subject }, 'something is wrong, and people are told');
    await tell(deps, alert, sayTrouble(troubleOf(alert), language), 'toldAt');
  }
  const rest = ripe.slice(room);
  const [first] = rest;
  if (first && (await reach(deps, needsOtherChannel(troubleOf(first)), sayMany(rest.length, language))))
    await alerts.noteTold(
      rest.map(({ id }) => id),
      'toldAt',
    );
  for (const alert of over)
    await tell(deps, alert, sayOver(troubleOf(alert), alert.beganAt, language), 'overToldAt');
}

async function tell(
  deps: TellAlertsDeps,
  alert: KeptAlert,
  message: Message,
  what: 'toldAt' | 'overToldAt',
): Promise<void> {
  const isHeard = await reach(deps, needsOtherChannel(troubleOf(alert)), message);
  if (isHeard) await deps.alerts.noteTold([alert.id], what);
}

/** True when somebody was reached, or when there is no way to reach anybody: the log and the dashboard have it then. */
async function reach(
  { channels, log }: TellAlertsDeps,
  outsideOnly: boolean,
  message: Message,
): Promise<boolean> {
  const outside = channels.filter(({ isOutside }) => isOutside);
  // Without a channel outside, the forum itself is better than nobody, once it is well again.
  const chosen = outsideOnly && outside.length > 0 ? outside : channels;
  const results = await Promise.allSettled(chosen.map((channel) => channel.tell(message)));
  for (const [at, result] of results.entries())
    if (result.status === 'rejected')
      log.error({ err: result.reason, channel: chosen[at]?.name }, 'an alert did not reach its channel');
  return results.length === 0 || results.some(({ status }) => status === 'fulfilled');
}

function troubleOf({ code, subject, values }: KeptAlert): Trouble {
  return { code: code as TroubleCode, subject, values };
}

function codeOf({ code }: KeptAlert): TroubleCode {
  return code as TroubleCode;
}
