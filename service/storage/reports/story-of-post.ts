import type { Evidence } from '../../model/decision.ts';
import type { CommunityEvent, EventSource } from '../../model/event.ts';
import type { ForumId, PostId } from '../../model/ids.ts';
import type { OfferState } from '../../model/offer.ts';
import type { Reason } from '../../model/reason.ts';
import type { Db } from '../database.ts';
import { readEventContent } from '../event-content.ts';
import { readEvidence, readReasons } from './read-reasons.ts';
import { type StoryReview, reviewsOf } from './review-of-offer.ts';
import type { Sight } from './sight.ts';

/** All that is recorded of one post. */
export interface PostStory {
  postId: number;
  /** What the ledger of posts knows; null for a post that was never seen. */
  post: SeenPost | null;
  /** Everything told of the post or of Waypost's replies under it, oldest first. */
  events: readonly StoryEvent[];
  offers: readonly StoryOffer[];
}

export interface SeenPost {
  topicId: number;
  number: number;
  authorName: string;
  isBot: boolean;
  createdAt: Date;
  deletedAt: Date | null;
  seenThrough: string;
  seenAt: Date;
}

export interface StoryEvent {
  eventId: string;
  kind: string;
  postId: number | null;
  source: EventSource;
  occurredAt: Date;
  recordedAt: Date;
  /** When its webhook came; null when no webhook told it. */
  receivedAt: Date | null;
  state: 'received' | 'done' | 'missed' | 'dead';
  reason: string | null;
  finishedAt: Date | null;
  attempts: number;
  rulebook: string | null;
  /** What the member wrote, while it is kept. */
  text: { title: string; raw: string } | null;
  /** The event itself, while its content is kept. */
  content: CommunityEvent | null;
  decisions: readonly StoryDecision[];
}

export interface StoryDecision {
  rule: string;
  rung: string;
  verdict: 'offer' | 'held';
  because: readonly Reason[];
  evidence: readonly Evidence[];
  facts: Readonly<Record<string, unknown>>;
  rulebook: string;
  decidedAt: Date;
}

export interface StoryOffer {
  offerId: string;
  eventId: string;
  rule: string;
  resource: string;
  channel: string;
  state: OfferState;
  /** Why it is in this state. */
  because: readonly Reason[];
  body: string | null;
  replyPostId: number | null;
  reviewableId: number | null;
  /** When and how often we looked for the reply after an answer had been lost. */
  lookups: number;
  attempts: number;
  createdAt: Date;
  notBefore: Date;
  expiresAt: Date;
  firstSentAt: Date | null;
  sentAt: Date | null;
  changedAt: Date;
  reply: { deletedAt: Date | null } | null;
  /** What the member did with it; null while nobody has told anything. */
  feedback: StoryFeedback | null;
  /** What a person decided over it; null where nobody had to, or has yet. */
  review: StoryReview | null;
}

export interface StoryFeedback {
  seenAt: Date | null;
  clickedAt: Date | null;
  helped: boolean | null;
  ratedAt: Date | null;
  dismissedAt: Date | null;
  snoozedAt: Date | null;
  restoredAt: Date | null;
  askedPersonAt: Date | null;
  /** Steps that are marked as done, and when the last of them was. */
  doneSteps: { count: number; lastAt: Date | null };
}

/** Everything recorded of a post: its events, what each rule decided, the offers and what became of them. */
export async function storyOfPost(db: Db, forum: ForumId, post: PostId, sight: Sight): Promise<PostStory> {
  const [seen, offers] = await Promise.all([seenPost(db, forum, post), offersOf(db, forum, post, sight)]);
  const replies = offers.flatMap((offer) => (offer.replyPostId === null ? [] : [offer.replyPostId]));
  const causes = offers.map((offer) => offer.eventId);
  const events = await eventsOf(db, forum, { posts: [post, ...replies], causes, sight });
  return { postId: post, post: seen, events, offers };
}

async function seenPost(db: Db, forum: ForumId, post: PostId): Promise<SeenPost | null> {
  const row = await db
    .selectFrom('post')
    .select(['topicId', 'number', 'authorName', 'isBot', 'createdAt', 'deletedAt', 'seenThrough', 'seenAt'])
    .where('forumId', '=', forum)
    .where('id', '=', post)
    .executeTakeFirst();
  return row ?? null;
}

async function offersOf(db: Db, forum: ForumId, post: PostId, { care }: Sight): Promise<StoryOffer[]> {
  const rows = await db
    .selectFrom('offer')
    .leftJoin('post', (join) =>
      join.onRef('post.forumId', '=', 'offer.forumId').onRef('post.id', '=', 'offer.replyPostId'),
    )
    .selectAll('offer')
    .select(['post.deletedAt', 'post.id as replyId'])
    .where('offer.forumId', '=', forum)
    .where('offer.postId', '=', post)
    .$if(!care, (query) => query.where('offer.kind', '<>', 'care'))
    .orderBy('offer.id')
    .execute();
  const reviews = await reviewsOf(
    db,
    rows.map((row) => row.id),
  );
  const feedback = await feedbackOn(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    offerId: row.id,
    eventId: row.eventId,
    rule: row.ruleId,
    resource: row.resourceId,
    channel: row.channel,
    state: row.state,
    because: readReasons(row.stateBecause),
    body: row.body,
    replyPostId: row.replyPostId,
    reviewableId: row.reviewableId,
    lookups: row.lookups,
    attempts: row.attempts,
    createdAt: row.createdAt,
    notBefore: row.notBefore,
    expiresAt: row.expiresAt,
    firstSentAt: row.firstSentAt,
    sentAt: row.sentAt,
    changedAt: row.changedAt,
    reply: row.replyId === null ? null : { deletedAt: row.deletedAt },
    feedback: feedback.get(row.id) ?? null,
    review: reviews.get(row.id) ?? null,
  }));
}

async function feedbackOn(db: Db, offers: readonly string[]): Promise<Map<string, StoryFeedback>> {
  if (offers.length === 0) return new Map();
  const rows = await db
    .selectFrom('offerFeedback')
    .selectAll()
    .where('offerId', 'in', [...offers])
    .execute();
  return new Map(
    rows.map(({ offerId, doneSteps, ...told }) => {
      const done = Object.values(doneSteps).filter((step) => step.done);
      const last = done
        .map((step) => step.at)
        .toSorted()
        .at(-1);
      const steps = { count: done.length, lastAt: last === undefined ? null : new Date(last) };
      return [offerId, { ...told, doneSteps: steps }];
    }),
  );
}

async function eventsOf(
  db: Db,
  forum: ForumId,
  { posts, causes, sight }: { posts: readonly number[]; causes: readonly string[]; sight: Sight },
): Promise<StoryEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('inbox', 'inbox.id', 'event.inboxId')
    .selectAll('event')
    .select('inbox.receivedAt')
    .where('event.forumId', '=', forum)
    .where((eb) =>
      eb.or([
        eb('event.postId', 'in', [...posts]),
        ...(causes.length > 0 ? [eb('event.id', 'in', [...causes])] : []),
      ]),
    )
    // Looks as if nothing but the post were known, like many a post that no rule asks for.
    .$if(!sight.care, (query) => query.where('event.isCare', '=', false))
    .orderBy('event.occurredAt')
    .orderBy('event.id')
    .limit(200)
    .execute();
  const decisions = await decisionsOf(
    db,
    rows.map((row) => row.id),
    sight,
  );
  return rows.map((row) => ({
    eventId: row.id,
    kind: row.kind,
    postId: row.postId,
    source: row.source,
    occurredAt: row.occurredAt,
    recordedAt: row.recordedAt,
    receivedAt: row.receivedAt,
    state: row.state,
    reason: row.reason,
    finishedAt: row.finishedAt,
    attempts: row.attempts,
    rulebook: row.rulebook,
    text: textOf(row.content),
    content: row.content === null ? null : readEventContent(row.content),
    decisions: decisions.get(row.id) ?? [],
  }));
}

function textOf(content: object | null): StoryEvent['text'] {
  if (content === null) return null;
  const event = readEventContent(content);
  if (event.kind !== 'post.created' && event.kind !== 'post.edited') return null;
  return { title: event.post.title, raw: event.post.raw };
}

async function decisionsOf(
  db: Db,
  events: readonly string[],
  { care }: Sight,
): Promise<Map<string, StoryDecision[]>> {
  if (events.length === 0) return new Map();
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('eventId', 'in', [...events])
    .$if(!care, (query) => query.where('isCare', '=', false))
    .orderBy('verdict', 'desc')
    .orderBy('ruleId')
    .execute();
  const byEvent = new Map<string, StoryDecision[]>();
  for (const row of rows) {
    const list = byEvent.get(row.eventId) ?? [];
    byEvent.set(row.eventId, [...list, readDecision(row)]);
  }
  return byEvent;
}

function readDecision(row: {
  ruleId: string;
  rung: string;
  verdict: 'offer' | 'held';
  because: unknown[];
  evidence: unknown[];
  facts: object;
  rulebook: string;
  decidedAt: Date;
}): StoryDecision {
  return {
    rule: row.ruleId,
    rung: row.rung,
    verdict: row.verdict,
    because: readReasons(row.because),
    evidence: readEvidence(row.evidence),
    facts: { ...row.facts },
    rulebook: row.rulebook,
    decidedAt: row.decidedAt,
  };
}
