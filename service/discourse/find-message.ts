import type { CallOptions, DiscourseClient } from './client.ts';
import { DiscourseError } from './discourse-error.ts';
import type { MarkerSought } from './find-marker.ts';

/**
 * Looks for a private message whose answer was lost, by the name it was given; two calls where it is there, one where not
 * (scope `topics:read`). One that the bot may no longer see, or that a moderator has deleted, counts as absent: the forum
 * keeps its name, and refuses the same message a second time.
 */
export async function findMessage(
  client: Pick<DiscourseClient, 'topic' | 'topicOfExternalId'>,
  { marker, botUsername }: { marker: string; botUsername: string },
  options: CallOptions = {},
): Promise<MarkerSought> {
  const lookup: CallOptions = { priority: 'lookup', ...options };
  const id = await client.topicOfExternalId(marker, lookup);
  if (id === null) return { posts: [], pendingReviewableId: null, complete: true };
  try {
    const topic = await client.topic(id, {}, lookup);
    const opening = topic.posts.filter(
      ({ number, authorName }) => number === 1 && authorName.toLowerCase() === botUsername.toLowerCase(),
    );
    return { posts: opening, pendingReviewableId: null, complete: false };
  } catch (error) {
    // Gone between the two calls.
    const isGone = error instanceof DiscourseError && error.retry === 'never' && !error.pausesForum;
    if (isGone) return { posts: [], pendingReviewableId: null, complete: false };
    throw error;
  }
}
