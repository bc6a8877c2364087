import type { CommunityEvent } from './event.ts';
import type { CategoryId, MemberId, PostId, TopicId } from './ids.ts';

/** What an event concerns; null where it concerns nothing of the kind, or where nobody has said. */
export interface Subject {
  memberId: MemberId | null;
  topicId: TopicId | null;
  postId: PostId | null;
  categoryId: CategoryId | null;
}

export function aboutEvent(event: CommunityEvent): Subject {
  switch (event.kind) {
    case 'post.created':
    case 'post.edited': {
      const { authorId: memberId, topicId, id: postId, categoryId } = event.post;
      return { memberId, topicId, postId, categoryId };
    }
    case 'post.deleted':
    case 'post.recovered':
    case 'post.liked':
      return {
        memberId: event.authorId,
        topicId: event.topicId,
        postId: event.postId,
        categoryId: null,
      };
    case 'topic.changed':
      return {
        memberId: event.authorId,
        topicId: event.topicId,
        postId: null,
        categoryId: event.categoryId,
      };
    case 'stage.entered':
    case 'stage.left':
    case 'stage.stalled':
    case 'member.anniversary':
    case 'member.count':
    case 'sequence.step':
    case 'member.changed':
      return { memberId: event.memberId, topicId: null, postId: null, categoryId: null };
    case 'outside.event':
    case 'date.came':
    case 'calendar.near':
      return { memberId: null, topicId: null, postId: null, categoryId: null };
    case 'badge.granted':
    case 'category.first_visited':
    case 'flag.agreed':
    case 'group.joined':
    case 'group.left':
    case 'member.approved':
    case 'member.promoted':
    case 'solution.accepted':
    case 'topic.closed':
    case 'topic.moved':
    case 'topic.reopened':
    case 'topic.solved':
    case 'topic.tagged':
    case 'topic.unanswered':
    case 'topic.unsolved': {
      const { memberId, topicId, postId, categoryId } = event;
      return { memberId, topicId, postId, categoryId };
    }
  }
}
