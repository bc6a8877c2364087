import type { CommunityEvent } from '../../model/event.ts';
import { sayWhen } from '../render/say-when.ts';
import type { Slots } from '../render/slots.ts';

/** What an event brings for the slots of a guide; what it does not have is left out. None of it is harmless yet. */
export function slotsOfEvent(
  event: CommunityEvent,
  { locale, zone }: { locale: string; zone: string },
): Slots {
  if (event.kind === 'outside.event')
    return Object.fromEntries(event.data.map(([name, value]) => [`data.${name}`, value]));
  if (event.kind !== 'calendar.near') return {};
  const { title, place, url, startsAt, isAllDay } = event;
  const start = isAllDay ? sayDay(startsAt, locale, zone) : sayWhen(momentIn(startsAt, zone), locale);
  const brought = { 'event.title': title, 'event.start': start, 'event.place': place, 'event.url': url };
  return Object.fromEntries(Object.entries(brought).filter(([, value]) => value !== ''));
}

function momentIn(startsAt: Date, timeZone: string) {
  return { kind: 'moment' as const, startsAt, endsAt: startsAt, timeZone };
}

function sayDay(day: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(day);
}
