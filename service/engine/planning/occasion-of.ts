import { occasionOfStep } from '../sequences/rule-at-step.ts';
import type { AnswerableEvent } from '../answerable-event.ts';

/** What an offer of this event is about; an offer is unique by forum, rule, member and occasion. */
export function occasionOf(event: AnswerableEvent): string {
  const day = event.occurredAt.toISOString().slice(0, 10);
  switch (event.kind) {
    case 'post.created':
    case 'post.edited':
      return `post:${event.post.id}`;
    case 'post.liked':
      return `liked:${event.postId}`;
    case 'solution.accepted':
      return `solution:${event.postId ?? event.topicId}`;
    case 'stage.entered':
      return `stage:${event.stage}@${day}`;
    case 'stage.left':
      return `left:${event.stage}@${day}`;
    case 'stage.stalled':
      return `stalled:${event.stage}@${event.since.toISOString().slice(0, 10)}`;
    case 'member.anniversary':
      return `anniversary:${event.years}`;
    case 'member.count':
      return `${event.of}:${event.count}`;
    case 'sequence.step':
      return occasionOfStep(event.occasion, event.step);
    case 'date.came':
      return `date:${event.day}`;
    case 'topic.unanswered':
      return `unanswered:${event.topicId}`;
    case 'topic.solved':
      return `solved:${event.topicId}`;
    case 'topic.unsolved':
    case 'topic.closed':
    case 'topic.reopened':
    case 'topic.moved':
    case 'topic.tagged':
      return `${event.kind.slice('topic.'.length)}:${event.topicId}@${day}`;
    case 'badge.granted':
      return `badge:${event.badge}@${day}`;
    case 'member.promoted':
      return `promoted:${event.level}@${day}`;
    case 'member.approved':
      return 'approved';
    case 'group.joined':
    case 'group.left':
      return `${event.kind.replace('group.', '')}:${event.group}@${day}`;
    case 'category.first_visited':
      return `visited:${event.categoryId}`;
    case 'flag.agreed':
      return `flag:${event.postId}`;
    case 'outside.event':
    case 'calendar.near':
      return event.logicalKey;
  }
}
