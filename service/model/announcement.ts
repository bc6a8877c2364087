import type { OutsideEvent } from './happening.ts';
import type { RuleId } from './ids.ts';
import type { Occurrence } from './occurrence.ts';

/** A day that one rule waits for has come, at its time of day. */
export interface DateCame extends Occurrence {
  kind: 'date.came';
  rule: RuleId;
  /** By the clock of the site: `2026-12-24`. */
  day: string;
  /** How many such days there were before it, counted from a fixed day: whose turn it is in a rotation follows from it. */
  turn: number;
}

/** Something in a calendar comes as near as one rule wants to be told of it. */
export interface CalendarNear extends Occurrence {
  kind: 'calendar.near';
  rule: RuleId;
  /** As `site.yml` calls it. */
  calendar: string;
  title: string;
  about: string;
  place: string;
  url: string;
  startsAt: Date;
  /** It has days and no hours: `startsAt` is midnight by the clock of the site. */
  isAllDay: boolean;
}

export type DatedEvent = DateCame | CalendarNear;

/** What concerns nobody in particular: told to everybody, as one post in the topic that the rule names. */
export type Announcement = DatedEvent | OutsideEvent;

export function isDated(event: { kind: string }): event is DatedEvent {
  return event.kind === 'date.came' || event.kind === 'calendar.near';
}

export function isAnnouncement(event: { kind: string }): event is Announcement {
  return event.kind === 'outside.event' || isDated(event);
}
