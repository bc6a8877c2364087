import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { missedPost } from '../discourse/wire/read-posts.ts';
import type { PostView } from '../discourse/wire.ts';
import type { KnownForum } from '../forum/know-forum.ts';
import { type EventId, type ForumId, postId } from '../model/ids.ts';
import type { Db } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { Ledger } from '../storage/ledger.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { PostStore } from '../storage/post-store.ts';
import { findNewestPost, idsAbove } from './find-newest-post.ts';

export interface MissedPostsDeps {
  db: Db;
  forums: ForumStore;
  posts: PostStore;
  events: EventStore;
  members: MemberStore;
  offers: OfferStore;
  ledger: Ledger;
  client: DiscourseClient;
  known: KnownForum;
  ignoredMembers(): readonly string[];
  wakeForEvents(ids: readonly EventId[]): void;
  log: Logger;
}

const mostPages = 10;
/** `/posts.json` looks at so many ids below `before`, whatever they belong to: messages and deleted posts leave it empty. */
const idWindow = 50;
/** So far ahead of what is read a forum that shows guests nothing is searched, while its newest ids show nothing. */
const idsAhead = 3 * idWindow;

/**
 * Reads the newest posts of the forum and records those that no webhook has told of, back to where the last round ended.
 * After a long outage it walks back over several rounds, at most ten calls each, whichever process makes them; where a
 * page is empty, it goes on below. Posts from before Waypost came are noted and trigger nothing. A round returns how many
 * posts were missed.
 */
export function createMissedPostsFinder(deps: MissedPostsDeps, id: ForumId): () => Promise<number> {
  return async () => {
    const forum = await deps.forums.find(id);
    const knowledge = await deps.known.knowledge();
    if (!forum || !knowledge) return 0;
    const { gap } = forum;
    const reachedBefore = forum.reconciledTo ?? 0;
    const about = { id, botId: knowledge.botId, watchedSince: forum.watchedSince };

    let newest = 0;
    let missed = 0;
    let before: number | null = null;
    let isComplete = false;
    let isUndecided = false;
    for (let page = 0; page < mostPages && !isComplete && !isUndecided; page += 1) {
      const { posts } = await deps.client.latestPosts(before === null ? {} : { before: postId(before) });
      const ids = posts.map((post) => post.id);
      if (posts.length === 0 && before === null) {
        const start = await whereToReadOn(deps.client, reachedBefore);
        if (start === null) return 0;
        before = start;
        continue;
      }
      const oldest: number = before === null || posts.length > 0 ? Math.min(...ids) : before - idWindow + 1;
      newest = Math.max(newest, ...ids);
      const recorded = await recordUnseen(deps, { ...about, posts });
      missed += recorded.missed;
      isUndecided = recorded.undecided > 0;
      isComplete =
        oldest <= reachedBefore + 1 ||
        (forum.reconciledTo === null && isFromBefore(posts, forum.watchedSince));
      before = gap && oldest <= gap.newest + 1 && oldest > gap.before ? gap.before : oldest - 1;
    }
    if (missed > 0) deps.log.warn({ forum: id, missed }, 'posts found that no webhook had told of');
    // What cannot be decided now is read again: the round does not count.
    if (isUndecided) return missed;
    await deps.forums.recordReconciliation(id, {
      reached: isComplete && newest > 0 ? newest : null,
      gap: isComplete || before === null ? null : { newest, before },
    });
    return missed;
  };
}

/**
 * Nothing to see among the newest ids: messages, deleted posts. Below them posts may be missing all the same. Null where
 * there is none, or no id to go on from: then nothing is concluded.
 */
async function whereToReadOn(client: DiscourseClient, reachedBefore: number): Promise<number | null> {
  const newest = await findNewestPost(client, { priority: 'reconcile' });
  if (newest !== null) return newest > reachedBefore ? newest + idsAbove : null;
  // Guests see no list there: the next ids after those that are read.
  return reachedBefore === 0 ? null : reachedBefore + idsAhead;
}

/** The first round ends where Waypost came: the forum may have been written in before a round could be made. */
function isFromBefore(posts: readonly PostView[], watchedSince: Date): boolean {
  const lowest = posts.reduce<PostView | null>((low, post) => (low && low.id < post.id ? low : post), null);
  return lowest !== null && lowest.createdAt < watchedSince;
}

async function recordUnseen(
  deps: MissedPostsDeps,
  page: { id: ForumId; botId: number; posts: readonly PostView[]; watchedSince: Date },
): Promise<{ missed: number; undecided: number }> {
  const ids = page.posts.map((post) => post.id);
  const unseen = new Set(await deps.posts.unseen(page.id, ids));
  const fresh: EventId[] = [];
  let undecided = 0;
  for (const post of page.posts.toReversed()) {
    if (!unseen.has(post.id)) continue;
    if (post.authorId === page.botId) {
      await noteOwnPost(deps, page.id, post);
      continue;
    }
    const recorded = await recordMissed(deps, page, post);
    if (recorded === 'undecided') undecided += 1;
    else if (recorded !== null) fresh.push(recorded);
  }
  deps.wakeForEvents(fresh);
  return { missed: fresh.length, undecided };
}

async function recordMissed(
  deps: MissedPostsDeps,
  { id, watchedSince }: { id: ForumId; watchedSince: Date },
  post: PostView,
): Promise<EventId | 'undecided' | null> {
  const event = missedPost(id, post);
  if (!event || deps.ignoredMembers().includes(post.authorName.toLowerCase())) return null;
  if (await deps.members.isStaged(id, event.post.authorId)) return null;
  const { open } = await deps.known.category(event.post.categoryId);
  if (!open.known) return 'undecided';
  if (!open.value) return null;
  return await deps.db.transaction().execute(async (trx) => {
    const isNews = event.occurredAt >= watchedSince;
    const recorded = isNews ? await deps.events.record(trx, event, { inboxId: null }) : null;
    await deps.ledger.note(trx, event);
    return recorded;
  });
}

/** Our own post whose webhook was lost: its marker tells which offer it belongs to. */
async function noteOwnPost(deps: MissedPostsDeps, id: ForumId, post: PostView): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await deps.posts.see(trx, {
      forum: id,
      id: post.id,
      topicId: post.topicId,
      number: post.number,
      authorId: post.authorId,
      authorName: post.authorName,
      isBot: true,
      categoryId: post.categoryId,
      createdAt: post.createdAt,
      updatedAt: post.updatedAt,
      marker: post.marker,
      seenThrough: 'reconciliation',
    });
    const offer = post.marker === null ? null : await deps.offers.byMarker(trx, id, post.marker);
    if (offer && offer.replyPostId === null) await deps.offers.recordSent(trx, offer.id, post.id);
  });
}
