import type { SolutionAccepted, TopicSolved, TopicUnsolved } from '../../model/happening.ts';
import type { Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { readPublicPost } from './read-public-post.ts';

/**
 * Discourse Solved sends the post that is the solution, as post webhooks do, under the key `solved`: read from its source
 * of 2024 and 2026 (`enqueue_solved_hooks`), a body of 2026 is among the fixtures. Who asked is not in it.
 */
export function interpretSolved(body: KeyedBody): Interpretation {
  const { post, instead } = readPublicPost(body.value);
  if (post === null) return instead;
  const about = {
    forum: body.forum,
    source: 'webhook' as const,
    occurredAt: body.receivedAt,
    topicId: post.topic_id,
    categoryId: post.category_id,
  };
  const whoAsked = { memberId: null, postId: null };
  const common = { outcome: 'event' as const, reread: null, own: null, staged: null };
  if (body.eventName === 'unaccepted_solution') {
    const event: TopicUnsolved = {
      ...about,
      ...whoAsked,
      kind: 'topic.unsolved',
      logicalKey: `topic_unsolved:${post.topic_id}:${post.id}`,
    };
    return { ...common, event };
  }
  const event: TopicSolved = {
    ...about,
    ...whoAsked,
    kind: 'topic.solved',
    // Solved, unsolved and solved again may send the same bytes: that it was ever solved by this post is the event.
    logicalKey: `topic_solved:${post.topic_id}:${post.id}`,
    solution: post.id,
    solvedBy: post.user_id,
  };
  const solver: SolutionAccepted = {
    ...about,
    kind: 'solution.accepted',
    logicalKey: `solution_accepted:${post.id}`,
    memberId: post.user_id,
    postId: post.id,
    postNumber: post.post_number,
  };
  return { ...common, event, also: [solver] };
}
