import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import { badOutcomes, goodOutcomes } from '../../model/outcome.ts';
import type { Db } from '../database.ts';

/** What members were given by a rule and somebody judged: each member counts once, and as wrong where anything was. */
export interface Judged {
  rule: string;
  judged: number;
  bad: number;
}

/**
 * Rules that are not paused, with what was judged in the last thirty days, and since somebody last resumed them: who lets
 * a rule go on knows what was said of it. Care is judged by its approvers, one by one.
 */
export async function judgedRules(db: Db, forum: ForumId): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    with judged as (
      -- What is told to everybody, and what is left of the erased, is for nobody in particular.
      select offer.rule_id, case when offer.member_id in (0, coalesce(forum.bot_user_id, 0)) then 'offer ' || offer.id
          else offer.member_id::text end as who,
        bool_or(what = any(${badOutcomes})) as is_bad
      from outcome join offer on offer.id = outcome.offer_id join forum on forum.id = outcome.forum_id
      where outcome.forum_id = ${forum} and what = any(${[...goodOutcomes, ...badOutcomes]})
        and offer.kind <> 'care' and at > now() - interval '30 days'
        and noted_at > coalesce((select max(change.at) from change where change.forum_id = ${forum}
          and change.what = 'resume' and change.subject = 'rule ' || offer.rule_id), '-infinity')
      group by 1, 2
    )
    select judged.rule_id as rule, count(*)::int as judged, count(*) filter (where is_bad)::int as bad
    from judged left join rule_standing standing
      on standing.forum_id = ${forum} and standing.rule_id = judged.rule_id
    where standing.paused_at is null
    group by judged.rule_id`.execute(db);
  return rows;
}

/** Rules that were paused for what was judged, and still are. */
export async function pausedJudged(db: Db, forum: ForumId): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select subject as rule, (values->>'judged')::int as judged, (values->>'bad')::int as bad
    from alert join rule_standing as standing
      on standing.forum_id = alert.forum_id and standing.rule_id = alert.subject
    where alert.forum_id = ${forum} and code = 'rule_unhelpful' and ended_at is null
      and standing.paused_at is not null`.execute(db);
  return rows;
}
