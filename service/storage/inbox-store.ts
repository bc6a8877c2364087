import { sql } from 'kysely';
import {
  type EventId,
  type ForumId,
  type InboxId,
  type PostId,
  type TopicId,
  forumId,
  inboxId,
} from '../model/ids.ts';
import type { Db, Trx } from './database.ts';
import { type SignedWebhook, writeWebhooks } from './inbox/write-webhooks.ts';
import { type Lease, isFree, leaseFor } from './lease.ts';

export interface InboxRow {
  id: InboxId;
  forum: ForumId;
  eventName: string;
  /** Those of the request that were kept. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  receivedAt: Date;
  attempts: number;
}

/** Whoever waits for the unread waits no longer than this for one that cannot be read. */
const stuckAfter = sql`interval '10 minutes'`;

export function createInboxStore(db: Db) {
  return {
    keepWebhooks: (webhooks: readonly SignedWebhook[]) => writeWebhooks(db, webhooks),

    /** Takes one row for this worker, or null when it is done, not due, or somebody else's. */
    async claim(id: InboxId, lease: Lease): Promise<InboxRow | null> {
      const row = await db
        .updateTable('inbox')
        .set((eb) => ({ ...leaseFor(lease), attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', 'received')
        .where('nextAt', '<=', sql<Date>`now()`)
        .where(isFree)
        .returning(['id', 'forumId', 'eventName', 'headers', 'body', 'receivedAt', 'attempts'])
        .executeTakeFirst();
      return row
        ? {
            id: inboxId(row.id),
            forum: forumId(row.forumId),
            eventName: row.eventName,
            headers: row.headers,
            body: row.body ?? Buffer.alloc(0),
            receivedAt: row.receivedAt,
            attempts: row.attempts,
          }
        : null;
    },

    /** Ids of rows that are due and that nobody works on, oldest first. `idleMs`: how long the queue had its chance. */
    async due(options: { limit: number; idleMs: number }): Promise<InboxId[]> {
      const rows = await db
        .selectFrom('inbox')
        .select('id')
        .where('state', '=', 'received')
        .where('nextAt', '<=', sql<Date>`now() - ${options.idleMs} * interval '1 millisecond'`)
        .where(isFree)
        .orderBy('id')
        .limit(options.limit)
        .execute();
      return rows.map((row) => inboxId(row.id));
    },

    /** Ends a row inside the transaction that wrote its event. False when the lease has been lost meanwhile. */
    async finish(
      trx: Trx,
      id: InboxId,
      lease: Lease,
      end:
        | { state: 'done'; eventId: EventId | null; reason: string | null }
        | { state: 'unwanted'; reason: string; about?: { postId: PostId | null; topicId: TopicId | null } },
    ): Promise<boolean> {
      const result = await trx
        .updateTable('inbox')
        .set({
          state: end.state,
          reason: end.reason,
          ...(end.state === 'done'
            ? { eventId: end.eventId, ...(end.reason === 'known_already' ? { body: null } : {}) }
            : {
                body: null,
                aboutPost: end.about?.postId ?? null,
                aboutTopic: end.about?.topicId ?? null,
              }),
          finishedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** Sets aside what cannot be read; its bytes stay, for operators, until it is replayed or its time is over. */
    async quarantine(id: InboxId, lease: Lease, why: string): Promise<void> {
      await db
        .updateTable('inbox')
        .set({
          state: 'quarantined',
          reason: why,
          finishedAt: sql<Date>`now()`,
          lease: null,
          leaseUntil: null,
        })
        .where('id', '=', id)
        .where('lease', '=', lease.token)
        .execute();
    },

    /** Gives a row back for later. `keepAttempt: false` when the delay is nobody's fault. */
    async postpone(
      id: InboxId,
      lease: Lease,
      options: { delayMs: number; keepAttempt: boolean },
    ): Promise<void> {
      await db
        .updateTable('inbox')
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

    /** Puts quarantined rows back at the start. Returns how many there were. */
    async replay(trx: Trx, forum: ForumId, ids: readonly InboxId[]): Promise<number> {
      if (ids.length === 0) return 0;
      const result = await trx
        .updateTable('inbox')
        .set({ state: 'received', reason: null, attempts: 0, nextAt: sql<Date>`now()`, finishedAt: null })
        .where('forumId', '=', forum)
        .where('id', 'in', [...ids])
        .where('state', '=', 'quarantined')
        .where('body', 'is not', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    /** Ends quarantined rows that no new try can help, and forgets what came. Returns how many there were. */
    async putAside(trx: Trx, forum: ForumId, ids: readonly InboxId[]): Promise<number> {
      if (ids.length === 0) return 0;
      const result = await trx
        .updateTable('inbox')
        .set({ state: 'unwanted', reason: 'put_aside', body: null, finishedAt: sql<Date>`now()` })
        .where('forumId', '=', forum)
        .where('id', 'in', [...ids])
        .where('state', '=', 'quarantined')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    /**
     * Whether webhooks that came before this moment are still unread: then no count of a member's posts is complete.
     * One that could not be read for ten minutes holds nothing up any longer; one that nobody has tried yet does.
     */
    async hasUnreadBefore(forum: ForumId, before: Date): Promise<boolean> {
      const row = await db
        .selectFrom('inbox')
        .select('id')
        .where('forumId', '=', forum)
        .where('state', '=', 'received')
        .where('receivedAt', '<', before)
        .where((eb) =>
          eb.or([
            eb('receivedAt', '>', sql<Date>`now() - ${stuckAfter}`),
            eb.and([eb('attempts', '=', 0), eb('nextAt', '=', eb.ref('receivedAt'))]),
          ]),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /**
     * Forgets bodies of what ended longer ago than `keepMs`; of what is quarantined after `unreadableMs`, when it can be
     * replayed no more. Returns how many.
     */
    async blankBodies(options: { keepMs: number; unreadableMs: number; limit: number }): Promise<number> {
      const { rows } = await sql<{ id: string }>`
        update inbox set body = null where id = any(array(
          select id from inbox
          where body is not null
            and (state = 'done' and finished_at < now() - ${options.keepMs} * interval '1 millisecond'
              or state = 'quarantined' and finished_at < now() - ${options.unreadableMs} * interval '1 millisecond')
          limit ${options.limit} for update skip locked))
        returning id`.execute(db);
      return rows.length;
    },
  };
}

export type InboxStore = ReturnType<typeof createInboxStore>;
