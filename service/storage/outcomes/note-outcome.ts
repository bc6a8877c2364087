import { type RawBuilder, sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import { type OutcomeBy, type OutcomeKind, outcomeWindowDays } from '../../model/outcome.ts';
import type { Db, Trx } from '../database.ts';

/** An offer that was shown, whatever became of it since. Of help in need nothing is followed but what members say of it. */
export const wasShown = sql<boolean>`offer.sent_at is not null and offer.state in ('sent', 'withdrawn') and offer.kind <> 'care'`;

/** Postgres' interval within which something is put down to an offer. */
export const outcomeWindow = sql`${sql.lit(outcomeWindowDays)} * interval '1 day'`;

/** Puts something down to every offer that was shown, is meant by `where`, and is recent enough. Twice is once. */
export async function noteOutcome(
  handle: Db | Trx,
  forum: ForumId,
  told: {
    what: OutcomeKind;
    by: OutcomeBy | RawBuilder<OutcomeBy>;
    at: Date;
    where: RawBuilder<boolean>;
  },
): Promise<number> {
  const { what, by, at, where } = told;
  const result = await sql`
    insert into outcome (offer_id, forum_id, what, by_whom, at)
    select offer.id, offer.forum_id, ${what}, ${by}, ${at}::timestamptz from offer
    where offer.forum_id = ${forum} and ${wasShown} and ${where}
      and ${at}::timestamptz between offer.sent_at - interval '1 minute' and offer.sent_at + ${outcomeWindow}
    order by offer.id on conflict do nothing`.execute(handle);
  return Number(result.numAffectedRows ?? 0n);
}
