import { sql } from 'kysely';
import { aboutEvent } from '../model/about-event.ts';
import type { CommunityEvent } from '../model/event.ts';
import { type EventId, type ForumId, type InboxId, eventId, forumId } from '../model/ids.ts';
import type { Db, Trx } from './database.ts';
import { readEventContent, writeEventContent } from './event-content.ts';
import { type Lease, isFree, leaseFor } from './lease.ts';

export interface ClaimedEvent {
  id: EventId;
  forum: ForumId;
  event: CommunityEvent;
  recordedAt: Date;
  attempts: number;
}

export type EventEnd =
  | { state: 'done'; reason: string | null; rulebook: string | null }
  | { state: 'missed'; reason: string }
  | { state: 'dead'; reason: string };

export function createEventStore(db: Db) {
  return {
    /**
     * Writes an event under its logical key. Null when it is known already, however it came.
     * With a lease the caller may go on with it at once; without one it waits for the queue or the poller.
     */
    async record(
      trx: Trx,
      event: CommunityEvent,
      options: { inboxId: InboxId | null; lease?: Lease },
    ): Promise<EventId | null> {
      const row = await trx
        .insertInto('event')
        .values({
          ...rowOf(event),
          inboxId: options.inboxId,
          ...(options.lease ? { ...leaseFor(options.lease), attempts: 1 } : {}),
        })
        .onConflict((conflict) => conflict.columns(['forumId', 'logicalKey']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return row ? eventId(row.id) : null;
    },

    /** The same for many at once, for the queue or the poller to go on with. Returns those that were not known. */
    async recordAll(trx: Trx, events: readonly CommunityEvent[]): Promise<EventId[]> {
      const ids: EventId[] = [];
      for (let done = 0; done < events.length; done += 1_000) {
        const rows = await trx
          .insertInto('event')
          .values(events.slice(done, done + 1_000).map(rowOf))
          .onConflict((conflict) => conflict.columns(['forumId', 'logicalKey']).doNothing())
          .returning('id')
          .execute();
        ids.push(...rows.map((row) => eventId(row.id)));
      }
      return ids;
    },

    /** Events of posts from before Waypost came that are still to be decided over, newest first. */
    async lookingBack(forum: ForumId): Promise<EventId[]> {
      const rows = await db
        .selectFrom('event')
        .select('id')
        .where('forumId', '=', forum)
        .where('source', '=', 'look-back')
        .where('state', '=', 'received')
        .orderBy('occurredAt', 'desc')
        .execute();
      return rows.map((row) => eventId(row.id));
    },

    async claim(id: EventId, lease: Lease): Promise<ClaimedEvent | null> {
      const row = await db
        .updateTable('event')
        .set((eb) => ({ ...leaseFor(lease), attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', 'received')
        .where('nextAt', '<=', sql<Date>`now()`)
        .where(isFree)
        .returning(['id', 'forumId', 'content', 'recordedAt', 'attempts'])
        .executeTakeFirst();
      if (!row?.content) return null;
      return {
        id: eventId(row.id),
        forum: forumId(row.forumId),
        event: readEventContent(row.content),
        recordedAt: row.recordedAt,
        attempts: row.attempts,
      };
    },

    /** Ids of events that are due and that nobody works on, newest happenings first. */
    async due(options: { limit: number; idleMs: number }): Promise<EventId[]> {
      const rows = await db
        .selectFrom('event')
        .select('id')
        .where('state', '=', 'received')
        .where('nextAt', '<=', sql<Date>`now() - ${options.idleMs} * interval '1 millisecond'`)
        .where(isFree)
        .orderBy('occurredAt', 'desc')
        .limit(options.limit)
        .execute();
      return rows.map((row) => eventId(row.id));
    },

    /** Keeps a lease that still holds from running out. */
    async renew(id: EventId, lease: Lease): Promise<void> {
      await db
        .updateTable('event')
        .set(leaseFor(lease))
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .where('leaseUntil', '>', sql<Date>`now()`)
        .execute();
    },

    /** Locks the row for the rest of the transaction if this lease still holds it. The fence of every decision. */
    async holds(trx: Trx, id: EventId, lease: Lease): Promise<boolean> {
      const row = await trx
        .selectFrom('event')
        .select('id')
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .where('state', '=', 'received')
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    /**
     * Of a topic in which a rule for hard moments has looked at something no text is kept: not of what has ended, and
     * not of what ends later (`finish`).
     */
    async keepNoText(trx: Trx, id: EventId): Promise<void> {
      const topic = sql`(select topic_id from event where id = ${id}) and forum_id = (select forum_id from event where id = ${id})`;
      await sql`update event set is_care = true where id = ${id}`.execute(trx);
      await sql`update event set content = null where id in (
        select id from event where topic_id = ${topic} and state <> 'received' and content is not null
        order by id for no key update)`.execute(trx);
      await sql`update inbox set body = null where id in (
        select id from inbox where body is not null and state = 'done' and id in (
          select inbox_id from event where id = ${id} or topic_id = ${topic})
        order by id for update)`.execute(trx);
    },

    async finish(trx: Trx, id: EventId, lease: Lease, end: EventEnd): Promise<boolean> {
      const row = await trx
        .updateTable('event')
        .set({
          state: end.state,
          reason: end.reason,
          ...(end.state === 'done' ? { rulebook: end.rulebook } : {}),
          content: sql`case when ${isOfCare} then null else content end`,
          finishedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .returning(['inboxId', isOfCare.as('isOfCare')])
        .executeTakeFirst();
      if (row?.isOfCare && row.inboxId !== null)
        await sql`update inbox set body = null where id = ${row.inboxId} and state = 'done'`.execute(trx);
      return row !== undefined;
    },

    /** Gives a row back for later. `keepAttempt: false` when the delay is nobody's fault. */
    async postpone(
      id: EventId,
      lease: Lease,
      options: { delayMs: number; keepAttempt: boolean },
    ): Promise<void> {
      await db
        .updateTable('event')
        .set((eb) => ({
          nextAt: sql<Date>`now() + ${options.delayMs} * interval '1 millisecond'`,
          attempts: options.keepAttempt ? eb.ref('attempts') : eb('attempts', '-', 1),
          lease: null,
          leaseUntil: null,
        }))
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .execute();
    },

    /** Puts dead events back at the start. Returns how many there were. */
    async replay(trx: Trx, forum: ForumId, ids: readonly EventId[]): Promise<number> {
      if (ids.length === 0) return 0;
      const result = await trx
        .updateTable('event')
        .set({ state: 'received', reason: null, attempts: 0, nextAt: sql<Date>`now()`, finishedAt: null })
        .where('forumId', '=', forum)
        .where('id', 'in', [...ids])
        .where('state', '=', 'dead')
        .where('content', 'is not', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    /**
     * Forgets the text of events that ended longer ago than `keepMs`; of dead ones after `unreadableMs`, when they can be
     * replayed no more. Returns how many.
     */
    async blankContent(options: { keepMs: number; unreadableMs: number; limit: number }): Promise<number> {
      const { rows } = await sql<{ id: string }>`
        update event set content = null where id = any(array(
          select id from event
          where content is not null
            and (state in ('done', 'missed') and finished_at < now() - ${options.keepMs} * interval '1 millisecond'
              or state = 'dead' and finished_at < now() - ${options.unreadableMs} * interval '1 millisecond')
          limit ${options.limit} for no key update skip locked))
        returning id`.execute(db);
      return rows.length;
    },
  };
}

/** Whether it, or something else in its topic, is a matter of care. */
const isOfCare = sql<boolean>`(is_care or exists (select 1 from event care
  where care.forum_id = event.forum_id and care.topic_id = event.topic_id and care.is_care))`;

export type EventStore = ReturnType<typeof createEventStore>;

function rowOf(event: CommunityEvent) {
  return {
    forumId: event.forum,
    logicalKey: event.logicalKey,
    kind: event.kind,
    source: event.source,
    occurredAt: event.occurredAt,
    inboxId: null,
    ...subjectOf(event),
    content: writeEventContent(event),
  };
}

function subjectOf(event: CommunityEvent) {
  const { memberId, topicId, postId } = aboutEvent(event);
  return { memberId, topicId, postId };
}
