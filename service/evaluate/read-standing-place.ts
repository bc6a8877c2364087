import { DiscourseError } from '../discourse/discourse-error.ts';
import { describeTopic } from '../discourse/wire/describe-topic.ts';
import { findStandingPost } from '../discourse/wire/find-standing-post.ts';
import { aboutEvent } from '../model/about-event.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { TopicId } from '../model/ids.ts';
import type { Post, Topic } from '../model/post.ts';
import { type FactsDeps, clientOf, forumOf } from './facts-deps.ts';

export interface StandingPlace {
  topic: Topic;
  /** Null when the post is gone, or is not on the page that was read. */
  post: Post | null;
}

/**
 * Where an offer would stand when nobody has just written: the post that the event is about, or the first of its topic.
 * One call to the forum; null where there is no topic, where it is gone, or where the bot may not read it.
 */
export async function readStandingPlace(
  deps: FactsDeps,
  event: CommunityEvent,
  announcedIn: TopicId | null,
): Promise<StandingPlace | null> {
  const { topicId, postId } = aboutEvent(event);
  const place = topicId ?? announcedIn;
  if (place === null) return null;
  const told = 'postNumber' in event ? event.postNumber : null;
  const number = told ?? (postId === null ? 1 : await deps.posts.numberOf(event.forum, postId));
  const query = { includeRaw: true, ...(number !== null && number > 1 ? { nearNumber: number } : {}) };
  const view = await clientOf(deps, event.forum).topic(place, query).catch(nullIfGone);
  if (view === null || view.categoryId === null) return null;
  const forum = forumOf(deps, event.forum);
  const knowledge = await forum.knowledge();
  const topic = describeTopic({
    forum: event.forum,
    view,
    at: await deps.clock(deps.db),
    category: await forum.category(view.categoryId),
    isBot: (seen) => seen.authorId === knowledge?.botId,
  });
  if (topic === null) return null;
  const post = findStandingPost(view, postId ?? 'opening');
  return { topic, post: typeof post === 'string' ? null : post };
}

function nullIfGone(error: unknown): null {
  const isGone = error instanceof DiscourseError && error.retry === 'never' && !error.pausesForum;
  if (isGone) return null;
  throw error;
}
