import type { TopicId } from '../model/ids.ts';
import type { CallOptions, DiscourseClient } from './client.ts';
import { DiscourseError } from './discourse-error.ts';
import type { PostView, TopicView } from './wire/views.ts';

export interface MarkerSearch {
  topicId: TopicId;
  botUsername: string;
  marker: string;
}

export interface MarkerSought {
  /** The bot's posts that carry it, oldest first: none, the one, or what the janitor is for. */
  posts: readonly PostView[];
  /** It waits for a moderator under this id. */
  pendingReviewableId: number | null;
  /** Every place where it could be was read. Only then does an empty `posts` mean that it is not there. */
  complete: boolean;
}

export interface MarkerFound extends MarkerSought {
  /** The topic as it is now: whether it has changed decides whether a lost reply may be sent again. */
  topic: TopicView;
}

/** 200 posts of the bot in one topic. */
const MOST_PAGES = 10;

/**
 * Looks for a reply whose answer was lost. One call for up to 20 posts of the bot in the topic.
 * @throws DiscourseError; `not_found` when the bot can no longer read the topic.
 */
export async function findMarker(
  client: Pick<DiscourseClient, 'topic'>,
  { topicId, botUsername, marker }: MarkerSearch,
  options: CallOptions = {},
): Promise<MarkerFound> {
  const query = { usernameFilters: [botUsername], includeRaw: true };
  const lookup: CallOptions = { priority: 'lookup', ...options };
  const topic = await client.topic(topicId, query, lookup);
  const posts = new Map(topic.posts.map((post) => [post.id, post]));
  for (let page = 2; page <= MOST_PAGES && !isComplete(topic, posts); page += 1) {
    const more = await nextPage(() => client.topic(topicId, { ...query, page }, lookup));
    if (more === null) break;
    for (const post of more.posts) posts.set(post.id, post);
  }
  // The opening post is in the answer whoever wrote it, and anybody can type a marker.
  const own = [...posts.values()].filter(
    (post) => post.authorName.toLowerCase() === botUsername.toLowerCase(),
  );
  const found = own.filter((post) => post.marker === marker).toSorted((one, other) => one.id - other.id);
  const pending = topic.pending.find((post) => post.marker === marker);
  const complete = isComplete(topic, posts) && own.every((post) => post.raw !== null);
  return { posts: found, pendingReviewableId: pending?.reviewableId ?? null, complete, topic };
}

function isComplete(topic: TopicView, posts: ReadonlyMap<PostView['id'], PostView>): boolean {
  return topic.stream.every((id) => posts.has(id));
}

/** Null beyond the last page, which the forum answers with 404. */
async function nextPage(read: () => Promise<TopicView>): Promise<TopicView | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DiscourseError && error.code === 'not_found') return null;
    throw error;
  }
}
