import ical from 'ical.js';
import type { CalendarEntry, EntryStart } from '../model/calendar-entry.ts';

type Component = InstanceType<typeof ical.Component>;
type Event = InstanceType<typeof ical.Event>;
type Time = InstanceType<typeof ical.Time>;

export interface Horizon {
  from: Date;
  until: Date;
}

const mostEvents = 5_000;
const mostEntries = 1_000;
/** A series that began long ago is gone through from its start. */
const mostSteps = 20_000;
const dayMs = 86_400_000;

/**
 * What is in a calendar between two moments, each coming of a series by itself, the soonest first: moved ones where they
 * were moved to, cancelled ones and those taken out of their series left out.
 * @throws Error for what is no calendar, or has more events than anybody reads.
 */
export function parseCalendar(text: string, horizon: Horizon): CalendarEntry[] {
  const calendar = new ical.Component(ical.parse(text) as ConstructorParameters<typeof ical.Component>[0]);
  if (calendar.name !== 'vcalendar') throw new Error('it is no calendar in the ICS format');
  const events = calendar
    .getAllSubcomponents('vevent')
    .map((component) => new ical.Event(component, { exceptions: [] }));
  if (events.length > mostEvents) throw new Error(`it has more than ${mostEvents} events`);
  const series = Map.groupBy(events, ({ uid }) => uid);
  return [...series]
    .flatMap(([uid, own]) => entriesOf(uid, own, horizon))
    .filter(({ start }) => isWithin(start, horizon))
    .toSorted((a, b) => approximate(a.start) - approximate(b.start))
    .slice(0, mostEntries);
}

function entriesOf(uid: string, own: readonly Event[], horizon: Horizon): CalendarEntry[] {
  const moved = own.filter((event) => event.isRecurrenceException());
  const replaced = new Set(moved.flatMap((event) => saidBy(event.component, 'recurrence-id')));
  const originals = own
    .filter((event) => !event.isRecurrenceException() && !isCancelled(event))
    // Of two copies of one event the newer one counts.
    .toSorted((a, b) => b.sequence - a.sequence)
    .slice(0, 1);
  return [
    ...originals.flatMap((event) => comingsOf(uid, event, { horizon, replaced })),
    ...moved
      .filter((event) => !isCancelled(event))
      .map((event) => {
        const [said = ''] = saidBy(event.component, 'recurrence-id');
        return describe(keyOf(uid, said), event, event.startDate);
      }),
  ];
}

function comingsOf(
  uid: string,
  event: Event,
  { horizon, replaced }: { horizon: Horizon; replaced: ReadonlySet<string> },
): CalendarEntry[] {
  if (!event.isRecurring()) return [describe(uid, event, event.startDate)];
  const takenOut = new Set(saidBy(event.component, 'exdate'));
  const zone = zoneOf(event.component, 'dtstart');
  const comings: CalendarEntry[] = [];
  const steps = event.iterator();
  for (let step = 0; step < mostSteps; step += 1) {
    const time = steps.next() as Time | null | undefined;
    if (!time) break;
    const start = startOf(time, zone);
    if (approximate(start) > horizon.until.getTime() + dayMs) break;
    const said = sayStart(start);
    if (takenOut.has(said) || replaced.has(said) || !isWithin(start, horizon)) continue;
    comings.push(describe(keyOf(uid, said), event, time));
  }
  return comings;
}

function describe(key: string, event: Event, time: Time): CalendarEntry {
  const url = event.component.getFirstPropertyValue('url');
  return {
    key: key.slice(0, 300),
    title: oneLine(event.summary, 200),
    about: oneLine(event.description, 2_000),
    place: oneLine(event.location, 200),
    url: typeof url === 'string' ? url.trim().slice(0, 500) : '',
    start: startOf(time, zoneOf(event.component, 'dtstart')),
  };
}

/** The moments under a key of an event, said alike whatever zone they are written in. */
function saidBy(component: Component, key: 'exdate' | 'recurrence-id'): string[] {
  return component.getAllProperties(key).flatMap((property) => {
    const times: unknown[] = property.getValues();
    const zone = property.getParameter('tzid');
    return times
      .filter((time): time is Time => time instanceof ical.Time)
      .map((time) => sayStart(startOf(time, typeof zone === 'string' ? zone : null)));
  });
}

function zoneOf(component: Component, key: 'dtstart'): string | null {
  const zone = component.getFirstProperty(key)?.getParameter('tzid');
  return typeof zone === 'string' ? zone : null;
}

function isCancelled({ component }: Event): boolean {
  return String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

/** By the zone's own name where the calendar of this machine knows it, else by what the file itself says of the zone. */
function startOf(time: Time, writtenZone: string | null): EntryStart {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`;
  if (time.isDate) return { kind: 'day', day };
  const wall = `${day}T${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
  const { zone } = time;
  if (zone === ical.Timezone.utcTimezone) return { kind: 'moment', at: new Date(`${wall}Z`).toISOString() };
  const named = momentIn(wall, writtenZone ?? zone.tzid);
  if (named !== null) return { kind: 'moment', at: named };
  if (zone === ical.Timezone.localTimezone) return { kind: 'floating', time: wall };
  return { kind: 'moment', at: new Date(time.toUnixTime() * 1_000).toISOString() };
}

function momentIn(wall: string, zone: string): string | null {
  try {
    const local = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
    return new Date(local.epochMilliseconds).toISOString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function sayStart(start: EntryStart): string {
  if (start.kind === 'moment') return start.at;
  return start.kind === 'day' ? start.day : start.time;
}

function keyOf(uid: string, said: string): string {
  return `${uid.slice(0, 200)} ${said}`;
}

function isWithin(start: EntryStart, { from, until }: Horizon): boolean {
  const at = approximate(start);
  return at >= from.getTime() - dayMs && at <= until.getTime() + dayMs;
}

/** Right to a day: no zone is farther from UTC. */
function approximate(start: EntryStart): number {
  if (start.kind === 'moment') return Date.parse(start.at);
  return Date.parse(start.kind === 'day' ? `${start.day}T00:00:00Z` : `${start.time}Z`);
}

function oneLine(text: unknown, most: number): string {
  return typeof text === 'string' ? text.replace(/\s+/gu, ' ').trim().toWellFormed().slice(0, most) : '';
}
