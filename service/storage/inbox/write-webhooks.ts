import { type ForumId, type InboxId, inboxId } from '../../model/ids.ts';
import { type Db, type PreparedStatement, runPrepared } from '../database.ts';

/** A webhook whose signature has been verified, before anybody has read its body. */
export interface SignedWebhook {
  forum: ForumId;
  eventName: string;
  /** Identifies the bytes: their verified HMAC-SHA256. */
  digest: Buffer;
  headers: Record<string, string>;
  body: Buffer;
}

export type Kept = { inboxId: InboxId; isNew: boolean };

interface Unique {
  key: string;
  webhook: SignedWebhook;
  receipts: number;
  kept: Kept | null;
}

/**
 * Writes any number of webhooks in one statement and one commit. Equal bytes of the same event name within 31 days
 * add a receipt to the row that is there. Answers in the order of the input.
 */
export async function writeWebhooks(db: Db, webhooks: readonly SignedWebhook[]): Promise<Kept[]> {
  const byKey = new Map<string, Unique>();
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
  for (const row of await writeAtOnce(db, unique)) {
    const entry = unique[row.ord];
    if (entry) entry.kept = { inboxId: inboxId(row.inboxId), isNew: row.isNew };
  }
  return entries.map(({ entry: { kept }, isFirst }, index) => {
    if (!kept) throw new Error(`the inbox did not answer for webhook ${index}`);
    return isFirst ? kept : { ...kept, isNew: false };
  });
}

function identity(webhook: SignedWebhook): string {
  return `${webhook.forum}\n${webhook.eventName}\n${webhook.digest.toString('latin1')}`;
}

/**
 * Bodies and digests travel as one binary value each, cut up by Postgres, and the rest as one JSON: three parameters for
 * any number of webhooks, the largest last, since the client copies what is already written when it needs more room.
 * Digests older than 31 days no longer make equal bytes one delivery.
 */
const keepThem: PreparedStatement = {
  name: 'keep-webhooks',
  text: `
    with incoming as materialized (
      select ord, forum_id, event_name, headers, receipts, nextval('inbox_id') as own_id,
        substring($2::bytea from ord * 32 + 1 for 32) as digest,
        substring($3::bytea from body_from for body_bytes) as body
      from json_to_recordset($1::json) as fields (ord int, forum_id text, event_name text,
        headers jsonb, receipts int, body_from int, body_bytes int)
    ),
    remembered as (
      insert into webhook_digest as d (forum_id, event_name, digest, inbox_id, receipts)
      select forum_id, event_name, digest, own_id, receipts from incoming
      on conflict (forum_id, event_name, digest) do update set
        receipts = case when d.last_at < now() - interval '31 days' then 0 else d.receipts end + excluded.receipts,
        inbox_id = case when d.last_at < now() - interval '31 days' then excluded.inbox_id else d.inbox_id end,
        last_at = now()
      returning forum_id, event_name, digest, inbox_id
    ),
    kept as (
      insert into inbox (id, forum_id, event_name, headers, body)
      select i.own_id, i.forum_id, i.event_name, i.headers, i.body
      from incoming i join remembered r using (forum_id, event_name, digest) where r.inbox_id = i.own_id
    )
    select i.ord, r.inbox_id as "inboxId", r.inbox_id = i.own_id as "isNew"
    from incoming i join remembered r using (forum_id, event_name, digest)`,
};

function writeAtOnce(db: Db, unique: readonly Unique[]) {
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
  const digests = Buffer.concat(unique.map(({ webhook }) => webhook.digest));
  const bodies = Buffer.concat(unique.map(({ webhook }) => webhook.body));
  return runPrepared<{ ord: number; inboxId: string; isNew: boolean }>(db, keepThem, [
    JSON.stringify(fields),
    digests,
    bodies,
  ]);
}
