import type { ForumId } from '../../model/ids.ts';
import type { OfferState } from '../../model/offer.ts';
import type { Reason } from '../../model/reason.ts';
import type { Db } from '../database.ts';
import { readReasons } from './read-reasons.ts';
import type { Sight } from './sight.ts';

/** One decision and what has become of it. */
export interface RecentDecision {
  decisionId: string;
  at: Date;
  rule: string;
  rung: string;
  verdict: 'offer' | 'held';
  because: readonly Reason[];
  memberName: string | null;
  postId: number | null;
  /** Of a post from before Waypost came: a rehearsal. */
  isLookBack: boolean;
  /** Its reasons say why it is in that state. */
  offer: { state: OfferState; resource: string; notBefore: Date; because: readonly Reason[] } | null;
}

/** The newest decisions, newest first. */
export async function recentDecisions(
  db: Db,
  forum: ForumId,
  limit: number,
  { care }: Sight,
): Promise<RecentDecision[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('event', 'event.id', 'decision.eventId')
    .leftJoin('member', (join) =>
      join.onRef('member.forumId', '=', 'event.forumId').onRef('member.id', '=', 'event.memberId'),
    )
    .leftJoin('offer', (join) =>
      join.onRef('offer.eventId', '=', 'decision.eventId').onRef('offer.ruleId', '=', 'decision.ruleId'),
    )
    .select([
      'decision.id',
      'decision.decidedAt',
      'decision.ruleId',
      'decision.rung',
      'decision.verdict',
      'decision.because',
      'event.postId',
      'event.source',
      'member.username',
      'offer.state',
      'offer.resourceId',
      'offer.notBefore',
      'offer.stateBecause',
    ])
    .where('decision.forumId', '=', forum)
    .$if(!care, (query) => query.where('decision.isCare', '=', false))
    .orderBy('decision.decidedAt', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    decisionId: row.id,
    at: row.decidedAt,
    rule: row.ruleId,
    rung: row.rung,
    verdict: row.verdict,
    because: readReasons(row.because),
    memberName: row.username,
    postId: row.postId,
    isLookBack: row.source === 'look-back',
    offer:
      row.state && row.resourceId && row.notBefore
        ? {
            state: row.state,
            resource: row.resourceId,
            notBefore: row.notBefore,
            because: readReasons(row.stateBecause ?? []),
          }
        : null,
  }));
}
