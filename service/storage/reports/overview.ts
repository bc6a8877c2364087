import { type SqlBool, sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { OfferState } from '../../model/offer.ts';
import { type ReasonCode, reasonsToConsider } from '../../model/reason.ts';
import type { Db } from '../database.ts';
import { clock } from './clock.ts';
import type { Sight } from './sight.ts';
import { type NeedsAPerson, countStuck } from './needs-a-person.ts';

/** What happened in the last `windowHours`, and what is the case now. */
export interface Overview {
  /** Postgres' clock: everything on the page is told from this moment. */
  at: Date;
  windowHours: number;
  arrivals: Arrivals;
  decisions: { eventsConsidered: number; offers: number; held: number };
  /** Offers by the state they have now. */
  openOffers: Readonly<Partial<Record<OfferState, number>>>;
  /** Offers that entered their present state within the window. */
  recentOffers: Readonly<Partial<Record<OfferState, number>>>;
  /** Why rules held back, most frequent first; a decision with two reasons counts for both. */
  heldBecause: readonly { code: ReasonCode; count: number }[];
  paused: Pause | null;
  needsAPerson: NeedsAPerson['counts'];
}

export interface Arrivals {
  webhooks: number;
  repeated: number;
  posts: number;
  /** Posts that no webhook told, found by reading the forum. */
  caughtUp: number;
  missed: number;
  unwanted: readonly { reason: string; count: number }[];
}

export interface Pause {
  at: Date;
  who: string;
  why: string;
}

export async function overview(db: Db, forum: ForumId, windowHours: number, sight: Sight): Promise<Overview> {
  const since = sql<Date>`now() - ${windowHours} * interval '1 hour'`;
  const seen = sql<SqlBool>`(${sight.care} or kind <> 'care')`;
  const [at, arrivals, decisions, openOffers, recentOffers, heldBecause, paused, needsAPerson] =
    await Promise.all([
      clock(db),
      countArrivals(db, forum, since),
      countDecisions(db, forum, since, sight),
      countOffers(
        db,
        forum,
        sql<SqlBool>`state in ('proposed', 'waiting', 'sending', 'unknown', 'in_review', 'dead') and ${seen}`,
      ),
      countOffers(db, forum, sql<SqlBool>`changed_at >= ${since} and ${seen}`),
      countHeld(db, forum, since, sight),
      db.selectFrom('pause').select(['at', 'who', 'why']).where('forumId', '=', forum).executeTakeFirst(),
      countStuck(db, forum, sight),
    ]);
  return {
    at,
    windowHours,
    arrivals,
    decisions,
    openOffers,
    recentOffers,
    heldBecause,
    paused: paused ?? null,
    needsAPerson,
  };
}

type Since = ReturnType<typeof sql<Date>>;

/** Looking back at posts from before Waypost came is told elsewhere. */
const isOfNow = sql<SqlBool>`not exists (
  select from event where event.id = decision.event_id and event.source = 'look-back')`;

async function countArrivals(db: Db, forum: ForumId, since: Since): Promise<Arrivals> {
  const counts = await sql<{
    webhooks: string;
    repeated: string;
    posts: string;
    caughtUp: string;
    missed: string;
  }>`
    select
      (select count(*) from inbox where forum_id = ${forum} and received_at >= ${since}) as webhooks,
      (select coalesce(sum(receipts - 1), 0) from webhook_digest where forum_id = ${forum} and last_at >= ${since}
        and receipts > 1) as repeated,
      count(*) filter (where kind = 'post.created') as posts,
      count(*) filter (where kind = 'post.created' and source = 'reconciliation') as caught_up,
      count(*) filter (where state = 'missed') as missed
    from event where forum_id = ${forum} and recorded_at >= ${since} and source <> 'look-back'`.execute(db);
  const unwanted = await sql<{ reason: string; count: string }>`
    select coalesce(reason, '') as reason, count(*) as count from inbox
    where forum_id = ${forum} and received_at >= ${since} and state = 'unwanted'
    group by 1 order by 2 desc, 1`.execute(db);
  const row = counts.rows[0];
  return {
    webhooks: Number(row?.webhooks ?? 0),
    repeated: Number(row?.repeated ?? 0),
    posts: Number(row?.posts ?? 0),
    caughtUp: Number(row?.caughtUp ?? 0),
    missed: Number(row?.missed ?? 0),
    unwanted: unwanted.rows.map(({ reason, count }) => ({ reason, count: Number(count) })),
  };
}

async function countDecisions(
  db: Db,
  forum: ForumId,
  since: Since,
  { care }: Sight,
): Promise<Overview['decisions']> {
  const { rows } = await sql<{ events: string; offers: string; held: string }>`
    select count(distinct event_id) as events,
      count(*) filter (where verdict = 'offer') as offers,
      count(*) filter (where verdict = 'held') as held
    from decision where forum_id = ${forum} and decided_at >= ${since} and ${isOfNow}
      and (${care} or not is_care)`.execute(db);
  const row = rows[0];
  return {
    eventsConsidered: Number(row?.events ?? 0),
    offers: Number(row?.offers ?? 0),
    held: Number(row?.held ?? 0),
  };
}

async function countOffers(
  db: Db,
  forum: ForumId,
  which: ReturnType<typeof sql<SqlBool>>,
): Promise<Partial<Record<OfferState, number>>> {
  const rows = await db
    .selectFrom('offer')
    .select((eb) => ['state', eb.fn.countAll<string>().as('count')])
    .where('forumId', '=', forum)
    .where(which)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

async function countHeld(
  db: Db,
  forum: ForumId,
  since: Since,
  { care }: Sight,
): Promise<{ code: ReasonCode; count: number }[]> {
  const { rows } = await sql<{ code: ReasonCode; count: string }>`
    select code, count(*) as count from (
      select jsonb_array_elements(because) ->> 'code' as code from decision
      where forum_id = ${forum} and decided_at >= ${since} and verdict = 'held' and ${isOfNow}
        and (${care} or not is_care)
      union all
      select jsonb_array_elements(state_because) ->> 'code' from offer
      where forum_id = ${forum} and changed_at >= ${since} and state in ('held', 'expired')
        and (${care} or kind <> 'care')
    ) as reason
    where not code = any(${[...reasonsToConsider]})
    group by code order by count desc, code`.execute(db);
  return rows.map(({ code, count }) => ({ code, count: Number(count) }));
}
