import type { DiscourseClient } from '../discourse/client.ts';
import { missedPost } from '../discourse/wire/read-posts.ts';
import type { PostView } from '../discourse/wire.ts';
import type { KnownForum } from '../forum/know-forum.ts';
import type { PostCreated } from '../model/event.ts';
import { type EventId, type ForumId, postId } from '../model/ids.ts';
import type { Db } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { Ledger } from '../storage/ledger.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import { findNewestPost, idsAbove } from './find-newest-post.ts';

export interface LookBackDeps {
  db: Db;
  forums: Pick<ForumStore, 'find'>;
  events: Pick<EventStore, 'record'>;
  members: Pick<MemberStore, 'isStaged'>;
  ledger: Ledger;
  client: Pick<DiscourseClient, 'latestPosts' | 'openTopics' | 'topic'>;
  known: KnownForum;
  ignoredMembers(): readonly string[];
}

export interface LookedBack {
  /** Posts that the rules are to decide over, known ones not counted. */
  recorded: readonly EventId[];
  /** Public posts read, whoever wrote them. */
  read: number;
}

/** `/posts.json` looks at so many ids below `before`, whatever they belong to. */
const idWindow = 50;
/** Posts come up to fifty a call; a forum of messages and deleted posts shall not cost more calls than these. */
const mostCalls = (wanted: number): number => 60 + Math.ceil(wanted / 5);

/**
 * Records the newest public posts from before Waypost came as events that look back: they are decided over as if it were
 * then, and nothing of it can be sent, whatever becomes of the rules later. What came since is left to webhooks and
 * reconciliation. Run again it goes on below what is known. @throws DiscourseError
 */
export async function lookBack(
  deps: LookBackDeps,
  id: ForumId,
  { posts: wanted }: { posts: number },
): Promise<LookedBack> {
  const forum = await deps.forums.find(id);
  const knowledge = await deps.known.knowledge();
  if (!forum || !knowledge) throw new Error(`the account of Waypost on ${id} is not known yet`);
  const recorded: EventId[] = [];
  let read = 0;
  let seen = 0;
  let before: number | null = null;
  const options = { priority: 'background' as const, maxWaitMs: 120_000 };
  for (
    let calls = 0;
    seen < wanted && calls < mostCalls(wanted) && (before === null || before > 0);
    calls += 1
  ) {
    const page = await deps.client.latestPosts(before === null ? {} : { before: postId(before) }, options);
    const { posts } = page;
    if (posts.length === 0 && before === null) {
      const newest = await findNewestPost(deps.client, options);
      if (newest === null) break;
      before = newest + idsAbove;
      continue;
    }
    before = posts.length === 0 ? (before ?? 0) - idWindow : Math.min(...posts.map((post) => post.id)) - 1;
    for (const post of posts) {
      if (seen >= wanted) break;
      read += 1;
      const event = await eventOf(deps, id, { post, botId: knowledge.botId });
      if (!event || event.occurredAt >= forum.watchedSince) continue;
      seen += 1;
      const fresh = await record(deps, event);
      if (fresh !== null) recorded.push(fresh);
    }
  }
  return { recorded, read };
}

/** Null for what a webhook of it would have been dropped for. */
async function eventOf(
  deps: LookBackDeps,
  id: ForumId,
  { post, botId }: { post: PostView; botId: number },
): Promise<PostCreated | null> {
  const event = missedPost(id, post);
  if (!event || post.authorId === botId) return null;
  if (deps.ignoredMembers().includes(post.authorName.toLowerCase())) return null;
  if (await deps.members.isStaged(id, event.post.authorId)) return null;
  const { open } = await deps.known.category(event.post.categoryId);
  return open.known && open.value ? { ...event, source: 'look-back' } : null;
}

async function record(deps: LookBackDeps, event: PostCreated): Promise<EventId | null> {
  return await deps.db.transaction().execute(async (trx) => {
    const recorded = await deps.events.record(trx, event, { inboxId: null });
    await deps.ledger.note(trx, event);
    return recorded;
  });
}
