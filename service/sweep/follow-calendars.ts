import type { Logger } from 'pino';
import type { Fetched } from '../calendars/fetch-calendar.ts';
import type { Parsed } from '../calendars/read-calendar.ts';
import type { ForumId } from '../model/ids.ts';
import type { Site } from '../rulebook/site.ts';
import type { CalendarStore, DueCalendar } from '../storage/calendar-store.ts';

export interface CalendarsDeps {
  calendars: CalendarStore;
  site(): Pick<Site, 'calendars'>;
  fetch(calendar: DueCalendar): Promise<Fetched>;
  read(text: string, horizon: { from: Date; until: Date }): Promise<Parsed>;
  log: Pick<Logger, 'warn'>;
}

const everyMs = 30 * 60_000;
const dayMs = 86_400_000;
/** The longest lead is 60 days; the rest is for a calendar that is away for weeks. */
const aheadMs = 100 * dayMs;

/** Reads each calendar of the site every half hour. One that is away or cannot be read is kept as it was, and said to be. */
export async function followCalendars(deps: CalendarsDeps, forum: ForumId): Promise<void> {
  const named = [...deps.site().calendars.values()];
  for (const due of await deps.calendars.takeDue(forum, named, everyMs)) {
    const problem = await readOne(deps, forum, due);
    if (problem === null) continue;
    await deps.calendars.noteProblem(forum, due.address, problem);
    deps.log.warn({ forum, problem }, 'calendar not read; its last good copy stays');
  }
}

async function readOne(deps: CalendarsDeps, forum: ForumId, due: DueCalendar): Promise<string | null> {
  const fetched = await deps.fetch(due);
  if (fetched.outcome === 'failed') return fetched.why;
  if (fetched.outcome === 'unchanged') {
    await deps.calendars.stillGood(forum, due.address);
    return null;
  }
  const { text, etag, lastModified } = fetched;
  const now = Date.now();
  const parsed = await deps.read(text, { from: new Date(now - dayMs), until: new Date(now + aheadMs) });
  if (!parsed.ok) return parsed.why;
  await deps.calendars.keep(forum, due.address, { entries: parsed.entries, etag, lastModified });
  return null;
}
