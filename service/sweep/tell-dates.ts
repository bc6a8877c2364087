import { nextComing } from '../engine/calendar/next-coming.ts';
import type { DateCame } from '../model/announcement.ts';
import type { EventId, ForumId, RuleId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { ComingDay, DateStore } from '../storage/date-store.ts';
import type { EventStore } from '../storage/event-store.ts';

export interface DatesDeps {
  db: Db;
  dates: DateStore;
  events: Pick<EventStore, 'recordAll'>;
  rulebook(): Rulebook;
  clock(handle: Db | Trx): Promise<Date>;
  wakeForEvents(ids: readonly EventId[]): void;
}

/**
 * Tells of the days that rules wait for, each once, and waits for the next ones as the rules have it now. What it tells is
 * decided like any other event, so that a day that came too long ago is left out there, and said to be. Returns how many.
 */
export async function tellDates(deps: DatesDeps, forum: ForumId): Promise<number> {
  const told = await deps.db.transaction().execute(async (trx) => {
    const due = await deps.dates.takeDue(trx, forum);
    const ids = await deps.events.recordAll(
      trx,
      due.map((day) => asEvent(forum, day)),
    );
    const { coming, toldAt } = await deps.dates.standing(trx, forum);
    const wanted = nextDays(deps.rulebook(), toldAt, await deps.clock(trx));
    if (namesOf(wanted) !== namesOf(coming)) await deps.dates.waitFor(trx, forum, wanted);
    return ids;
  });
  if (told.length > 0) deps.wakeForEvents(told);
  return told.length;
}

/** For each rule above draft that names days, the next of them; the clock may have been set back since the last was told. */
export function nextDays(
  { rules, site }: Pick<Rulebook, 'rules' | 'site'>,
  toldAt: ReadonlyMap<RuleId, Date>,
  now: Date,
): ComingDay[] {
  const zone = site.timeZone;
  return [...rules.values()].flatMap(({ id: rule, rollout, details: { schedule } }) => {
    if (rollout === 'draft' || schedule === null) return [];
    const last = toldAt.get(rule);
    const next = nextComing(schedule, { after: last !== undefined && last > now ? last : now, zone });
    return next === null ? [] : [{ rule, zone, day: next.day, turn: next.turn, dueAt: next.at }];
  });
}

function namesOf(days: readonly ComingDay[]): string {
  return days
    .map(({ rule, day, zone, dueAt }) => `${rule} ${day} ${zone} ${dueAt.toISOString()}`)
    .toSorted()
    .join('\n');
}

function asEvent(forum: ForumId, { rule, day, turn, dueAt }: ComingDay): DateCame {
  const logicalKey = `date:${rule}:${day}`;
  return { kind: 'date.came', forum, source: 'sweep', logicalKey, occurredAt: dueAt, rule, day, turn };
}
