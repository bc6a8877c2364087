import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** What Waypost did in seven days, for people who do not look at dashboards. Care is left out. */
export interface Week {
  posts: number;
  sent: number;
  sentBefore: number;
  members: number;
  helped: number;
  notHelped: number;
  /** Questions that a person had answered before the guide was due: silence was right. */
  answeredFirst: number;
  declined: number;
  rules: readonly { rule: string; sent: number; helped: number; notHelped: number }[];
  waiting: { approvals: number; stuck: number };
}

type Row = Record<Exclude<keyof Week, 'rules' | 'waiting'> | 'approvals' | 'stuck', string>;

export async function week(db: Db, forum: ForumId): Promise<Week> {
  const [totals, rules] = await Promise.all([
    sql<Row>`
      select
        (select count(*) from event where forum_id = ${forum} and kind = 'post.created'
          and occurred_at > now() - interval '7 days') as posts,
        count(*) filter (where state in ('sent', 'withdrawn') and offer.changed_at > now() - interval '7 days') as sent,
        count(*) filter (where state in ('sent', 'withdrawn') and offer.changed_at <= now() - interval '7 days') as sent_before,
        count(distinct member_id) filter (where state in ('sent', 'withdrawn') and offer.changed_at > now() - interval '7 days') as members,
        count(*) filter (where feedback.helped and rated_at > now() - interval '7 days') as helped,
        count(*) filter (where not feedback.helped and rated_at > now() - interval '7 days') as not_helped,
        count(*) filter (where state = 'held' and offer.changed_at > now() - interval '7 days'
          and state_because @> '[{"code": "human_answered"}]') as answered_first,
        (select count(*) from change where forum_id = ${forum} and what = 'opt out'
          and at > now() - interval '7 days') as declined,
        count(*) filter (where state = 'proposed') as approvals,
        (select count(*) from event where forum_id = ${forum} and state = 'dead') +
          (select count(*) from inbox where forum_id = ${forum} and state = 'quarantined') as stuck
      from offer left join offer_feedback as feedback on feedback.offer_id = offer.id
      where forum_id = ${forum} and kind <> 'care' and created_at > now() - interval '21 days'`.execute(db),
    sql<{ rule: string; sent: string; helped: string; notHelped: string }>`
      select rule_id as rule, count(*) as sent, count(*) filter (where feedback.helped) as helped,
        count(*) filter (where not feedback.helped) as not_helped
      from offer left join offer_feedback as feedback on feedback.offer_id = offer.id
      where forum_id = ${forum} and kind <> 'care' and state in ('sent', 'withdrawn')
        and offer.changed_at > now() - interval '7 days'
      group by rule_id order by count(*) desc limit 5`.execute(db),
  ]);
  const row = totals.rows[0];
  if (row === undefined) throw new Error('Postgres answered no row');
  return {
    posts: Number(row.posts),
    sent: Number(row.sent),
    sentBefore: Number(row.sentBefore),
    members: Number(row.members),
    helped: Number(row.helped),
    notHelped: Number(row.notHelped),
    answeredFirst: Number(row.answeredFirst),
    declined: Number(row.declined),
    rules: rules.rows.map((one) => ({
      rule: one.rule,
      sent: Number(one.sent),
      helped: Number(one.helped),
      notHelped: Number(one.notHelped),
    })),
    waiting: { approvals: Number(row.approvals), stuck: Number(row.stuck) },
  };
}
