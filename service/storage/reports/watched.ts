import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';
import { type Judged, judgedRules, pausedJudged } from './judged.ts';

/** Numbers by which it is told whether a person has to hear of something. Care is left out: its approvers are told by themselves. */
export interface WatchedNumbers {
  now: Date;
  /** Posts of the last hour that were found by reading the forum and not told by a webhook. */
  missedLastHour: number;
  stuck: { quarantined: number; events: number; offers: number };
  reviews: { waiting: number; oldestMs: number };
  /** Rules that offer far more than they ever do, and are not paused. */
  bursting: readonly Burst[];
  /** Rules that were paused for that, and still are. */
  paused: readonly Burst[];
  /** What people said of what rules offered. */
  judged: readonly Judged[];
  /** Rules that were paused for that, and still are. */
  pausedJudged: readonly Judged[];
}

export interface Burst {
  rule: string;
  /** Offers in ten minutes. */
  fired: number;
  /** Offers in the busiest hour of the two weeks before. */
  usual: number;
}

/** A rule that is new, or hardly ever fires, is given this much. */
const leastOfBurst = 20;

export async function watched(db: Db, forum: ForumId): Promise<WatchedNumbers> {
  const [numbers, bursting, paused, judged, stillPaused] = await Promise.all([
    counts(db, forum),
    findBursts(db, forum),
    pausedBursts(db, forum),
    judgedRules(db, forum),
    pausedJudged(db, forum),
  ]);
  return { ...numbers, bursting, paused, judged, pausedJudged: stillPaused };
}

async function counts(
  db: Db,
  forum: ForumId,
): Promise<Omit<WatchedNumbers, 'bursting' | 'paused' | 'judged' | 'pausedJudged'>> {
  const { rows } = await sql<{
    now: Date;
    missed: string;
    quarantined: string;
    events: string;
    offers: string;
    waiting: string;
    oldestMs: string;
  }>`
    select now() as now,
      (select count(*) from event where forum_id = ${forum} and kind = 'post.created' and source = 'reconciliation'
        and occurred_at > now() - interval '1 hour') as missed,
      (select count(*) from inbox where forum_id = ${forum} and state = 'quarantined') as quarantined,
      (select count(*) from event where forum_id = ${forum} and state = 'dead') as events,
      (select count(*) from offer where forum_id = ${forum} and state = 'dead' and kind <> 'care') as offers,
      (select count(*) from offer where forum_id = ${forum} and state = 'proposed' and kind <> 'care') as waiting,
      (select coalesce(extract(epoch from now() - min(created_at)) * 1000, 0)
        from offer where forum_id = ${forum} and state = 'proposed' and kind <> 'care') as oldest_ms`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('Postgres answered no row');
  return {
    now: row.now,
    missedLastHour: Number(row.missed),
    stuck: {
      quarantined: Number(row.quarantined),
      events: Number(row.events),
      offers: Number(row.offers),
    },
    reviews: { waiting: Number(row.waiting), oldestMs: Number(row.oldestMs) },
  };
}

/** Whoever resumes a rule knows what it had offered; only what comes after that can be a burst again. */
async function findBursts(db: Db, forum: ForumId): Promise<Burst[]> {
  const { rows } = await sql<{ rule: string; fired: string; usual: string }>`
    with fresh as (
      select rule_id, count(*) as fired from offer
      where forum_id = ${forum} and state <> 'shadow' and kind <> 'care' and created_at > now() - interval '10 minutes'
        and created_at > coalesce((select max(change.at) from change where change.forum_id = ${forum}
          and change.what = 'resume' and change.subject = 'rule ' || offer.rule_id), '-infinity')
      group by rule_id having count(*) >= ${leastOfBurst}
    ), hours as (
      select offer.rule_id, date_trunc('hour', created_at) as hour, count(*) as offers
      from offer join fresh using (rule_id)
      where forum_id = ${forum} and state <> 'shadow'
        and created_at between now() - interval '14 days' and now() - interval '10 minutes'
      group by 1, 2
    )
    select fresh.rule_id as rule, fired, coalesce(max(offers), 0) as usual
    from fresh left join hours using (rule_id) left join rule_standing as standing
      on standing.forum_id = ${forum} and standing.rule_id = fresh.rule_id
    where standing.paused_at is null
    group by fresh.rule_id, fired
    having fired > 3 * coalesce(max(offers), 0)`.execute(db);
  return rows.map(readBurst);
}

async function pausedBursts(db: Db, forum: ForumId): Promise<Burst[]> {
  const { rows } = await sql<{ rule: string; fired: string; usual: string }>`
    select subject as rule, values->>'fired' as fired, values->>'usual' as usual
    from alert join rule_standing as standing
      on standing.forum_id = alert.forum_id and standing.rule_id = alert.subject
    where alert.forum_id = ${forum} and code = 'rule_burst' and ended_at is null and standing.paused_at is not null`.execute(
    db,
  );
  return rows.map(readBurst);
}

function readBurst({ rule, fired, usual }: { rule: string; fired: string; usual: string }): Burst {
  return { rule, fired: Number(fired), usual: Number(usual) };
}
