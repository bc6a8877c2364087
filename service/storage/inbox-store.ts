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
import { type Lease, isFree, leaseFor } from './lease.ts';

/** A webhook whose signature has been verified, before anybody has read its body. */
export interface SignedWebhook {
  forum: ForumId;
  eventName: string;
  /** Identifies the bytes: their verified HMAC. */
  digest: Buffer;
  headers: Record<string, string>;
  body: Buffer;
}

export type Kept = { inboxId: InboxId; isNew: boolean };

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

/** Digests older than this no longer make equal bytes one delivery. */
const rememberDigests = sql`interval '31 days'`;
/** Whoever waits for the unread waits no longer than this for one that cannot be read. */
const stuckAfter = sql`interval '10 minutes'`;
/** HMAC-SHA256. */
const digestBytes = 32;

export function createInboxStore(db: Db) {
  return {
    keepWebhooks: (webhooks: readonly SignedWebhook[]) => keepWebhooks(db, webhooks),

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
        update inbox set body = null where id in (
          select id from inbox
          where body is not null
            and (state = 'done' and finished_at < now() - ${options.keepMs} * interval '1 millisecond'
              or state = 'quarantined' and finished_at < now() - ${options.unreadableMs} * interval '1 millisecond')
          limit ${options.limit})
        returning id`.execute(db);
      return rows.length;
    },
  };
}

export type InboxStore = ReturnType<typeof createInboxStore>;

/**
 * Writes any number of webhooks in one statement and one commit. Equal bytes of the same event name within 31 days
 * add a receipt to the row that is there. Answers in the order of the input.
 */
async function keepWebhooks(db: Db, webhooks: readonly SignedWebhook[]): Promise<Kept[]> {
  const byKey = new Map<
    string,
    { key: string; webhook: SignedWebhook; receipts: number; kept: Kept | null }
  >();
  const entries = webhooks.map((webhook) => {
    const key = identity(webhook);
    const known = byKey.get(key);
    if (known) known.receipts += 1;
    const entry = known ?? { key, webhook, receipts: 1, kept: null };
    if (!known) byKey.set(key, entry);
    return { entry, isFirst: !known };
  });
  // Sorted, so that two processes that keep the same webhooks at once lock the ledger's rows in one order.
  const unique = [...byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { rows } = await writeAtOnce(db, unique);
  for (const row of rows) {
    const entry = unique[row.ord];
    if (entry) entry.kept = { inboxId: inboxId(row.inboxId), isNew: row.isNew };
  }
  return entries.map(({ entry: { kept }, isFirst }, index) => {
    if (!kept) throw new Error(`the inbox did not answer for webhook ${index}`);
    return isFirst ? kept : { ...kept, isNew: false };
  });
}

/**
 * Bodies and digests travel as one binary value each, cut up by Postgres, and the rest as one JSON: the same text of a
 * statement and three parameters for any number of webhooks, where a row of values for each would cost this process far more.
 */
function writeAtOnce(db: Db, unique: readonly { webhook: SignedWebhook; receipts: number }[]) {
  let at = 1;
  const fields = unique.map(({ webhook: { forum, eventName, headers, body }, receipts }, ord) => {
    const from = at;
    at += body.length;
    return {
      ord,
      forum_id: forum,
      event_name: eventName,
      headers,
      receipts,
      body_from: from,
      body_bytes: body.length,
    };
  });
  const bodies = Buffer.concat(unique.map(({ webhook }) => webhook.body));
  const digests = Buffer.concat(unique.map(({ webhook }) => webhook.digest));
  return sql<{ ord: number; inboxId: string; isNew: boolean }>`
    with incoming as materialized (
      select ord, forum_id, event_name, headers, receipts, nextval('inbox_id') as own_id,
        substring(${digests}::bytea from ord * ${digestBytes}::int + 1 for ${digestBytes}::int) as digest,
        substring(${bodies}::bytea from body_from for body_bytes) as body
      from json_to_recordset(${JSON.stringify(fields)}::json) as fields (ord int, forum_id text, event_name text,
        headers jsonb, receipts int, body_from int, body_bytes int)
    ),
    remembered as (
      insert into webhook_digest as d (forum_id, event_name, digest, inbox_id, receipts)
      select forum_id, event_name, digest, own_id, receipts from incoming
      on conflict (forum_id, event_name, digest) do update set
        receipts = case when d.last_at < now() - ${rememberDigests} then 0 else d.receipts end + excluded.receipts,
        inbox_id = case when d.last_at < now() - ${rememberDigests} then excluded.inbox_id else d.inbox_id end,
        last_at = now()
      returning forum_id, event_name, digest, inbox_id
    ),
    kept as (
      insert into inbox (id, forum_id, event_name, headers, body)
      select i.own_id, i.forum_id, i.event_name, i.headers, i.body
      from incoming i join remembered r using (forum_id, event_name, digest) where r.inbox_id = i.own_id
    )
    select i.ord, r.inbox_id, r.inbox_id = i.own_id as is_new
    from incoming i join remembered r using (forum_id, event_name, digest)`.execute(db);
}

function identity(webhook: SignedWebhook): string {
  return `${webhook.forum}\n${webhook.eventName}\n${webhook.digest.toString('latin1')}`;
}
