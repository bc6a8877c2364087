import type { Db } from '../database.ts';
import type { ReviewDecision } from '../offers/review-store.ts';

/** What a person decided over a proposed offer, or that nobody did. */
export interface StoryReview {
  decision: ReviewDecision;
  who: string | null;
  why: string;
  at: Date;
  /** Null where it is no longer kept. */
  proposedText: string | null;
  editedText: string | null;
}

/** By offer; one that nobody had to decide over has none. */
export async function reviewsOf(db: Db, offers: readonly string[]): Promise<Map<string, StoryReview>> {
  if (offers.length === 0) return new Map();
  const rows = await db
    .selectFrom('offerReview')
    .selectAll()
    .where('offerId', 'in', [...offers])
    .execute();
  return new Map(
    rows.map(({ offerId, decision, who, why, decidedAt, proposedText, editedText }) => [
      offerId,
      { decision, who, why, at: decidedAt, proposedText, editedText },
    ]),
  );
}
