import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { describeTopic } from '../discourse/wire/describe-topic.ts';
import { findStandingPost } from '../discourse/wire/find-standing-post.ts';
import type { TopicView } from '../discourse/wire.ts';
import type { KnownForum } from '../forum/know-forum.ts';
import { known } from '../model/fact.ts';
import type { Offer } from '../model/offer.ts';
import type { Post, Topic } from '../model/post.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { PostStore } from '../storage/post-store.ts';

export interface PlaceDeps {
  db: Db;
  known: ReadonlyMap<Offer['forum'], KnownForum>;
  clients: ReadonlyMap<Offer['forum'], DiscourseClient>;
  posts: PostStore;
  clock(handle: Db | Trx): Promise<Date>;
}

/** The topic and the post of an offer, as the forum shows them at this moment. */
export type Place =
  | { found: true; topic: Topic; post: Post | 'deleted' | 'unreadable'; view: TopicView }
  /** `none`: it is about no post. */
  | { found: false; why: 'deleted' | 'none' };

/** The post of a place, if there is one to read. */
export function postAt(place: Place): Post | null {
  return place.found && typeof place.post !== 'string' ? place.post : null;
}

/**
 * Reads the place of an offer with one call, and with none where it has no place.
 * @throws DiscourseError unless it says that the topic is gone.
 */
export async function readPlace(
  deps: PlaceDeps,
  offer: Offer,
  priority: 'deliver' | 'withdraw' = 'deliver',
): Promise<Place> {
  const client = deps.clients.get(offer.forum);
  const forum = deps.known.get(offer.forum);
  if (offer.topicId === null) return { found: false, why: 'none' };
  if (!client || !forum) return { found: false, why: 'deleted' };
  const number = offer.postId === null ? null : await deps.posts.numberOf(offer.forum, offer.postId);
  const query = { includeRaw: true, ...(number !== null && number > 1 ? { nearNumber: number } : {}) };
  let view: TopicView;
  try {
    view = await client.topic(offer.topicId, query, { priority });
  } catch (error) {
    if (error instanceof DiscourseError && (error.code === 'not_found' || error.code === 'gone')) {
      return { found: false, why: 'deleted' };
    }
    throw error;
  }
  if (view.categoryId === null) return { found: false, why: 'deleted' };
  const knowledge = await forum.knowledge();
  const topic = describeTopic({
    forum: offer.forum,
    view,
    at: await deps.clock(deps.db),
    category: await forum.category(view.categoryId),
    isBot: (seen) => seen.authorId === knowledge?.botId,
  });
  if (!topic) return { found: false, why: 'deleted' };
  const visible = topic.replies.known
    ? topic
    : { ...topic, replies: await answersOnPage(deps, view, offer, topic) };
  return {
    found: true,
    topic: visible,
    post: offer.postId === null ? 'deleted' : findStandingPost(view, offer.postId),
    view,
  };
}

/** In a long topic the page may end before the topic does. That somebody has answered can be said all the same. */
async function answersOnPage(
  deps: PlaceDeps,
  view: TopicView,
  offer: Offer,
  topic: Topic,
): Promise<Topic['replies']> {
  const knowledge = await deps.known.get(offer.forum)?.knowledge();
  const ours = view.posts.find((post) => post.id === offer.postId);
  const answers = view.posts.filter(
    (post) =>
      ours !== undefined &&
      post.number > ours.number &&
      post.authorId !== ours.authorId &&
      post.authorId > 0 &&
      post.authorId !== knowledge?.botId &&
      post.kind === 'regular' &&
      !post.deleted &&
      !post.hidden,
  );
  if (answers.length === 0) return topic.replies;
  const at = await deps.clock(deps.db);
  const replies = answers.map(({ id: postId, number, authorId, authorName, createdAt }) => ({
    postId,
    number,
    authorId,
    authorName,
    isBot: false,
    createdAt,
  }));
  return known(replies, 'forum', at);
}
