import { startOfEntry } from '../engine/calendar/start-of-entry.ts';
import { occasionOf } from '../engine/planning/occasion-of.ts';
import type { CalendarNear } from '../model/announcement.ts';
import type { CalendarEntry } from '../model/calendar-entry.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { CalendarStore, KeptCalendar } from '../storage/calendar-store.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';

export interface TellCalendarDeps {
  db: Db;
  calendars: Pick<CalendarStore, 'all'>;
  events: Pick<EventStore, 'recordAll'>;
  offers: Pick<OfferStore, 'holdOthers'>;
  rulebook(): Rulebook;
  clock(handle: Db | Trx): Promise<Date>;
  wakeForEvents(ids: readonly EventId[]): void;
}

const because = { code: 'calendar_event_gone' } as const;

/**
 * Tells of what has come as near in a calendar as some rule wants to be told, each coming once for each rule and each time
 * it is set for. What has moved or is gone since it was told, and waits to be sent, is held. Returns how many were told.
 */
export async function tellCalendar(deps: TellCalendarDeps, forum: ForumId): Promise<number> {
  const rulebook = deps.rulebook();
  if (!rulebook.rulesByTrigger.has('calendar')) return 0;
  const kept = await deps.calendars.all(forum);
  const told = await deps.db.transaction().execute(async (trx) => {
    const near = nearIn(rulebook, kept, { forum, now: await deps.clock(trx) });
    const ids = await deps.events.recordAll(trx, near);
    for (const { id: rule } of rulebook.rulesByTrigger.get('calendar') ?? []) {
      const occasions = near.filter((event) => event.rule === rule).map(occasionOf);
      await deps.offers.holdOthers(trx, forum, { rule, occasions, because });
    }
    return ids;
  });
  if (told.length > 0) deps.wakeForEvents(told);
  return told.length;
}

/** What is to be told now: its moment has come, and it has not begun. */
export function nearIn(
  { rulesByTrigger, site }: Pick<Rulebook, 'rulesByTrigger' | 'site'>,
  kept: readonly KeptCalendar[],
  { forum, now }: { forum: ForumId; now: Date },
): CalendarNear[] {
  return (rulesByTrigger.get('calendar') ?? []).flatMap(({ id: rule, rollout, details }) => {
    const { calendar, leadMs } = details;
    const address = calendar === null ? undefined : site.calendars.get(calendar);
    if (rollout === 'draft' || calendar === null || address === undefined) return [];
    const entries = kept.find((one) => one.address === address)?.entries ?? [];
    return entries
      .map((entry) => ({ entry, startsAt: startOfEntry(entry, site.timeZone) }))
      .filter(({ startsAt }) => startsAt > now && startsAt.getTime() - leadMs <= now.getTime())
      .map(({ entry, startsAt }) => asEvent(entry, { forum, rule, calendar, startsAt, occurredAt: now }));
  });
}

function asEvent(
  { key, title, about, place, url, start }: CalendarEntry,
  when: Pick<CalendarNear, 'forum' | 'rule' | 'calendar' | 'startsAt' | 'occurredAt'>,
): CalendarNear {
  return {
    ...when,
    kind: 'calendar.near',
    source: 'sweep',
    logicalKey: `calendar:${when.rule}:${key}@${when.startsAt.toISOString()}`,
    title,
    about,
    place,
    url,
    isAllDay: start.kind === 'day',
  };
}
