import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** What people made of what a rule proposed. */
export interface Acceptance {
  approved: number;
  /** Approved after somebody had changed the text. */
  edited: number;
  rejected: number;
  expired: number;
  open: number;
}

/** By rule, over what was decided in the last `windowDays`, and what is open now. Care is left out unless it is asked for. */
export async function acceptance(
  db: Db,
  forum: ForumId,
  { windowDays, care }: { windowDays: number; care: boolean },
): Promise<ReadonlyMap<string, Acceptance>> {
  const { rows } = await sql<Acceptance & { ruleId: string }>`
    select offer.rule_id,
      count(*) filter (where decision = 'approved')::int as approved,
      count(*) filter (where decision = 'edited')::int as edited,
      count(*) filter (where decision = 'rejected')::int as rejected,
      count(*) filter (where decision = 'expired')::int as expired,
      count(*) filter (where offer.state = 'proposed')::int as open
    from offer left join offer_review review on review.offer_id = offer.id
      and review.decided_at > now() - ${windowDays} * interval '1 day' and offer.state <> 'proposed'
    where offer.forum_id = ${forum} and (${care} or offer.kind <> 'care')
      and (review.offer_id is not null or offer.state = 'proposed')
    group by offer.rule_id`.execute(db);
  return new Map(rows.map(({ ruleId, ...numbers }) => [ruleId, numbers]));
}
