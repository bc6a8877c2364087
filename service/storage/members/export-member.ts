import { type RawBuilder, sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Db, Trx } from '../database.ts';
import { decidedAbout, eventsNaming } from './events-naming-member.ts';
import { keptWishOf } from './kept-wishes.ts';
import { namesOf } from './names-of-member.ts';

/** Rows as they lie in Postgres, without empty columns and without what only workers need. */
export type HeldRows = Record<string, readonly unknown[]>;

/** By the part that a row belongs to, then by its table. */
export type HeldParts = Record<
  | 'account'
  | 'stages'
  | 'posts'
  | 'openTopics'
  | 'texts'
  | 'unreadable'
  | 'decisions'
  | 'offers'
  | 'feedback'
  | 'signals'
  | 'sessions'
  | 'changes'
  | 'wish',
  HeldRows
>;

/**
 * Everything held of a member, care included: it is for the member alone. Null: nothing is held.
 * Read in one snapshot, so that its parts fit together.
 */
export async function exportMember(db: Db, forum: ForumId, id: MemberId): Promise<HeldParts | null> {
  const parts = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => await readParts(trx, forum, id));
  const isEmpty = Object.values(parts).every((tables) =>
    Object.values(tables).every((rows) => rows.length === 0),
  );
  return isEmpty ? null : parts;
}

async function readParts(trx: Trx, forum: ForumId, id: MemberId): Promise<HeldParts> {
  const names = await namesOf(trx, forum, id);
  const ofMember = sql`forum_id = ${forum} and member_id = ${id}`;
  const byAuthor = sql`forum_id = ${forum} and author_id = ${id}`;
  const offers = sql`select id from offer where ${ofMember}`;
  const events = sql`select id from event where ${ofMember}`;
  // Put together, not asked for by `or`: each has an index of its own.
  const decisions = sql`select id from decision where event_id in (${events})
    union select id from decision where ${decidedAbout(forum, id)}`;
  const isTheirName = (column: string) => sql`${sql.ref(column)} = any(${names}::text[])`;
  const rows = (table: string, where: RawBuilder<unknown>, order: string) => read(trx, table, where, order);
  return {
    account: { member: await rows('member', sql`forum_id = ${forum} and id = ${id}`, 'id') },
    stages: {
      stage_change: await rows('stage_change', ofMember, 'at'),
      sequence_place: await rows('sequence_place', ofMember, 'began_at'),
    },
    posts: {
      post: await rows('post', byAuthor, 'created_at'),
      topic: await rows('topic', byAuthor, 'id'),
    },
    openTopics: { open_topic: await rows('open_topic', byAuthor, 'asked_at') },
    texts: {
      event: await rows(
        'event',
        sql`id = any(array(${events} union ${eventsNaming(forum, id)}))`,
        'occurred_at',
      ),
      inbox: await bodies(trx, sql`id in (select inbox_id from event where ${ofMember})`),
    },
    unreadable: {
      inbox: await bodies(trx, sql`forum_id = ${forum} and state = 'quarantined' and (${namesAnyOf(names)})`),
    },
    decisions: {
      decision: await rows('decision', sql`id = any(array(${decisions}))`, 'decided_at'),
    },
    offers: {
      offer: await rows('offer', ofMember, 'created_at'),
      reservation: await rows('reservation', sql`offer_id in (${offers})`, 'reserved_for'),
      offer_review: await rows('offer_review', sql`offer_id in (${offers})`, 'decided_at'),
      reply_fold: await rows('reply_fold', sql`offer_id in (${offers})`, 'begun_at'),
    },
    feedback: {
      offer_feedback: await rows('offer_feedback', sql`offer_id in (${offers})`, 'changed_at'),
      outcome: await rows('outcome', sql`offer_id in (${offers})`, 'at'),
    },
    signals: { signal: await rows('signal', ofMember, 'heard_at') },
    sessions: { dashboard_session: await rows('dashboard_session', ofMember, 'opened_at') },
    changes: {
      change: await rows(
        'change',
        sql`forum_id = ${forum} and (member_id = ${id} or ${`member ${id}`} in (who, subject)
          or what = 'end sessions' and ${isTheirName('subject')})`,
        'at',
      ),
      offer_review: await rows(
        'offer_review',
        sql`forum_id = ${forum} and ${isTheirName('who')}`,
        'decided_at',
      ),
      pause: await rows('pause', sql`forum_id = ${forum} and ${isTheirName('who')}`, 'at'),
      rule_repository: await rows('rule_repository', isTheirName('pinned_by'), 'pinned_at'),
    },
    wish: { kept_wish: await keptWishOf(trx, forum, id) },
  };
}

/** What moves work between processes says nothing about anybody; digests open doors. */
const ofWorkers = [
  ...['forum_id', 'lease', 'lease_until', 'attempts', 'next_at', 'fence', 'lookups', 'link_reads'],
  ...['need_checked_at', 'stages_digest', 'digest', 'opened_with', 'renewal_tried_at', 'headers'],
];

async function read(
  trx: Trx,
  table: string,
  where: RawBuilder<unknown>,
  order: string,
): Promise<readonly unknown[]> {
  const { rows } = await sql<{ row: unknown }>`
    select jsonb_strip_nulls(to_jsonb(held) - ${ofWorkers}::text[]) as row
    from ${sql.table(table)} held where ${where} order by ${sql.ref(order)}`.execute(trx);
  return rows.map(({ row }) => row);
}

/** Webhooks as the forum sent them; of most the text is forgotten. */
async function bodies(trx: Trx, where: RawBuilder<unknown>): Promise<readonly unknown[]> {
  const { rows } = await sql<{ id: string; eventName: string; receivedAt: Date; body: Buffer | null }>`
    select id, event_name, received_at, body from inbox where ${where} order by id`.execute(trx);
  return rows.map(({ id, eventName, receivedAt, body }) => ({
    id,
    event_name: eventName,
    received_at: receivedAt,
    ...(body === null ? {} : { body: body.toString('utf8') }),
  }));
}

function namesAnyOf(names: readonly string[]): RawBuilder<unknown> {
  if (names.length === 0) return sql`false`;
  const found = names.map(
    (name) => sql`position(${Buffer.from(JSON.stringify(name), 'utf8')}::bytea in body) > 0`,
  );
  return sql.join(found, sql` or `);
}
