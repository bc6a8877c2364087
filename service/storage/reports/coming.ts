import type { CalendarEntry } from '../../model/calendar-entry.ts';
import type { ForumId } from '../../model/ids.ts';
import type { OfferState } from '../../model/offer.ts';
import type { Reason } from '../../model/reason.ts';
import type { Db } from '../database.ts';
import { readReasons } from './read-reasons.ts';

/** A day that a rule waits for. */
export interface AwaitedDay {
  rule: string;
  turn: number;
  dueAt: Date;
}

/** A calendar as it was read last. */
export interface ReadCalendar {
  address: string;
  entries: readonly CalendarEntry[];
  goodAt: Date | null;
  problem: string | null;
  problemAt: Date | null;
}

/** Something that was told to everybody, or would have been, and what each rule made of it. */
export interface ToldEvent {
  eventId: string;
  kind: 'outside.event' | 'date.came' | 'calendar.near';
  /** Its type, its day or its title; null: no longer kept. */
  name: string | null;
  at: Date;
  decisions: readonly {
    rule: string;
    because: readonly Reason[];
    state: OfferState | null;
    topicId: number | null;
  }[];
}

export interface Coming {
  days: readonly AwaitedDay[];
  calendars: readonly ReadCalendar[];
  told: readonly ToldEvent[];
  /** Of other systems what no rule in force waits for: it is not kept, only that it came. */
  unawaited: { count: number; lastAt: Date } | null;
  now: Date;
}

const kinds = ['outside.event', 'date.came', 'calendar.near'] as const;

/** What is waited for, and what was told lately, newest first. */
export async function coming(db: Db, forum: ForumId, about: { now: Date; limit: number }): Promise<Coming> {
  const [days, calendars, told, unawaited] = await Promise.all([
    awaitedDays(db, forum),
    readCalendars(db, forum),
    toldEvents(db, forum, about.limit),
    unawaitedEvents(db, forum),
  ]);
  return { days, calendars, told, unawaited, now: about.now };
}

async function unawaitedEvents(db: Db, forum: ForumId): Promise<Coming['unawaited']> {
  const row = await db
    .selectFrom('inbox')
    .select((eb) => [eb.fn.countAll<string>().as('count'), eb.fn.max('receivedAt').as('lastAt')])
    .where('forumId', '=', forum)
    .where('eventName', '=', 'outside.event')
    .where('state', '=', 'unwanted')
    .where('reason', '=', 'unused_kind')
    .executeTakeFirst();
  const lastAt: Date | null = row?.lastAt ?? null;
  return row === undefined || lastAt === null ? null : { count: Number(row.count), lastAt };
}

async function awaitedDays(db: Db, forum: ForumId): Promise<AwaitedDay[]> {
  const rows = await db
    .selectFrom('dateComing')
    .select(['ruleId as rule', 'turn', 'dueAt'])
    .where('forumId', '=', forum)
    .where('finishedAt', 'is', null)
    .orderBy('dueAt')
    .execute();
  return rows;
}

export async function readCalendars(db: Db, forum: ForumId): Promise<ReadCalendar[]> {
  const rows = await db
    .selectFrom('calendarFeed')
    .select(['address', 'entries', 'goodAt', 'problem', 'problemAt'])
    .where('forumId', '=', forum)
    .orderBy('address')
    .execute();
  return rows.map((row) => ({ ...row, entries: row.entries as CalendarEntry[] }));
}

async function toldEvents(db: Db, forum: ForumId, limit: number): Promise<ToldEvent[]> {
  const events = await db
    .selectFrom('event')
    .select(['id', 'kind', 'occurredAt', 'content'])
    .where('forumId', '=', forum)
    .where('kind', 'in', kinds)
    .orderBy('recordedAt', 'desc')
    .limit(limit)
    .execute();
  if (events.length === 0) return [];
  const decisions = await db
    .selectFrom('decision')
    .leftJoin('offer', (join) =>
      join.onRef('offer.eventId', '=', 'decision.eventId').onRef('offer.ruleId', '=', 'decision.ruleId'),
    )
    .select([
      'decision.eventId',
      'decision.ruleId',
      'decision.because',
      'offer.state',
      'offer.topicId',
      'offer.stateBecause',
    ])
    .where(
      'decision.eventId',
      'in',
      events.map(({ id }) => id),
    )
    .where('decision.isCare', '=', false)
    .orderBy('decision.id')
    .execute();
  return events.map(({ id, kind, occurredAt, content }) => ({
    eventId: id,
    kind: kinds.find((one) => one === kind) ?? 'outside.event',
    name: nameOf(content),
    at: occurredAt,
    decisions: decisions
      .filter(({ eventId }) => eventId === id)
      .map(({ ruleId: rule, because, state, topicId, stateBecause }) => ({
        rule,
        state,
        topicId,
        because: readReasons((stateBecause ?? []).length > 0 ? (stateBecause ?? []) : because),
      })),
  }));
}

function nameOf(content: object | null): string | null {
  const told: Readonly<Record<string, unknown>> = { ...content };
  const name = told['type'] ?? told['title'] ?? told['day'];
  return typeof name === 'string' ? name : null;
}
