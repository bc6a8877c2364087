import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { OfferState } from '../../model/offer.ts';
import type { Reason } from '../../model/reason.ts';
import type { Db } from '../database.ts';
import { readReasons } from './read-reasons.ts';
import type { Sight } from './sight.ts';

/** A signed webhook that could not be read. `body` is what came, cut after `bodyLimit` bytes. */
export interface QuarantinedWebhook {
  inboxId: string;
  eventName: string;
  receivedAt: Date;
  why: string | null;
  attempts: number;
  bytes: number;
  body: string | null;
}

export interface DeadEvent {
  eventId: string;
  kind: string;
  postId: number | null;
  memberName: string | null;
  occurredAt: Date;
  endedAt: Date | null;
  why: string | null;
  attempts: number;
  /** False when its content is no longer kept: it can be read, not replayed. */
  canReplay: boolean;
}

/** An offer that waits for a person: it failed for good, or the forum holds it for approval. */
export interface StuckOffer {
  offerId: string;
  state: Extract<OfferState, 'dead' | 'in_review'>;
  rule: string;
  resource: string;
  memberName: string | null;
  postId: number | null;
  because: readonly Reason[];
  attempts: number;
  lookups: number;
  changedAt: Date;
}

export interface NeedsAPerson {
  /** How many there are in all; the lists hold the newest only. */
  counts: { quarantined: number; deadEvents: number; deadOffers: number; inReview: number };
  quarantined: readonly QuarantinedWebhook[];
  deadEvents: readonly DeadEvent[];
  stuckOffers: readonly StuckOffer[];
}

const bodyLimit = 8_000;

/** What does not go on by itself, newest first, at most `limit` of each sort. */
export async function needsAPerson(
  db: Db,
  forum: ForumId,
  limit: number,
  sight: Sight,
): Promise<NeedsAPerson> {
  const [counts, quarantined, deadEvents, stuckOffers] = await Promise.all([
    countStuck(db, forum, sight),
    quarantine(db, forum, limit),
    dead(db, forum, limit),
    stuck(db, forum, limit, sight),
  ]);
  return { counts, quarantined, deadEvents, stuckOffers };
}

/** How much needs a person, without reading any of it. */
export async function countStuck(db: Db, forum: ForumId, { care }: Sight): Promise<NeedsAPerson['counts']> {
  const { rows } = await sql<NeedsAPerson['counts']>`
    select (select count(*)::int from inbox where forum_id = ${forum} and state = 'quarantined') as quarantined,
      (select count(*)::int from event where forum_id = ${forum} and state = 'dead') as dead_events,
      count(*) filter (where state = 'dead')::int as dead_offers,
      count(*) filter (where state = 'in_review')::int as in_review
    from offer where forum_id = ${forum} and state in ('dead', 'in_review') and (${care} or kind <> 'care')`.execute(
    db,
  );
  return rows[0] ?? { quarantined: 0, deadEvents: 0, deadOffers: 0, inReview: 0 };
}

async function quarantine(db: Db, forum: ForumId, limit: number): Promise<QuarantinedWebhook[]> {
  const rows = await db
    .selectFrom('inbox')
    .select((eb) => [
      'id',
      'eventName',
      'receivedAt',
      'reason',
      'attempts',
      eb.fn<number | null>('octet_length', ['body']).as('bytes'),
      eb.fn<Buffer | null>('substr', ['body', eb.lit(1), eb.lit(bodyLimit)]).as('start'),
    ])
    .where('forumId', '=', forum)
    .where('state', '=', 'quarantined')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    inboxId: row.id,
    eventName: row.eventName,
    receivedAt: row.receivedAt,
    why: row.reason,
    attempts: row.attempts,
    bytes: row.bytes ?? 0,
    body: row.start === null ? null : row.start.toString('utf8'),
  }));
}

async function dead(db: Db, forum: ForumId, limit: number): Promise<DeadEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('member', (join) =>
      join.onRef('member.forumId', '=', 'event.forumId').onRef('member.id', '=', 'event.memberId'),
    )
    .select((eb) => [
      'event.id',
      'event.kind',
      'event.postId',
      'event.occurredAt',
      'event.finishedAt',
      'event.reason',
      'event.attempts',
      'member.username',
      eb('event.content', 'is not', null).as('hasContent'),
    ])
    .where('event.forumId', '=', forum)
    .where('event.state', '=', 'dead')
    .orderBy('event.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    eventId: row.id,
    kind: row.kind,
    postId: row.postId,
    memberName: row.username,
    occurredAt: row.occurredAt,
    endedAt: row.finishedAt,
    why: row.reason,
    attempts: row.attempts,
    canReplay: Boolean(row.hasContent),
  }));
}

async function stuck(db: Db, forum: ForumId, limit: number, { care }: Sight): Promise<StuckOffer[]> {
  const rows = await db
    .selectFrom('offer')
    .leftJoin('member', (join) =>
      join.onRef('member.forumId', '=', 'offer.forumId').onRef('member.id', '=', 'offer.memberId'),
    )
    .selectAll('offer')
    .select('member.username')
    .where('offer.forumId', '=', forum)
    .where('offer.state', 'in', ['dead', 'in_review'])
    .$if(!care, (query) => query.where('offer.kind', '<>', 'care'))
    .orderBy('offer.changedAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    offerId: row.id,
    state: row.state === 'dead' ? 'dead' : 'in_review',
    rule: row.ruleId,
    resource: row.resourceId,
    memberName: row.username,
    postId: row.postId,
    because: readReasons(row.stateBecause),
    attempts: row.attempts,
    lookups: row.lookups,
    changedAt: row.changedAt,
  }));
}
