import { reason } from '../conditions/check.ts';
import { sayDays } from '../calendar/say-schedule.ts';
import { turnOn } from '../calendar/turn-on.ts';
import { type TriggerInput, type TriggerMatch, anotherOne, itIs, itIsNot, onKind } from './matcher.ts';
import type { EventOf } from './matcher.ts';

/** Triggers that the calendar brings. A day that the rule no longer names, since its file has changed, is none of its days. */
export const timeMatchers = {
  date: onKind('date.came', (event, input) => matchDay('date', event, input)),
  weekly: onKind('date.came', (event, input) => matchDay('day', event, input)),
  monthly: onKind('date.came', (event, input) => matchDay('day', event, input)),
  calendar: onKind('calendar.near', ({ rule: id, calendar, title }, { rule }) => {
    const wanted = rule.details.calendar;
    if (id !== rule.id) return anotherRule(rule.id, id);
    return calendar === wanted
      ? itIs(reason('calendar_event_near', { title, calendar }))
      : anotherOne('calendar', [wanted ?? ''], calendar);
  }),
} as const;

function matchDay(
  key: 'date' | 'day',
  { rule: id, day }: EventOf<'date.came'>,
  { rule }: TriggerInput,
): TriggerMatch {
  const { schedule } = rule.details;
  if (id !== rule.id || schedule === null) return anotherRule(rule.id, id);
  return turnOn(schedule, Temporal.PlainDate.from(day)) === null
    ? anotherOne(key, [sayDays(schedule)], day)
    : itIs(reason('date_came', { day }));
}

/** The calendar is asked for each rule by itself: what comes near for one is no moment of another. */
function anotherRule(expected: string, actual: string): TriggerMatch {
  return itIsNot(reason('trigger_not_matched', { expected, actual }));
}
