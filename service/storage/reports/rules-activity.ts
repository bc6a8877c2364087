import { sql } from 'kysely';
import type { Rung } from '../../model/decision.ts';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';
import type { Sight } from './sight.ts';

/** What one rule did, and where it stands. The rule may have left the rulebook since. */
export interface RuleActivity {
  rule: string;
  considered: number;
  offers: number;
  held: number;
  sent: number;
  withdrawn: number;
  failed: number;
  /** What members said of it, as far as the forum's plugin told. */
  helped: number;
  notHelped: number;
  lastDecidedAt: Date | null;
  /** What the installation gave it; null until somebody has moved it. */
  rung: Rung | null;
  pausedAt: Date | null;
}

export interface RulesActivity {
  rules: ReadonlyMap<string, RuleActivity>;
  /** The rung of rules that nobody has moved; the file may allow less. */
  defaultRung: Rung;
  /** The version that decides now, and since when. */
  active: { version: string; since: Date; commit: { author: string; message: string } | null } | null;
  rejected: RejectedRules | null;
}

/** The newest version of the rule files that was refused; the one before it still decides. */
export interface RejectedRules {
  version: string;
  foundAt: Date;
  problems: readonly { file: string; line: number; column: number; message: string }[];
}

interface Row {
  ruleId: string;
  considered: string;
  offers: string;
  held: string;
  sent: string;
  withdrawn: string;
  failed: string;
  helped: string;
  notHelped: string;
  lastDecidedAt: Date | null;
  rung: Rung | null;
  pausedAt: Date | null;
}

export async function rulesActivity(
  db: Db,
  forum: ForumId,
  windowHours: number,
  sight: Sight,
): Promise<RulesActivity> {
  const [rules, active, rejected, row] = await Promise.all([
    activity(db, forum, windowHours, sight),
    db
      .selectFrom('rulebook')
      .select(['version', 'activatedAt', 'commit'])
      .orderBy('activatedAt', 'desc')
      .executeTakeFirst(),
    newestRejected(db),
    db.selectFrom('forum').select('defaultRung').where('id', '=', forum).executeTakeFirst(),
  ]);
  const defaultRung = row?.defaultRung ?? 'shadow';
  return {
    rules,
    defaultRung,
    active: active ? { version: active.version, since: active.activatedAt, commit: active.commit } : null,
    rejected,
  };
}

async function activity(
  db: Db,
  forum: ForumId,
  windowHours: number,
  { care }: Sight,
): Promise<ReadonlyMap<string, RuleActivity>> {
  const { rows } = await sql<Row>`
    with decided as (
      select rule_id, count(*) as considered,
        count(*) filter (where verdict = 'offer') as offers,
        count(*) filter (where verdict = 'held') as held,
        max(decided_at) as last_decided_at
      from decision where forum_id = ${forum} and (${care} or not is_care) and decided_at > now() - ${windowHours} * interval '1 hour' group by rule_id
    ), offered as (
      select rule_id,
        count(*) filter (where state = 'sent') as sent,
        count(*) filter (where state = 'withdrawn') as withdrawn,
        count(*) filter (where state in ('refused', 'dead')) as failed
      from offer where forum_id = ${forum} and (${care} or kind <> 'care') and changed_at > now() - ${windowHours} * interval '1 hour' group by rule_id
    ), rated as (
      select rule_id, count(*) filter (where helped) as helped, count(*) filter (where not helped) as not_helped
      from offer_feedback join offer on offer.id = offer_id
      where forum_id = ${forum} and (${care} or kind <> 'care') and rated_at > now() - ${windowHours} * interval '1 hour' group by rule_id
    ), standing as (
      select rule_id, rung, paused_at from rule_standing where forum_id = ${forum}
    )
    select rule_id, coalesce(considered, 0) as considered, coalesce(offers, 0) as offers, coalesce(held, 0) as held,
      coalesce(sent, 0) as sent, coalesce(withdrawn, 0) as withdrawn, coalesce(failed, 0) as failed,
      coalesce(helped, 0) as helped, coalesce(not_helped, 0) as not_helped,
      last_decided_at, rung, paused_at
    from decided full join offered using (rule_id) full join rated using (rule_id) full join standing using (rule_id)`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.ruleId, readActivity(row)]));
}

function readActivity(row: Row): RuleActivity {
  return {
    rule: row.ruleId,
    considered: Number(row.considered),
    offers: Number(row.offers),
    held: Number(row.held),
    sent: Number(row.sent),
    withdrawn: Number(row.withdrawn),
    failed: Number(row.failed),
    helped: Number(row.helped),
    notHelped: Number(row.notHelped),
    lastDecidedAt: row.lastDecidedAt,
    rung: row.rung,
    pausedAt: row.pausedAt,
  };
}

async function newestRejected(db: Db): Promise<RejectedRules | null> {
  const row = await db
    .selectFrom('rulebookProblem')
    .select(['version', 'foundAt', 'problems'])
    .where('solvedAt', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  return { version: row.version, foundAt: row.foundAt, problems: row.problems.map(readProblem) };
}

/** Problems were written by the rulebook; one that is not of its shape still shows what it says. */
function readProblem(stored: unknown): RejectedRules['problems'][number] {
  const fields = new Map<string, unknown>(
    typeof stored === 'object' && stored !== null ? Object.entries(stored) : [],
  );
  const text = (name: string, otherwise: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : otherwise;
  };
  const place = (name: string) => Number(fields.get(name) ?? 1) || 1;
  return {
    file: text('file', ''),
    line: place('line'),
    column: place('column'),
    message: text('message', JSON.stringify(stored)),
  };
}
