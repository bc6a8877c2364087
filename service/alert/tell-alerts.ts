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
  /**
   * Rejects when nobody was reached; it is tried again at the next look. `name` is the same however often one thing is
   * told: a process may end between telling it and noting that, and whoever gets it twice can know it again.
   */
  tell(message: Message, name: string): Promise<void>;
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
  bot_silenced: 120_000,
  rules_rejected: 300_000,
  needs_person: 900_000,
};
const mostAnHour = 10;

/**
 * Writes down what is wrong, tells people of what lasts, once, and once again when it is over. More than ten in an hour
 * become one message that says how many, and no more in that hour. What was told to nobody is tried again; the log has it
 * in any case.
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
  const language = alertLanguage(deps.locale());
  const teller = { ...deps, reach: createReach(deps) };
  await tellSome(teller, forum, {
    alerts: ripe,
    what: 'toldAt',
    say(alert) {
      const { code, subject } = alert;
      log.warn({ forum, code, subject }, 'something is wrong, and people are told');
      return sayTrouble(troubleOf(alert), language);
    },
    sayRest: (count) => sayMany(count, 'many', language),
  });
  await tellSome(teller, forum, {
    alerts: over,
    what: 'overToldAt',
    say: (alert) => sayOver(troubleOf(alert), alert.beganAt, language),
    sayRest: (count) => sayMany(count, 'manyOver', language),
  });
}

type Reach = (about: KeptAlert, message: Message, name: string) => Promise<boolean>;

async function tellSome(
  { alerts: store, reach }: TellAlertsDeps & { reach: Reach },
  forum: ForumId,
  telling: {
    alerts: readonly KeptAlert[];
    what: 'toldAt' | 'overToldAt';
    say(alert: KeptAlert): Message;
    sayRest(count: number): Message;
  },
): Promise<void> {
  const { alerts, what, say, sayRest } = telling;
  if (alerts.length === 0) return;
  const told = await store.toldLastHour(forum, what);
  // One message stood for all that was too much; what comes after it waits until the hour has room again.
  if (told > mostAnHour) return;
  const room = mostAnHour - told;
  for (const alert of alerts.slice(0, room))
    if (await reach(alert, say(alert), nameOf(forum, alert, what))) await store.noteTold([alert.id], what);
  const rest = alerts.slice(room);
  const [first] = rest;
  if (first && (await reach(first, sayRest(rest.length), `${nameOf(forum, first, what)}-and-more`)))
    await store.noteTold(
      rest.map(({ id }) => id),
      what,
    );
}

/**
 * True when somebody was reached, or when there is no way to reach anybody: the log and the dashboard have it then. A
 * channel that has failed is not asked again at this look.
 */
function createReach({ channels, log }: TellAlertsDeps): Reach {
  const failed = new Set<AlertChannel>();
  const outside = channels.filter(({ isOutside }) => isOutside);
  return async (about, message, name) => {
    const outsideOnly = needsOtherChannel(troubleOf(about));
    // Without a channel outside, the forum itself is better than nobody, once it is well again.
    const chosen = outsideOnly && outside.length > 0 ? outside : channels;
    const asked = chosen.filter((channel) => !failed.has(channel));
    const results = await Promise.allSettled(asked.map((channel) => channel.tell(message, name)));
    for (const [at, result] of results.entries()) {
      const channel = asked[at];
      if (result.status === 'fulfilled' || channel === undefined) continue;
      failed.add(channel);
      log.error({ err: result.reason, channel: channel.name }, 'an alert did not reach its channel');
    }
    return chosen.length === 0 || results.some(({ status }) => status === 'fulfilled');
  };
}

/** Among all installations that write to the same people: numbers begin anew in each. */
function nameOf(forum: ForumId, { id, beganAt }: KeptAlert, what: 'toldAt' | 'overToldAt'): string {
  return `${forum}-${id}-${beganAt.getTime()}-${what === 'toldAt' ? 'began' : 'over'}`;
}

function troubleOf({ code, subject, values }: KeptAlert): Trouble {
  return { code: code as TroubleCode, subject, values };
}

function codeOf({ code }: KeptAlert): TroubleCode {
  return code as TroubleCode;
}
