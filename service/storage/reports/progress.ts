import { sql } from 'kysely';
import type { Db } from '../database.ts';

export type WorkStage = 'read' | 'decide' | 'send';

/** How far one stage of the work is behind. Only what nobody is working on right now counts as due. */
export interface StageProgress {
  due: number;
  /** Age of the oldest due row in milliseconds; 0 when nothing is due. */
  oldestDueMs: number;
  /** Milliseconds since this stage last finished something; null when none of the newest rows ended. */
  lastFinishedMs: number | null;
}

export interface Progress {
  at: Date;
  stages: Readonly<Record<WorkStage, StageProgress>>;
  /** Workers heard of within a minute. */
  workers: number;
  rulesRejected: number;
}

interface Row {
  at: Date;
  stage: WorkStage;
  due: string;
  oldestDueMs: string | null;
  lastFinishedMs: string | null;
}

/**
 * Progress over all forums, by Postgres' clock. Offers of a forum that is paused, or that asked for a rest,
 * wait for a person or for the forum, and are not due.
 */
export async function progress(db: Db): Promise<Progress> {
  const { rows } = await sql<Row>`
    with free as (
      select 'read' as stage, next_at from inbox
        where state = 'received' and next_at <= now() and (lease_until is null or lease_until < now())
      union all
      select 'decide', next_at from event
        where state = 'received' and next_at <= now() and (lease_until is null or lease_until < now())
      union all
      select 'send', greatest(offer.next_at, offer.not_before) from offer join forum on forum.id = offer.forum_id
        where state in ('waiting', 'sending', 'unknown') and next_at <= now() and not_before <= now()
          and (lease_until is null or lease_until < now())
          and (blocked_until is null or blocked_until < now())
          and not exists (select from pause where pause.forum_id = offer.forum_id)
          and not exists (select from rule_standing as standing where standing.forum_id = offer.forum_id
            and standing.rule_id = offer.rule_id and standing.paused_at is not null)
    ), finished as (
      select 'read' as stage, max(finished_at) as at from forum cross join lateral (
        select finished_at from inbox where forum_id = forum.id order by received_at desc limit 200) as newest
      union all
      select 'decide', max(finished_at) from forum cross join lateral (
        select finished_at from event where forum_id = forum.id order by recorded_at desc limit 200) as newest
      union all
      select 'send', greatest(max(finished_at), max(sent_at)) from forum cross join lateral (
        select finished_at, sent_at from offer where forum_id = forum.id order by changed_at desc limit 200) as newest
    )
    select now() as at, finished.stage, count(free.stage) as due,
      extract(epoch from now() - min(free.next_at)) * 1000 as oldest_due_ms,
      extract(epoch from now() - max(finished.at)) * 1000 as last_finished_ms
    from finished left join free using (stage) group by finished.stage`.execute(db);
  const { workers, rulesRejected } = await countAround(db);
  const byStage = new Map(rows.map((row) => [row.stage, readStage(row)]));
  const idle: StageProgress = { due: 0, oldestDueMs: 0, lastFinishedMs: null };
  return {
    at: rows[0]?.at ?? new Date(),
    stages: {
      read: byStage.get('read') ?? idle,
      decide: byStage.get('decide') ?? idle,
      send: byStage.get('send') ?? idle,
    },
    workers,
    rulesRejected,
  };
}

function readStage(row: Row): StageProgress {
  return {
    due: Number(row.due),
    oldestDueMs: Math.round(Number(row.oldestDueMs ?? 0)),
    lastFinishedMs: row.lastFinishedMs === null ? null : Math.round(Number(row.lastFinishedMs)),
  };
}

async function countAround(db: Db): Promise<{ workers: number; rulesRejected: number }> {
  const { rows } = await sql<{ workers: string; rejected: string }>`
    select (select count(*) from worker_process where seen_at > now() - interval '1 minute' and role <> 'serve') as workers,
      (select coalesce(sum(jsonb_array_length(problems)), 0) from rulebook_problem where solved_at is null) as rejected`.execute(
    db,
  );
  return { workers: Number(rows[0]?.workers ?? 0), rulesRejected: Number(rows[0]?.rejected ?? 0) };
}
