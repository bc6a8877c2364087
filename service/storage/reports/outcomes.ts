import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import {
  type OutcomeKind,
  badOutcomes,
  goodOutcomes,
  outcomeKinds,
  outcomeWindowDays,
} from '../../model/outcome.ts';
import type { Db } from '../database.ts';
import type { Sight } from './sight.ts';

/** Which offers a report is about. */
export type OutcomesAbout = { rule: string } | { resource: string };

/** How many weeks a report looks back. */
export const outcomeWeeks = 13;

/** What became of what was shown in the last thirteen weeks. Offers are counted, never people. */
export interface OutcomeNumbers {
  now: Date;
  shown: number;
  /** Those whose two weeks are over: what happened after the others is still open. */
  ripe: number;
  /** Of those, the ones that stand in a topic, and the ones whose links are counted. */
  ripeInTopic: number;
  ripeWithLinks: number;
  /** Offers of which somebody let it be known that they were right, or wrong; wrong, where both were said. */
  good: number;
  bad: number;
  /** By kind: with how many offers it happened, and with how many of the ripe ones. */
  kinds: ReadonlyMap<OutcomeKind, { offers: number; ripe: number }>;
  /** The oldest first; a week ends at this very time of its last day. */
  weeks: readonly OutcomeWeek[];
  /** The rules that made these offers; one for the report of a rule. */
  rules: readonly { rule: string; shown: number; good: number; bad: number }[];
}

export interface OutcomeWeek {
  from: Date;
  shown: number;
  good: number;
  bad: number;
}

interface Row {
  now: Date;
  shown: number;
  ripe: number;
  ripeInTopic: number;
  ripeWithLinks: number;
  good: number;
  bad: number;
  kinds: Record<string, { offers: number; ripe: number }> | null;
  weeks: { week: number; shown: number; good: number; bad: number }[] | null;
  rules: { rule: string; shown: number; good: number; bad: number }[] | null;
}

const weekMs = 7 * 86_400_000;

export async function outcomeNumbers(
  db: Db,
  forum: ForumId,
  { about, care }: Sight & { about: OutcomesAbout },
): Promise<OutcomeNumbers> {
  const isMeant = 'rule' in about ? sql`rule_id = ${about.rule}` : sql`resource_id = ${about.resource}`;
  const { rows } = await sql<Row>`
    with shown as (
      select offer.*, verdict.*, sent_at <= now() - ${outcomeWindowDays} * interval '1 day' as is_ripe,
        floor(extract(epoch from now() - sent_at) / 604800)::int as week
      from offer cross join lateral (
        select coalesce(bool_or(what = any(${goodOutcomes})), false) and not coalesce(bool_or(what = any(${badOutcomes})), false) as is_good,
          coalesce(bool_or(what = any(${badOutcomes})), false) as is_bad
        from outcome where offer_id = offer.id
      ) as verdict
      where forum_id = ${forum} and ${isMeant} and state in ('sent', 'withdrawn') and (${care} or kind <> 'care')
        and sent_at > now() - ${outcomeWeeks} * interval '7 days'
    )
    select now() as now, count(*)::int as shown,
      count(*) filter (where is_ripe)::int as ripe,
      count(*) filter (where is_ripe and topic_id is not null and channel <> 'message')::int as ripe_in_topic,
      count(*) filter (where is_ripe and (link_reads > 0 or channel in ('card', 'banner')))::int as ripe_with_links,
      count(*) filter (where is_good)::int as good, count(*) filter (where is_bad)::int as bad,
      (select jsonb_object_agg(what, jsonb_build_object('offers', offers, 'ripe', ripe)) from (
        select what, count(distinct offer_id) as offers, count(distinct offer_id) filter (where is_ripe) as ripe
        from outcome join shown on shown.id = offer_id group by what) as by_kind) as kinds,
      (select jsonb_agg(jsonb_build_object('week', week, 'shown', n, 'good', good, 'bad', bad)) from (
        select week, count(*) as n, count(*) filter (where is_good) as good, count(*) filter (where is_bad) as bad
        from shown group by week) as by_week) as weeks,
      (select jsonb_agg(jsonb_build_object('rule', rule_id, 'shown', n, 'good', good, 'bad', bad) order by n desc, rule_id) from (
        select rule_id, count(*) as n, count(*) filter (where is_good) as good, count(*) filter (where is_bad) as bad
        from shown group by rule_id) as by_rule) as rules
    from shown`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('Postgres answered no row');
  return { ...row, kinds: readKinds(row.kinds ?? {}), weeks: everyWeek(row), rules: row.rules ?? [] };
}

function readKinds(kinds: NonNullable<Row['kinds']>): OutcomeNumbers['kinds'] {
  return new Map(outcomeKinds.map((kind) => [kind, kinds[kind] ?? { offers: 0, ripe: 0 }]));
}

/** Weeks without any offer have their place too. */
function everyWeek({ now, weeks }: Row): OutcomeWeek[] {
  const found = new Map((weeks ?? []).map((week) => [week.week, week]));
  return Array.from({ length: outcomeWeeks }, (_, at) => {
    const week = outcomeWeeks - 1 - at;
    const { shown = 0, good = 0, bad = 0 } = found.get(week) ?? {};
    return { from: new Date(now.getTime() - (week + 1) * weekMs), shown, good, bad };
  });
}
