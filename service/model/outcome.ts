/**
 * What happened after an offer was shown, and may have to do with it.
 *
 * `clicked` counts for a reply what the forum counts, for a card what its member did. `removed`: a moderator deleted or hid
 * it; `edited`: somebody else changed its text; `flagged`: moderators agreed with a flag on it. `accepted`: the reply itself
 * is the solution. `solved` and `answered`: the topic got a solution, or a person answered in it. `posted_again`: the
 * member wrote again, anywhere; `came_back`: they were seen again a day later or more.
 */
export const outcomeKinds = [
  'seen',
  'clicked',
  'helped',
  'not_helped',
  'dismissed',
  'liked',
  'flagged',
  'removed',
  'edited',
  'accepted',
  'solved',
  'answered',
  'posted_again',
  'came_back',
] as const;

export type OutcomeKind = (typeof outcomeKinds)[number];

/** By whom, as far as it is kept: the member it was made to, another member, staff, or a sum that the forum keeps. */
export type OutcomeBy = 'author' | 'member' | 'staff' | 'forum';

/** Only what happens within so many days after an offer was shown is put down to it. */
export const outcomeWindowDays = 14;

/** Somebody let it be known that it was right. */
export const goodOutcomes: readonly OutcomeKind[] = ['helped', 'liked', 'accepted'];

/** Somebody let it be known that it was wrong. Votes come from members who are signed in; nobody else has one. */
export const badOutcomes: readonly OutcomeKind[] = ['not_helped', 'flagged', 'removed', 'edited'];
